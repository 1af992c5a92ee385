/** The practice tenants hold what their names promise. */
import { describe, expect, it } from 'vitest'
import { fabrikamBreaches, fabrikamLater, fabrikamOperator } from '../../mocks/fabrikam.ts'
import { loadTenant, practiceTenantNames } from '../../mocks/practice-tenants.ts'
import { parseTenant } from '../../mocks/tenant-file.ts'

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

  it('fabrikam lists its breaches: subjects and environments that exist, of every rule and severity', () => {
    const { id, users, environments, skus } = loadTenant('fabrikam')

    const systemUsers = environments.flatMap(({ dataverse }) => dataverse?.users ?? [])
    const subjects = new Set([
      id,
      ...users.map(({ upn }) => upn),
      ...skus.map(({ skuId }) => skuId),
      ...environments.map((environment) => environment.id),
      ...systemUsers.flatMap((user) => [user.id, user.applicationId]),
    ])
    const names = new Set([null, ...environments.map(({ displayName }) => displayName)])
    const later = fabrikamLater.flatMap(({ breaches }) => breaches ?? [])
    const all = [...fabrikamBreaches, ...later]
    expect(all.filter(({ subject }) => !subjects.has(subject))).toStrictEqual([])
    expect(all.filter(({ environment }) => !names.has(environment))).toStrictEqual([])
    expect(new Set(all.map(({ severity }) => severity))).toStrictEqual(new Set(['high', 'medium', 'low', 'info']))
    expect([...new Set(all.map(({ rule }) => rule))]).toStrictEqual(rulesWithBreaches)
  })

  it('the operator of fabrikam names people who exist', () => {
    const upns = new Set(loadTenant('fabrikam').users.map(({ upn }) => upn))

    expect(Object.keys(fabrikamOperator.people).filter((upn) => !upns.has(upn))).toStrictEqual([])
  })

  it('fabrikam changes later: its only Premium seat is never held twice, and everybody goes on signing in', () => {
    let tenant = loadTenant('fabrikam')
    const holders: string[] = []
    for (const { change } of fabrikamLater) {
      tenant = change(tenant)
      const holding = tenant.users.filter(({ licenses }) => licenses.some(({ skuId }) => skuId === premium))
      holders.push(...holding.map(({ upn }) => upn))
    }

    expect(holders).toStrictEqual(['reserve1', 'reserve2', 'reserve3'].map((name) => `${name}@fabrikam.example`))
    expect(tenant.users.find(({ upn }) => upn === 'agent1@fabrikam.example')?.lastSignIn).toBe(
      '2027-03-24T14:05:00.000Z',
    )
  })
})

const premium = 'fa777b51-d74d-5166-9fc1-2e80ea0c1b1a'
const rulesWithBreaches = [
  'restricted-table-write',
  'dual-write-restricted',
  'multiplexing',
  'unlicensed-agent',
  'seat-prerequisite',
  'addon-quantity',
  'seat-overassigned',
  'seat-idle',
  'seat-duplicate',
  'external-user',
  'legacy-omnichannel',
  'sessions-and-messages',
  'voice-without-telephony',
  'pool-overage',
  'dual-use-expiring',
  'seat-reassigned-early',
]

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
