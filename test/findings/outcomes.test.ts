/** Outcomes: pass, fail, not applicable, not assessed, and what was missing. */
import { describe, expect, it } from 'vitest'
import type { SourceStatus } from '../../src/model/coverage.ts'
import type { Finding } from '../../src/model/finding.ts'
import { rules } from '../../src/rules/index.ts'
import { ruleOutcomes } from '../../src/findings/outcomes.ts'
import type { RuleRun } from '../../src/findings/outcomes.ts'
import { status } from '../access/practice-run.ts'
import { finding, production } from './finding.ts'

const whole = [
  status('graph/subscribed-skus'),
  status('graph/users'),
  status('power-platform/environments'),
  status('dataverse/security', 'complete', { environment: production }),
]
const applied: RuleRun = {
  rule: 'restricted-table-write',
  applies: true,
  errors: [],
  unjudged: [],
  remarks: [],
  notApplicable: null,
}

const outcome = (findings: Finding[], statuses: SourceStatus[] = whole, run: Partial<RuleRun> = {}) =>
  ruleOutcomes(findings, statuses, [{ ...applied, ...run }]).filter(({ rule }) => rule === applied.rule)

describe('ruleOutcomes', () => {
  it('passes with findings for information or resolved ones only', () => {
    expect(outcome([finding({ severity: 'info' }), finding({ status: 'resolved' })])).toEqual([
      { rule: 'restricted-table-write', outcome: 'pass', open: 1, reason: null, needs: [] },
    ])
  })

  it.each(['open', 'waived'] as const)('fails with one above info that is %s', (state) => {
    expect(outcome([finding({ severity: 'low', status: state })])).toMatchObject([
      { outcome: 'fail', open: state === 'open' ? 1 : 0, reason: null, needs: [] },
    ])
  })

  it('is not assessed when a source that it needs is not complete, and names it', () => {
    const statuses = [
      ...whole,
      status('graph/groups', 'partial', { reason: 'one group was refused' }),
      status('dataverse/security', 'not-assessed', { environment: { id: 'env-2', name: 'Test' }, reason: null }),
    ]

    expect(outcome([], statuses)).toEqual([
      {
        rule: 'restricted-table-write',
        outcome: 'not-assessed',
        open: 0,
        reason: 'graph/groups is not complete (one group was refused); dataverse/security of Test is not complete.',
        needs: ['graph/groups', 'dataverse/security'],
      },
    ])
  })

  it('names what is missing under fail too', () => {
    expect(outcome([finding()], [...whole, status('graph/users', 'partial')])).toMatchObject([
      { outcome: 'fail', needs: ['graph/users'] },
    ])
  })

  it('is not assessed without a status of what every run reads', () => {
    expect(outcome([], [])).toMatchObject([
      {
        outcome: 'not-assessed',
        needs: ['graph/subscribed-skus', 'graph/users', 'power-platform/environments'],
      },
    ])
  })

  it('does not need what the operator left out, and says that it was', () => {
    const leftOut = status('dataverse/security', 'not-assessed', {
      environment: { id: 'env-2', name: 'Test' },
      required: false,
      reason: 'left out by the operator',
    })

    expect(outcome([], [...whole, leftOut])).toMatchObject([
      { outcome: 'pass', reason: '1 left out by the operator.', needs: [] },
    ])
  })

  it('is not applicable where no environment has a restricted table', () => {
    expect(outcome([], whole, { applies: false })).toEqual([
      {
        rule: 'restricted-table-write',
        outcome: 'not-applicable',
        open: 0,
        reason: 'No environment that was read has a restricted table installed.',
        needs: [],
      },
    ])
  })

  it('is not assessed when the rule threw, with the error', () => {
    expect(outcome([], whole, { errors: ['Production: broken'] })).toMatchObject([
      { outcome: 'not-assessed', reason: 'The rule failed: Production: broken.', needs: [] },
    ])
  })

  it('is not assessed where the rule itself could not judge, with its reason', () => {
    expect(outcome([], whole, { unjudged: ['history since 2026-11-01'] })).toMatchObject([
      { outcome: 'not-assessed', reason: 'history since 2026-11-01.', needs: [] },
    ])
  })

  it('is not applicable where the rule says so itself, whatever was not read', () => {
    const run = { applies: false, notApplicable: 'No on-premises servers, by the operator' }

    expect(outcome([], [], run)).toMatchObject([
      { outcome: 'not-applicable', reason: 'No on-premises servers, by the operator.', needs: [] },
    ])
  })

  it('an optional source that failed is a need too', () => {
    const optional = status('graph/groups', 'not-assessed', { required: false, reason: 'refused' })

    expect(outcome([], [...whole, optional])).toMatchObject([{ outcome: 'not-assessed', needs: ['graph/groups'] }])
  })

  it('is not assessed when the run does not know the rule', () => {
    expect(ruleOutcomes([], whole, [])[0]).toMatchObject({ rule: applied.rule, outcome: 'not-assessed' })
  })

  it('has a row for every rule of this version', () => {
    expect(ruleOutcomes([], whole, []).map(({ rule }) => rule)).toEqual(rules.map(({ id }) => id))
  })
})
