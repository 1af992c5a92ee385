/** What counts as a change for a receiver, over several runs. */
import { describe, expect, test } from 'vitest'
import { Changes, mostOpened } from '../../src/alerts/changes.ts'
import type { Finding, Severity } from '../../src/model/finding.ts'
import type { Told } from '../../src/store/alert-store.ts'
import { finding } from '../store/practice-run.ts'

/** One run after the other over one environment, as the store would remember. */
class Receiver {
  told = new Map<string, Told>()
  isFirst = true

  /** `kind severity` of each change, with `from …` where it was another. */
  run(...findings: readonly Finding[]): string[] {
    const changes = new Changes(this.isFirst)
    this.isFirst = false
    for (const { findingId, told } of changes.add('env-1', this.told, findings)) {
      if (told === null) this.told.delete(findingId)
      else this.told.set(findingId, told)
    }
    return (['new', 'worsened', 'resolved', 'open'] as const).flatMap((kind) =>
      changes
        .worst(kind, 'info', 100)
        .map(({ severity, previousSeverity }) =>
          [kind, severity, ...(previousSeverity === null ? [] : ['from', previousSeverity])].join(' '),
        ),
    )
  }
}

const open = (severity: Severity): Finding => finding('f-1', { severity })
const resolved = (severity: Severity): Finding => finding('f-1', { severity, status: 'resolved' })
const waived = (severity: Severity): Finding => finding('f-1', { severity, status: 'waived' })
const stale = (severity: Severity): Finding => finding('f-1', { severity, stale: true })

const some = (severity: Severity, count: number): Finding[] =>
  Array.from({ length: count }, (_, index) => finding(`${severity}-${index}`, { severity }))

describe('over the runs a receiver hears', () => {
  test.each<[string, Finding[], string[][]]>([
    [
      'first how things stand, and nothing while they stay',
      [open('high'), open('high'), stale('high')],
      [['open high'], [], []],
    ],
    [
      'that it is new, and later resolved',
      [resolved('high'), open('high'), resolved('high')],
      [[], ['new high'], ['resolved high']],
    ],
    [
      'that it worsened, each time',
      [open('low'), open('medium'), open('high')],
      [['open low'], ['worsened medium from low'], ['worsened high from medium']],
    ],
    [
      'not that it is better, and of its end by what it was at worst',
      [open('high'), open('low'), resolved('low')],
      [['open high'], [], ['resolved high']],
    ],
    [
      'that it worsened again',
      [open('high'), open('low'), open('medium')],
      [['open high'], [], ['worsened medium from low']],
    ],
    [
      'that it is new again after its end',
      [open('low'), resolved('low'), open('low')],
      [['open low'], ['resolved low'], ['new low']],
    ],
    [
      'nothing of a waiver, and that it is open again after it',
      [open('high'), waived('high'), open('high')],
      [['open high'], [], ['new high']],
    ],
    ['nothing of what ends under a waiver', [open('high'), waived('high'), resolved('high')], [['open high'], [], []]],
    ['nothing of what was never told', [waived('high'), resolved('high'), resolved('high')], [[], [], []]],
  ])('%s', (_, runs, heard) => {
    const receiver = new Receiver()

    expect(runs.map((one) => receiver.run(one))).toEqual(heard)
  })
})

test('counts all, of a severity and above, and keeps a bounded number, the worst first', () => {
  const changes = new Changes(false)

  changes.add('env-1', new Map(), [...some('low', 1000), ...some('high', 3), ...some('medium', 500)])

  expect([changes.count('new', 'high'), changes.count('new', 'medium'), changes.count('new', 'info')]).toEqual([
    3, 503, 1503,
  ])
  const worst = changes.worst('new', 'info', 10_000).map(({ severity }) => severity)
  expect(worst).toHaveLength(3 + 2 * mostOpened)
  expect([worst[0], worst[3], worst.at(-1)]).toEqual(['high', 'medium', 'low'])
  expect(changes.worst('new', 'high', 10)).toHaveLength(3)
  expect(changes.open).toEqual({ high: 3, medium: 500, low: 1000, info: 0 })
})

test('what stays as it was is not written again', () => {
  const told = new Map<string, Told>([['f-1', { severity: 'high', peak: 'high' }]])

  expect(new Changes(false).add('env-1', told, [open('high')])).toEqual([])
  expect(new Changes(false).add('env-1', told, [open('low')])).toEqual([
    { findingId: 'f-1', environmentId: 'env-1', told: { severity: 'low', peak: 'high' } },
  ])
})
