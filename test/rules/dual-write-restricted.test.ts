/** Which dual-write maps write a restricted table, and how sure that is. */
import { describe, expect, test } from 'vitest'
import type { FeatureFacts } from '../../src/facts/feature-facts.ts'
import { findingId } from '../../src/findings/id.ts'
import type { DualWriteMap } from '../../src/model/features.ts'
import { dualWriteRestricted } from '../../src/rules/dual-write-restricted.ts'
import { environmentStatus, featureFacts, featureOutcome } from '../facts/feature-facts.ts'
import { now, status } from '../facts/seat-facts.ts'

type Leg = DualWriteMap['legs'][number]

function leg(table: string, direction: Leg['direction'] = 'to-dataverse'): Leg {
  return { table, direction }
}

function map(legs: readonly Leg[], about: Partial<DualWriteMap> = {}): DualWriteMap {
  return { name: 'Service requests', version: '1.0.0.0', legs: [...legs], ...about }
}

function factsOf(
  maps: readonly DualWriteMap[],
  running: readonly boolean[] = [true],
  about: Partial<FeatureFacts> = {},
) {
  const dualWriteRuntime = running.map((active) => ({ mapName: 'Service requests', active }))
  return featureFacts({ dualWriteMaps: maps, dualWriteRuntime, ...about })
}

/** As `medium incident to-dataverse active`. */
function found(facts: FeatureFacts): string[] {
  return dualWriteRestricted.judge(facts).map(({ severity, evidence }) => {
    const { table, direction, state } = { table: '', direction: '', state: '', ...evidence }
    return `${severity} ${table} ${direction} ${state}`
  })
}

describe('fail', () => {
  test('a map that runs and writes a restricted table is medium', () => {
    const facts = factsOf([map([leg('incidents'), leg('accounts')])])

    expect(dualWriteRestricted.judge(facts)).toEqual([
      {
        id: findingId('dual-write-restricted', 'env-1', 'env-1', 'Service requests'),
        rule: 'dual-write-restricted',
        severity: 'medium',
        subject: { kind: 'environment', id: 'env-1', name: 'Production', upn: null },
        environment: { id: 'env-1', name: 'Production' },
        title: 'The dual-write map Service requests writes Case (incident) in Production',
        detail: [
          'Version 1.0.0.0, the newest, of Service requests has a leg from finance and operations into Case (incident), which is restricted.',
          'The map runs.',
          'The rows are written by one account of dual-write, so that the finance users behind it cannot be seen: each of them needs a license that matches.',
        ].join(' '),
        evidence: { map: 'Service requests', table: 'incident', direction: 'to-dataverse', state: 'active' },
        remedies: [
          {
            text: 'Ask who works in finance and operations on what Service requests copies, and give each of them a license for Case (incident).',
            kind: 'review',
            target: 'Service requests',
          },
          {
            text: 'If the map is not needed, stop it in finance and operations, or let its leg run from Dataverse alone.',
            kind: 'configure',
            target: 'Service requests',
          },
        ],
        clauses: ['dual-write', 'restricted-tables', 'restricted-tables-page'],
        sources: [{ source: 'dataverse/dual-write', request: 'GET /dataverse/dual-write', at: now, requestId: null }],
      },
    ])
    expect(featureOutcome(dualWriteRestricted, facts)).toMatchObject({ outcome: 'fail', open: 1, reason: null })
  })

  test('a map without a row of its running is low: it may run from the other side', () => {
    const facts = factsOf([map([leg('incidents')])], [])
    const [draft] = dualWriteRestricted.judge(facts)

    expect(found(facts)).toEqual(['low incident to-dataverse unknown'])
    expect(draft?.title).toBe('The dual-write map Service requests may write Case (incident) in Production')
    expect(draft?.detail).toContain(
      'Whether it runs is not known: for maps that start in finance and operations that is written on the other side.',
    )
  })

  test('one row that runs is enough, whatever others say', () => {
    expect(found(factsOf([map([leg('incidents')])], [false, true]))).toEqual(['medium incident to-dataverse active'])
  })

  test('the row of another map says nothing', () => {
    const dualWriteRuntime = [{ mapName: 'Customers', active: true }]

    expect(found(factsOf([map([leg('incidents')])], [], { dualWriteRuntime }))).toEqual([
      'low incident to-dataverse unknown',
    ])
  })

  test('several restricted tables are one finding, by the first of them, and the text names all', () => {
    const facts = factsOf([map([leg('msdyn_workorders', 'both'), leg('incident')])])

    expect(found(facts)).toEqual(['medium incident to-dataverse active'])
    expect(dualWriteRestricted.judge(facts)[0]?.title).toBe(
      'The dual-write map Service requests writes Case (incident) and Work Order (msdyn_workorder) in Production',
    )
  })

  test('a table with a leg in and a leg both ways goes both ways', () => {
    expect(found(factsOf([map([leg('incidents'), leg('incidents', 'both')])]))).toEqual(['medium incident both active'])
  })

  test('each map is a finding of its own, by name', () => {
    const maps = [map([leg('incidents')], { name: 'Zones' }), map([leg('incidents')])]

    expect(dualWriteRestricted.judge(factsOf(maps)).map(({ title }) => title)).toEqual([
      'The dual-write map Service requests writes Case (incident) in Production',
      'The dual-write map Zones may write Case (incident) in Production',
    ])
  })
})

