/** The tenant that is looked at: its name, or a choice where there are several. */
import { Select } from '@fluentui/react-components'
import { navigate } from '../router/location.ts'
import { useLooking } from './tenant.tsx'

export function TenantPicker() {
  const { tenant, tenants } = useLooking()
  const name = (one: typeof tenant): string => one.tenantName ?? one.tenantId
  if (tenants.length < 2) return <span className="tenant">{name(tenant)}</span>
  return (
    <Select
      aria-label="Tenant"
      size="small"
      value={tenant.tenantId}
      onChange={(_event, { value }) => navigate(`/?tenant=${encodeURIComponent(value)}`)}
    >
      {tenants.map((one) => (
        <option key={one.tenantId} value={one.tenantId}>
          {name(one)}
        </option>
      ))}
    </Select>
  )
}
