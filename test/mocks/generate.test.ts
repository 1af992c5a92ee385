/** The generated tenant: as large as asked, the same for the same seed, and served from one index. */
import { describe, expect, it } from 'vitest'
import { createCloud } from '../../mocks/cloud.ts'
import { generateTenant, largeTenant, parseGeneratorOptions } from '../../mocks/generate.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import { createClient, origins } from './cloud-client.ts'

const small = {
  users: 2000,
  environments: 4,
  systemUsersPerEnvironment: 100,
  distinctPeople: 200,
  groupMembers: 90,
}

describe('generateTenant', () => {
  it('gives the shares and sizes that it was asked for', () => {
    const tenant = generateTenant(small)

    const holders = tenant.users.filter((user) => user.licenses.length > 1)
    const people = new Set(tenant.environments.flatMap(systemUserIds))
    expect({ users: tenant.users.length, holders: holders.length, people: people.size }).toStrictEqual({
      users: 2000,
      holders: 100,
      people: 200,
    })
    expect(tenant.environments.map(({ dataverse }) => dataverse?.roles.length)).toStrictEqual([60, 60, 60, 60])
    expect(tenant.environments.map(({ dataverse }) => dataverse?.businessUnits.length)).toStrictEqual([5, 5, 5, 5])
    expect(tenant.environments.filter(({ securityGroupId }) => securityGroupId !== null)).toHaveLength(3)
  })

  it('puts five groups of 90 people, a third of them nested, behind group teams', () => {
    const tenant = generateTenant(small)

    const behindTeams = new Set(
      tenant.environments.flatMap(({ dataverse }) => dataverse?.teams.flatMap((team) => team.groupId ?? []) ?? []),
    )
    const sizes = [...behindTeams].map((id) => memberIds(tenant, id).size)
    expect(sizes).toStrictEqual([90, 90, 90, 90, 90])
    expect(tenant.groups).toHaveLength(16)
  })

  it('gives the same tenant for the same seed, another for another', () => {
    const tenants = [generateTenant(small), generateTenant(small), generateTenant({ ...small, seed: 2 })]

    const [first, second, third] = tenants.map((tenant) => JSON.stringify(tenant))
    expect(second).toBe(first)
    expect(third).not.toBe(first)
  })

  it('is by default the tenant of the acceptance line', () => {
    expect(largeTenant).toMatchObject({
      users: 100_000,
      holdersPercent: 5,
      environments: 20,
      systemUsersPerEnvironment: 1000,
      distinctPeople: 10_000,
      roles: 60,
      businessUnits: 5,
      groups: 5,
      groupMembers: 900,
      gatedEnvironments: 3,
    })
  })

  it('is served in pages of 999', async () => {
    const tenant = generateTenant(small)
    const client = createClient(createCloud(tenant, origins), tenant)

    const users = await client.readAll(`${origins.graph}/v1.0/users?$select=id&$top=999`)

    expect([users.pages, users.rows.length]).toStrictEqual([3, 2000])
  })
})

describe('parseGeneratorOptions', () => {
  it.each([
    ['users=10,seed=3', { users: 10, seed: 3 }],
    ['{"users":10,"listCarriesCapacity":false}', { users: 10, listCarriesCapacity: false }],
    ['', {}],
  ])('reads %s', (text, options) => {
    expect(parseGeneratorOptions(text)).toStrictEqual(options)
  })

  it.each([
    ['shoes=1', "no option 'shoes'"],
    ['users=many', "'users' is a whole number"],
  ])('refuses %s', (text, message) => {
    expect(() => parseGeneratorOptions(text)).toThrow(message)
  })
})

function systemUserIds({ dataverse }: TenantDescription['environments'][number]): string[] {
  return (dataverse?.users ?? []).flatMap((user) => (user.applicationId === null ? (user.entraId ?? []) : []))
}

function memberIds(tenant: TenantDescription, groupId: string): Set<string> {
  const members = tenant.groups.find((group) => group.id === groupId)?.members ?? []
  const isGroup = (id: string): boolean => tenant.groups.some((group) => group.id === id)
  return new Set(members.flatMap((id) => (isGroup(id) ? [...memberIds(tenant, id)] : [id])))
}
