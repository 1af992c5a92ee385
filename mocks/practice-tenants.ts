/** The practice tenants that come with the product, by name; beside `fabrikam` lies the list of its breaches. */
import type { TenantDescription } from './tenant.ts'
import { parseTenant } from './tenant-file.ts'
import contoso from './tenants/contoso.json' with { type: 'json' }
import fabrikam from './tenants/fabrikam.json' with { type: 'json' }
import inaccessible from './tenants/inaccessible.json' with { type: 'json' }
import insufficient from './tenants/insufficient.json' with { type: 'json' }

const files: Readonly<Record<string, unknown>> = { contoso, fabrikam, insufficient, inaccessible }

export const practiceTenantNames: readonly string[] = Object.keys(files)

/** Throws for a name that no practice tenant bears. */
export function loadTenant(name: string): TenantDescription {
  const file = files[name]
  if (file === undefined) throw new Error(`no practice tenant '${name}': ${practiceTenantNames.join(', ')}`)
  return parseTenant(file)
}
