/** The practice tenants hold what their names promise. */
import { describe, expect, it } from 'vitest'
import { loadTenant, practiceTenantNames } from '../../mocks/practice-tenants.ts'
import { parseTenant } from '../../mocks/tenant-file.ts'
import expected from '../../mocks/tenants/fabrikam.expected.json' with { type: 'json' }

describe('practice tenants', () => {
  it('are four', () => {
    expect(practiceTenantNames).toStrictEqual(['contoso', 'fabrikam', 'insufficient', 'inaccessible'])
    expect(() => loadTenant('nowhere')).toThrow("no practice tenant 'nowhere'")
  })

  it.each(['contoso', 'fabrikam', 'insufficient'])('%s refers to nothing that is not in it', (name) => {
    const tenant = loadTenant(name)

    const objects = new Set([...tenant.users, ...tenant.groups].map(({ id }) => id))
    const members = tenant.groups.flatMap((group) => [...group.members, ...group.owners])
    const skus = new Set(tenant.skus.map(({ skuId }) => skuId))
    const held = tenant.users.flatMap((user) => user.licenses.map(({ skuId }) => skuId))
    const dangling = tenant.environments.flatMap(({ dataverse }) => {
      const roles = new Set(dataverse?.roles.map(({ id }) => id))
      const people = new Set(dataverse?.users.map(({ id }) => id))
      const units = new Set(dataverse?.businessUnits.map(({ id }) => id))
      const holders = [...(dataverse?.users ?? []), ...(dataverse?.teams ?? [])]
      return [
        ...holders.flatMap((holder) => holder.roles).filter((id) => !roles.has(id)),
        ...holders.map((holder) => holder.businessUnitId).filter((id) => !units.has(id)),
        ...(dataverse?.teams ?? []).flatMap((team) => team.members).filter((id) => !people.has(id)),
      ]
    })
    expect(members.filter((id) => !objects.has(id))).toStrictEqual([])
    expect(held.filter((skuId) => !skus.has(skuId))).toStrictEqual([])
    expect(dangling).toStrictEqual([])
  })

  it("contoso is the guide's Scenario 1: three Digital add-ons, seven Voice add-ons, one Premium over ten Enterprise seats", () => {
    const { skus, users } = loadTenant('contoso')

    expect(skus.map(({ skuPartNumber, units }) => [skuPartNumber, units.enabled])).toStrictEqual([
      ['DYN365_ENTERPRISE_CUSTOMER_SERVICE', 10],
      ['DYNAMICS_365_CONTACT_CENTER_DIGITAL_ADD_ON_FOR_CUSTOMER_SERVICE_ENTERPRISE', 3],
      ['DYNAMICS_365_CONTACT_CENTER_VOICE_ADD_ON_FOR_CUSTOMER_SERVICE_ENTERPRISE', 7],
      ['DYNAMICS_365_CUSTOMER_SERVICE_PREMIUM', 1],
    ])
    expect(users.filter((user) => user.licenses.length > 0)).toHaveLength(11)
  })

  it('fabrikam lists its breaches: people and environments that exist, of every severity', () => {
    const { users, environments } = loadTenant('fabrikam')

    const upns = new Set(users.map(({ upn }) => upn))
    const names = new Set(environments.map(({ displayName }) => displayName))
    const systemUsers = new Set(environments.flatMap(({ dataverse }) => dataverse?.users.map(({ id }) => id) ?? []))
    expect(expected.filter(({ subject }) => !upns.has(subject) && !systemUsers.has(subject))).toStrictEqual([])
    expect(expected.filter(({ environment }) => !names.has(environment))).toStrictEqual([])
    expect(new Set(expected.map(({ severity }) => severity))).toStrictEqual(new Set(['medium', 'low', 'info']))
  })
})

describe('parseTenant', () => {
  it('fills in what is usual', () => {
    const id = '10000000-0000-4000-a000-000000000001'

    const tenant = parseTenant({
      id,
      displayName: 'Contoso',
      domain: 'contoso.example',
      apps: [{ clientId: id, secret: 'practice-secret' }],
      users: [{ id, upn: 'a@contoso.example', displayName: 'A' }],
      capacity: { meters: [] },
    })

    expect(tenant.users).toStrictEqual([
      { id, upn: 'a@contoso.example', displayName: 'A', userType: 'Member', accountEnabled: true, licenses: [] },
    ])
    expect(tenant.listCarriesCapacity).toBe(true)
  })

  it('names the field that is wrong', () => {
    expect(() => parseTenant({ id: 'x' })).toThrow(/not a tenant description:[\s\S]*at id/)
  })
})
