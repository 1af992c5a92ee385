/** What holds of the history of findings whatever happened: nothing is lost, and only a complete look resolves. */
import { array, assert, boolean, constantFrom, integer, property, record, uniqueArray } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeFindings } from '../../src/findings/history.ts'
import { finding } from './finding.ts'

const environments = ['env-1', 'env-2', 'env-3']
const identity = record({ number: integer({ min: 1, max: 12 }), environment: constantFrom(...environments) })
const named = ({ number, environment }: { number: number; environment: string }) =>
  finding({ id: `${environment}-${number}`, environment: { id: environment, name: environment } })
const previous = uniqueArray(record({ of: identity, status: constantFrom('open', 'waived', 'resolved') }), {
  selector: ({ of }) => named(of).id,
}).map((all) =>
  all.map(({ of, status }) => ({
    ...named(of),
    status,
    resolvedAt: status === 'resolved' ? '2026-11-01T00:00:00Z' : null,
  })),
)
const drafts = uniqueArray(identity, { selector: (of) => named(of).id }).map((all) => all.map(named))
const looks = array(record({ environmentId: constantFrom(...environments), complete: boolean() }), {
  maxLength: 3,
}).map((all) => all.map((look) => ({ rule: 'restricted-table-write', ...look })))

const history = record({
  previous,
  drafts,
  looks,
  environmentsComplete: boolean(),
  runStartedAt: constantFrom('2026-11-02T00:00:00Z'),
})

const alive = (all: readonly { status: string }[]) => all.filter(({ status }) => status !== 'resolved').length

describe('mergeFindings', () => {
  it('keeps every finding once, and its first day', () => {
    assert(
      property(history, (given) => {
        const ids = mergeFindings(given).findings.map(({ id }) => id)
        const first = new Map(given.previous.map(({ id, firstSeen }) => [id, firstSeen]))

        expect(ids.toSorted()).toEqual(
          [...new Set([...given.previous, ...given.drafts].map(({ id }) => id))].toSorted(),
        )
        for (const { id, firstSeen } of mergeFindings(given).findings) {
          expect(firstSeen).toBe(first.get(id) ?? given.runStartedAt)
        }
      }),
    )
  })

  it('resolves nothing of an environment that was not looked at whole', () => {
    assert(
      property(history, (given) => {
        const incomplete = new Set(given.looks.filter(({ complete }) => !complete).map((look) => look.environmentId))
        const looked = new Set(given.looks.filter(({ complete }) => complete).map((look) => look.environmentId))
        const resolved = mergeFindings(given).findings.filter((found) => found.resolvedAt === given.runStartedAt)

        for (const { environment } of resolved) {
          const id = environment?.id ?? ''
          expect(looked.has(id) || (given.environmentsComplete && !incomplete.has(id))).toBe(true)
        }
      }),
    )
  })

  it('counts so that the open findings add up', () => {
    assert(
      property(history, (given) => {
        const merged = mergeFindings(given)

        expect(alive(merged.findings)).toBe(alive(given.previous) + merged.new - merged.resolved)
      }),
    )
  })
})
