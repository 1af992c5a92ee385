/** Assessing a run: which environments are judged, how whole each look was, and what a failed read never does. */
import { describe, expect, it } from 'vitest'
import { assess } from '../src/assess.ts'
import type { AccessLists } from '../src/access/read-tenant-facts.ts'
import type { EnvironmentRef, SourceStatus } from '../src/model/coverage.ts'
import type { Snapshot } from '../src/model/dataset.ts'
import { practiceLists, skus } from './access/practice-lists.ts'
import { person, practiceRun, status } from './access/practice-run.ts'
import { seatContext } from './facts/seat-context.ts'
import type { EnvironmentLiteral, RunLiteral } from './access/practice-run.ts'

const environment = (id: string, about: Partial<EnvironmentLiteral> = {}): EnvironmentLiteral => ({
  id,
  name: `Name of ${id}`,
  tables: ['incident'],
  roles: [{ id: 'agent', grants: { incident: { delete: 'global' } } }],
  users: [{ id: 'row-ada', roles: ['agent'] }],
  ...about,
})

const run = (about: Partial<RunLiteral> = {}): Snapshot =>
  practiceRun({
    skus: Object.values(skus),
    people: [person('ada', ['sku-office'])],
    environments: [environment('b'), environment('a')],
    ...about,
  })

const assessed = async (snapshot: Snapshot, leftOut: EnvironmentRef[] = [], lists: AccessLists = practiceLists()) => {
  const { drafts, looks, environmentsComplete, runs } = await assess(snapshot, { lists, leftOut, context: seatContext })
  const own = looks.filter(({ rule }) => rule === 'restricted-table-write')
  return {
    found: drafts.map(({ environment: of, subject }) => `${subject.id} in ${of?.id ?? 'no environment'}`),
    looks: Object.fromEntries(own.map(({ environmentId, complete }) => [environmentId, complete])),
    environmentsComplete,
    runs: runs.filter(({ rule }) => rule === 'restricted-table-write'),
  }
}

const withStatus = (snapshot: Snapshot, changed: SourceStatus): Snapshot => ({
  ...snapshot,
  statuses: () => [
    ...snapshot
      .statuses()
      .filter(({ source, environment: of }) => source !== changed.source || of?.id !== changed.environment?.id),
    changed,
  ],
})

describe('assess', () => {
  it('judges every environment of the run, and sorts what it finds', async () => {
    expect(await assessed(run())).toEqual({
      found: ['ada in a', 'ada in b'],
      looks: { a: true, b: true },
      environmentsComplete: true,
      runs: [
        { rule: 'restricted-table-write', applies: true, errors: [], unjudged: [], remarks: [], notApplicable: null },
      ],
    })
  })

  it.each(['partial', 'not-assessed'] as const)(
    'an environment whose security data is %s is not judged',
    async (state) => {
      const snapshot = withStatus(
        run(),
        status('dataverse/security', state, { environment: { id: 'a', name: 'Name of a' } }),
      )

      expect(await assessed(snapshot)).toMatchObject({ found: ['ada in b'], looks: { a: false, b: true } })
    },
  )

  it('the look at an environment without a restricted table is whole, though nobody read its security group', async () => {
    const snapshot = run({
      environments: [environment('a', { tables: [], securityGroupId: 'gate' })],
      states: { 'graph/groups': null },
    })

    expect(await assessed(snapshot)).toMatchObject({ found: [], looks: { a: true } })
  })

  it('an environment that the operator left out is not judged, known to the list or not', async () => {
    const leftOut = [
      { id: 'a', name: 'Name of a' },
      { id: 'c', name: 'Name of c' },
    ]

    expect(await assessed(run(), leftOut)).toMatchObject({
      found: ['ada in b'],
      looks: { a: false, b: true, c: false },
    })
  })

  it('where the users cannot be read nobody is judged, and nobody lacks an Entra object', async () => {
    const snapshot = run({ people: [], states: { 'graph/users': 'not-assessed' } })

    expect(await assessed(snapshot)).toMatchObject({ found: [], looks: { a: false, b: false } })
  })

  it.each(['partial', 'not-assessed', null] as const)(
    'subscribed SKUs that are %s leave nothing judged',
    async (state) => {
      expect(await assessed(run({ states: { 'graph/subscribed-skus': state } }))).toMatchObject({
        found: [],
        looks: { a: false, b: false },
        runs: [{ applies: false }],
      })
    },
  )

  it('users read in part: who was read is judged, who was not is passed over, and no look is complete', async () => {
    const users = [
      { id: 'row-ada', roles: ['agent'] },
      { id: 'row-unread', roles: ['agent'] },
    ]
    const snapshot = run({ environments: [environment('a', { users })], states: { 'graph/users': 'partial' } })

    expect(await assessed(snapshot)).toMatchObject({ found: ['ada in a'], looks: { a: false } })
  })

  it('groups that are not complete spoil the look only where a group counts', async () => {
    const teams = [{ id: 't', kind: 'entra-security' as const, groupId: 'g', roles: ['agent'] }]
    const idle = [{ id: 't', kind: 'entra-security' as const, groupId: 'g', roles: [] }]
    const snapshot = run({
      environments: [
        environment('gated', { securityGroupId: 'g' }),
        environment('team', { teams }),
        environment('idle', { teams: idle }),
        environment('plain'),
      ],
      states: { 'graph/groups': 'partial' },
    })

    expect((await assessed(snapshot)).looks).toEqual({ gated: false, team: false, idle: true, plain: true })
  })

  it('a run that needed no groups has no status of them, and its looks are complete', async () => {
    expect((await assessed(run({ states: { 'graph/groups': null } }))).looks).toEqual({ a: true, b: true })
  })

  it('an environment without restricted tables is looked at, and the rule is about none of it', async () => {
    const snapshot = run({ environments: [environment('a', { tables: [] })] })

    expect(await assessed(snapshot)).toMatchObject({ found: [], looks: { a: true }, runs: [{ applies: false }] })
  })

  it('a candidate table of journeys is something that the rule is about', async () => {
    const snapshot = run({ environments: [environment('a', { tables: ['msdynmkt_journey'] })] })

    expect(await assessed(snapshot)).toMatchObject({ found: [], looks: { a: true }, runs: [{ applies: true }] })
  })

  it('says when the list of environments was not whole', async () => {
    const snapshot = run({ states: { 'power-platform/environments': 'partial' } })

    expect(await assessed(snapshot)).toMatchObject({ found: ['ada in a', 'ada in b'], environmentsComplete: false })
  })

  it('a rule that throws has not looked, and its error is kept', async () => {
    const lists = practiceLists()
    const broken = {
      ...lists,
      familyWords: {
        isSold: () => true,
        name: () => {
          throw new Error('no words')
        },
      },
    }

    expect(await assessed(run(), [], broken)).toMatchObject({
      found: [],
      looks: { a: false, b: false },
      runs: [{ errors: ['Name of b: no words', 'Name of a: no words'] }],
    })
  })

  it('subscriptions that were read say which SKUs are trials', async () => {
    const subscriptions = [
      { id: 's', skuId: 'sku-office', isTrial: true, status: 'Enabled', totalLicenses: 1, nextLifecycle: null },
    ]
    const snapshot = withStatus(run({ subscriptions }), status('graph/subscriptions'))

    const { drafts } = await assess(snapshot, { lists: practiceLists(), leftOut: [], context: seatContext })

    expect(drafts[0]?.detail).toContain('OFFICE (trial)')
  })
})
