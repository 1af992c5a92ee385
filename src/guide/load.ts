/** Reads the data files: guide editions by id or path, and the reference data. The only part of the guide that knows the file system. */
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { ConfigurationError, SchemaError } from '../errors.ts'
import agentRoles from './agent-roles.json' with { type: 'json' }
import { AgentRoles } from './agent-roles.ts'
import { Edition } from './edition.ts'
import { decodeText, oneLine, parseJsonText } from './json-text.ts'
import families from './license-families.json' with { type: 'json' }
import { LicenseFamilies } from './license-families.ts'
import applications from './microsoft-applications.json' with { type: 'json' }
import { MicrosoftApplications } from './microsoft-applications.ts'
import productApps from './product-apps.json' with { type: 'json' }
import { ProductApps } from './product-apps.ts'
import type { ReferenceData } from './reference-data.ts'
import tables from './restricted-tables.json' with { type: 'json' }
import { RestrictedTables } from './restricted-tables.ts'
import catalogue from './sku-catalogue.json' with { type: 'json' }
import { SkuCatalogue } from './sku-catalogue.ts'

const editionsFolder = new URL('./editions/', import.meta.url)

/** Ids of the editions that ship with the product, in order. */
export function shippedEditionIds(): string[] {
  return readdirSync(editionsFolder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .toSorted()
}

/** Shipped editions do not change while the program runs; a file of the operator may. */
const shippedEditions = new Map<string, Edition>()

/** A shipped edition by its id, or an edition file by its path. Throws a ConfigurationError that names what is wrong and where. */
export function loadEdition(idOrPath: string): Edition {
  const known = shippedEditions.get(idOrPath)
  if (known !== undefined) return known
  const isShipped = shippedEditionIds().includes(idOrPath)
  const text = readText(isShipped ? new URL(`${idOrPath}.json`, editionsFolder) : idOrPath, idOrPath)
  const parsed = Edition.safeParse(parseJson(text, idOrPath))
  if (parsed.success && isShipped) shippedEditions.set(idOrPath, parsed.data)
  if (parsed.success) return parsed.data
  throw new ConfigurationError(`The guide edition "${idOrPath}" is not valid: ${describeIssue(parsed.error)}.`)
}

/** All editions that ship with the product, in the order of their ids. */
export function loadShippedEditions(): Edition[] {
  return shippedEditionIds().map((id) => loadEdition(id))
}

function readText(file: URL | string, name: string): string {
  try {
    return decodeText(readFileSync(file))
  } catch {
    const shipped = shippedEditionIds().join(', ')
    throw new ConfigurationError(
      `There is no guide edition "${name}".`,
      `Editions: ${shipped}; or give the path of an edition file.`,
    )
  }
}

function parseJson(text: string, name: string): unknown {
  try {
    return parseJsonText(text)
  } catch (error) {
    const wrong = error instanceof SchemaError ? error.message : 'it is no JSON'
    throw new ConfigurationError(`The guide edition "${name}" is not valid: ${wrong}.`)
  }
}

function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : ''
  return oneLine(`${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'unexpected'}${more}`)
}

let referenceData: ReferenceData | null = null

/** Restricted tables, license families, SKU catalogue, names of roles, apps and applications; parsed once. */
export function loadReferenceData(): ReferenceData {
  referenceData ??= {
    restrictedTables: RestrictedTables.parse(tables),
    families: LicenseFamilies.parse(families),
    catalogue: SkuCatalogue.parse(catalogue),
    agentRoles: AgentRoles.parse(agentRoles),
    productApps: ProductApps.parse(productApps),
    applications: MicrosoftApplications.parse(applications),
  }
  return referenceData
}
