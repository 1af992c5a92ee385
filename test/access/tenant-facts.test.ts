/** What the judgment of all environments shares: groups and who is in them, what SKUs license, where somebody stands, how whole sources are. */
import { describe, expect, it } from 'vitest'
import { citeSources } from '../../src/access/cited-sources.ts'
import { GroupFacts } from '../../src/access/groups.ts'
import { readLicenses, readTenantFacts } from '../../src/access/read-tenant-facts.ts'
import { worstState } from '../../src/access/source-state.ts'
import { gateOf, isOutside, latentText, standingsOf } from '../../src/access/standings.ts'
import type { Subscription } from '../../src/model/licensing.ts'
import { person as personFacts } from '../facts/seat-facts.ts'
import { practiceLists, skus } from './practice-lists.ts'
import { person, practiceRun, status } from './practice-run.ts'

describe('a group', () => {
  const people = new Map([
    ['ann', personFacts('ann')],
    ['gus', personFacts('gus', [], { isGuest: true })],
    ['ben', personFacts('ben')],
    ['owner', personFacts('owner')],
    ['guest-owner', personFacts('guest-owner', [], { isGuest: true })],
  ])
  const group = new GroupFacts({ id: 'group', name: null, state: 'read' }, people)
  for (const personId of ['ann', 'gus', 'unread']) group.add({ groupId: 'group', personId, via: 'direct' })
  group.add({ groupId: 'group', personId: 'ben', via: 'nested' })
  for (const personId of ['owner', 'guest-owner']) group.add({ groupId: 'group', personId, via: 'owner' })

  it('without a name goes by its id', () => {
    expect(group.name).toBe('group')
  })

  it('lets members in, nested ones too, and owners not', () => {
    expect(['ann', 'ben', 'unread', 'owner', 'nobody'].map((id) => group.admits(id))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })

  it('gives a team those of the membership and user type that it asks for, of the people that were read', () => {
    expect(group.membersOf('members-and-guests')).toEqual([
      ['direct', ['ann', 'gus']],
      ['nested', ['ben']],
    ])
    expect(group.membersOf('members')).toEqual([
      ['direct', ['ann']],
      ['nested', ['ben']],
    ])
    expect(group.membersOf('guests')).toEqual([
      ['direct', ['gus']],
      ['nested', []],
    ])
    expect(group.membersOf('owners')).toEqual([['direct', ['owner']]])
  })

  it('gates an environment where it could be read, and nobody is held back where there is none', () => {
    const unread = new GroupFacts({ id: 'unread', name: null, state: 'unreadable' }, people)
    const groups = new Map([
      ['group', group],
      ['unread', unread],
    ])

    expect(gateOf({ securityGroupId: 'group' }, { groups })).toBe(group)
    expect(gateOf({ securityGroupId: 'unread' }, { groups })).toBeNull()
    expect(gateOf({ securityGroupId: 'other' }, { groups })).toBeNull()
    expect(gateOf({ securityGroupId: null }, { groups })).toBeNull()
    expect([isOutside(null, null), isOutside(null, group)]).toEqual([false, true])
    expect([isOutside(personFacts('ann'), group), isOutside(personFacts('owner'), group)]).toEqual([false, true])
  })
})

it('where somebody stands: disabled, without a license, without an Entra object, outside', () => {
  const live = personFacts('ann')
  const dead = personFacts('ben', [], { isDisabled: true, profile: { ...live.profile, hasLive: false } })

  expect(standingsOf({ person: live, isDisabledInDataverse: false }, false)).toEqual([])
  expect(standingsOf({ person: dead, isDisabledInDataverse: true }, true)).toEqual([
    'disabled-in-dataverse',
    'disabled-in-entra',
    'no-live-license',
    'outside-security-group',
  ])
  expect(standingsOf({ person: null, isDisabledInDataverse: false }, false)).toEqual(['no-entra-object'])
  expect(latentText(['disabled-in-dataverse', 'outside-security-group', 'no-live-license'])).toBe(
    'disabled in Dataverse; no live license of any kind',
  )
  expect(latentText(['no-entra-object'])).toBeNull()
})

const subscriptionOf = (id: string, isTrial: boolean, about: Partial<Subscription> = {}): Subscription => ({
  id,
  skuId: 'sku-sales',
  isTrial,
  status: 'Enabled',
  totalLicenses: 5,
  nextLifecycle: null,
  ...about,
})

const trialOf = async (subscriptions: Subscription[], state: 'complete' | 'partial' = 'complete') => {
  const snapshot = practiceRun({ skus: [skus.sales], subscriptions, environments: [] })
  const statuses = [...snapshot.statuses(), status('graph/subscriptions', state)]
  const { licenses } = await readLicenses({ ...snapshot, statuses: () => statuses }, practiceLists())
  return licenses.get('sku-sales')?.trial
}

const licensed = async (held: (typeof skus)[keyof typeof skus][]) => {
  const { journey } = await readTenantFacts(practiceRun({ skus: held, environments: [] }), practiceLists())
  return journey.isTenantLicensed
}

describe('SKUs', () => {
  it('are trials where all of their subscriptions are, of those that are their own', async () => {
    expect(await trialOf([])).toBe(false)
    expect(await trialOf([subscriptionOf('a', true)])).toBe(true)
    expect(await trialOf([subscriptionOf('a', true), subscriptionOf('b', false)])).toBe(false)
    expect(await trialOf([subscriptionOf('a', true), subscriptionOf('b', false, { skuId: 'other' })])).toBe(true)
  })

  it('are none by subscriptions that were not all read', async () => {
    expect(await trialOf([subscriptionOf('a', true)], 'partial')).toBe(false)
  })

  it('have their plans by id; who is missing was not read where people are not whole', async () => {
    const literal = { skus: Object.values(skus), people: [person('ada', [])], environments: [] }
    const whole = await readTenantFacts(practiceRun(literal), practiceLists())
    const partial = await readTenantFacts(
      practiceRun({ ...literal, states: { 'graph/users': 'partial' } }),
      practiceLists(),
    )

    expect([...whole.plans]).toEqual([
      ['sku-enterprise', 'customer-service-enterprise'],
      ['sku-contact-center', 'digital-voice'],
      ['sku-legacy', 'legacy-omnichannel'],
    ])
    expect([whole.peopleComplete, partial.peopleComplete]).toEqual([true, false])
    expect([...whole.people.keys()]).toEqual(['ada'])
    expect(whole.unlicensedPerson).toMatchObject({ hasLive: false, held: [] })
  })

  it('license the tenant where they serve everybody', async () => {
    const suspended = { ...skus.journeys, prepaidUnits: { enabled: 0, warning: 0, suspended: 5, lockedOut: 0 } }

    expect([await licensed([skus.journeys]), await licensed([skus.sales])]).toEqual([true, false])
    expect(await licensed([suspended])).toBe(false)
  })
})

describe('sources', () => {
  const environment = { id: 'env-1', name: 'Production' }
  const other = { id: 'env-2', name: 'Test' }
  const statuses = [
    status('graph/users'),
    status('dataverse/security', 'complete', { environment }),
    status('dataverse/security', 'partial', { environment: other, request: 'GET other' }),
  ]

  it('are as whole as the worst of their statuses, and not read without one', () => {
    expect(worstState(statuses, 'graph/users')).toBe('complete')
    expect(worstState(statuses, 'graph/groups')).toBe('not-assessed')
    expect(worstState(statuses, 'dataverse/security')).toBe('not-assessed')
    expect(worstState(statuses, 'dataverse/security', 'env-1')).toBe('complete')
    expect(worstState(statuses, 'dataverse/security', 'env-2')).toBe('partial')
    expect(worstState([...statuses, status('graph/users', 'partial')], 'graph/users')).toBe('partial')
    expect(worstState([status('graph/users', 'partial'), status('graph/users', 'not-assessed')], 'graph/users')).toBe(
      'not-assessed',
    )
  })

  it('are cited in the order asked for, those of Dataverse of the one environment', () => {
    expect(citeSources(statuses, ['dataverse/security', 'graph/users', 'graph/groups'], 'env-1')).toEqual([
      {
        source: 'dataverse/security',
        request: 'GET dataverse/security',
        at: '2026-11-24T03:00:00Z',
        requestId: 'request-1',
      },
      { source: 'graph/users', request: 'GET graph/users', at: '2026-11-24T03:00:00Z', requestId: 'request-1' },
    ])
    expect(citeSources(statuses, ['dataverse/security'], null)).toEqual([])
  })
})