describe('of the stored versions of a map', () => {
  const old = map([leg('incidents')], { version: '1.0.0.9' })

  test('the newest counts, by number and not by text', () => {
    expect(found(factsOf([map([leg('accounts')], { version: '1.0.0.10' }), old]))).toEqual([])
    expect(found(factsOf([old, map([leg('accounts')], { version: '1.0.0.8' })]))).toEqual([
      'medium incident to-dataverse active',
    ])
    expect(found(factsOf([old, map([leg('accounts')], { version: '1.0.1' })]))).toEqual([])
    expect(found(factsOf([map([leg('accounts')], { version: '1.0.0.9.0' }), old]))).toHaveLength(1)
    expect(found(factsOf([map([leg('accounts')], { version: '1.0.0.9.1' }), old]))).toEqual([])
  })

  test('one without a number is the oldest', () => {
    const [draft] = dualWriteRestricted.judge(factsOf([map([leg('incidents')], { version: '' })]))

    expect(draft?.detail).toMatch(/^The newest version of Service requests has a leg/)
    expect(found(factsOf([map([leg('accounts')], { version: '' }), old]))).toHaveLength(1)
  })

  test('two rows of one number are read together', () => {
    expect(found(factsOf([map([leg('accounts')], { version: '1.0.0.9' }), old]))).toHaveLength(1)
  })
})

describe('pass', () => {
  test.each<[string, readonly Leg[], readonly boolean[]]>([
    ['of a table that is not restricted', [leg('accounts')], [true]],
    ['of a restricted table that goes out of Dataverse only', [leg('incidents', 'from-dataverse')], [true]],
    ['that does not run, by every row', [leg('incidents')], [false, false]],
  ])('a map %s', (_, legs, running) => {
    expect(featureOutcome(dualWriteRestricted, factsOf([map(legs)], running))).toMatchObject({
      outcome: 'pass',
      open: 0,
      reason: null,
    })
  })
})

test('without a map there is nothing to judge', () => {
  expect(featureOutcome(dualWriteRestricted, featureFacts())).toMatchObject({
    outcome: 'not-applicable',
    reason: 'No environment that was read has dual-write maps.',
  })
})

describe('not assessed', () => {
  test('where the maps could not be read', () => {
    const statuses = [
      status('power-platform/environments'),
      environmentStatus('dataverse/dual-write', { state: 'not-assessed', reason: '403 Forbidden' }),
    ]
    const facts = featureFacts({ dualWriteMaps: null, dualWriteRuntime: null, statuses })

    expect(featureOutcome(dualWriteRestricted, facts)).toMatchObject({
      outcome: 'not-assessed',
      open: 0,
      reason: 'dataverse/dual-write of Production is not complete (403 Forbidden).',
      needs: ['dataverse/dual-write'],
    })
  })
})
