/** The message and its card: caps, sizes, words, and names as a hostile member of a tenant would choose them. */
import { describe, expect, test } from 'vitest'
import { teamsMessage } from '../../src/alerts/card.ts'
import { Changes, mostListed } from '../../src/alerts/changes.ts'
import { makeMessage } from '../../src/alerts/message.ts'
import { AlertDocument } from '../../src/model/alert.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { RunRecord } from '../../src/model/run.ts'
import { safeJson } from '../../src/safe-json.ts'
import { acting, hostileList } from '../hostile-names.ts'
import { finding, runRecord } from '../store/practice-run.ts'

function messageOf(
  findings: readonly Finding[],
  { isFirst = false, run = {} }: { isFirst?: boolean; run?: Partial<RunRecord> } = {},
) {
  const changes = new Changes(isFirst)
  changes.add('env-1', new Map(), findings)
  const about = {
    tool: { name: 'seatledger', version: '1' },
    notice: 'For information.',
    run: runRecord('run-1', run),
    since: null,
  }
  return makeMessage(changes, about, { severity: 'medium', eventId: 'evt_1' })
}

function required<T>(value: T | null): T {
  if (value === null) throw new Error('no message')
  return value
}

const many = (count: number): Finding[] => Array.from({ length: count }, (_, index) => finding(`f-${index}`))

describe('a message', () => {
  test('is none where nothing changed at its severity, and one on the first run', () => {
    expect(messageOf([finding('f-1', { severity: 'low' })])).toBeNull()
    expect(messageOf([finding('f-1', { severity: 'low' })], { isFirst: true })?.text).toBe(
      'Contoso: 0 findings are open (medium and above): 0 high, 0 medium. This is the first message; later ones tell what changed.',
    )
  })

  test('has a list that is cut and counts that hold', () => {
    const message = required(messageOf(many(500)))

    expect(AlertDocument.parse(message).findings).toHaveLength(mostListed)
    expect(message).toMatchObject({ counts: { new: 500 }, notListed: 500 - mostListed, complete: true, incomplete: [] })
    expect(message.text).toBe('Contoso: 500 new findings (medium and above).')
  })

  test('says what was not read whole, but not what the operator left out', () => {
    const [status] = runRecord('run-1').statuses
    if (status === undefined) throw new Error('no status')
    const statuses = [
      { ...status, state: 'partial', reason: '1 page failed' },
      { ...status, source: 'graph/sign-ins', state: 'not-assessed', required: false, reason: 'no license' },
      {
        ...status,
        source: 'dataverse/security',
        state: 'not-assessed',
        required: false,
        reason: 'left out by the operator',
      },
    ] as const
    const message = required(messageOf(many(1), { run: { statuses: [...statuses] } }))

    expect(message.complete).toBe(false)
    expect(message.incomplete.map(({ source, state, reason }) => [source, state, reason])).toEqual([
      ['graph/users', 'partial', '1 page failed'],
      ['graph/sign-ins', 'not-assessed', 'no license'],
    ])
    expect(message.text).toBe(
      'Contoso: 1 new finding (medium and above). Not everything was looked at: 2 sources were not read whole (1 of them required); nothing is resolved by that.',
    )
    expect(JSON.stringify(teamsMessage(message))).toContain('graph/users: partial, 1 page failed')
  })

  test('of many incomplete sources names some and counts the rest', () => {
    const [status] = runRecord('run-1').statuses
    if (status === undefined) throw new Error('no status')
    const statuses = Array.from({ length: 300 }, () => ({ ...status, state: 'partial' as const }))
    const message = required(messageOf(many(1), { run: { statuses } }))

    expect([message.incomplete.length, message.incompleteNotListed]).toEqual([mostListed, 300 - mostListed])
    expect(JSON.stringify(teamsMessage(message))).toContain('and 295 more')
  })
})

const hostile = (name: string): Finding =>
  finding('f-1', {
    title: `${name} can update cases`,
    subject: { kind: 'user', id: 'ann', name, upn: null },
    environment: { id: 'env-1', name },
  })

describe('hostile names', () => {
  test.each(hostileList)('%j is the same in the webhook, and nothing in it acts on a terminal', (name) => {
    const message = required(messageOf([hostile(name)], { run: { tenantName: name } }))

    const body = safeJson(JSON.stringify(message))

    expect(body).not.toMatch(acting)
    expect(JSON.parse(body).findings[0].subject.name).toBe(name)
    expect(Buffer.from(body).toString()).toBe(body)
  })

  test.each(hostileList)('%j is text in the card, harmless and short', (name) => {
    const message = required(messageOf([hostile(name)], { run: { tenantName: name } }))

    const card = teamsMessage(message)

    const text = JSON.stringify(card)
    expect(texts(card).filter((one) => acting.test(one))).toEqual([])
    expect(text).not.toContain('{{')
    // Only rich text: a text block would read Markdown, and an action would open a link.
    expect(new Set([...text.matchAll(/"type":"(\w+)"/g)].map(([, type]) => type))).toEqual(
      new Set(['message', 'AdaptiveCard', 'RichTextBlock', 'TextRun']),
    )
    expect(Buffer.byteLength(text)).toBeLessThan(28 * 1024)
  })

  test('many of them at once fit: the message stays below 256 KB, the card below 28 KB, and the counts hold', () => {
    const long = hostileList.map((name, index) => ({
      ...hostile(name.repeat(3)),
      id: `f-${index}`,
    }))
    const wide = Array.from({ length: 40 }, (_, index) => ({ ...hostile('漢'.repeat(20_000)), id: `w-${index}` }))

    const message = required(messageOf([...wide, ...long]))

    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(256 * 1024 + 1)
    expect(message.findings.length + message.notListed).toBe(wide.length + long.length)
    expect(Buffer.byteLength(JSON.stringify(teamsMessage(message)))).toBeLessThan(28 * 1024)
  })
})

/** Every text that a card shows. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(texts)
}

test('a card tells each change under its heading, what it was before, and where the rest is', () => {
  const changes = new Changes(false)
  const told = new Map([
    ['worse', { severity: 'low', peak: 'low' }],
    ['over', { severity: 'high', peak: 'high' }],
  ] as const)
  const over = finding('over', { status: 'resolved', resolvedAt: '2026-11-24T03:00:00.000Z', environment: null })
  changes.add('env-1', told, [...many(10), finding('worse'), over])
  const about = {
    tool: { name: 'seatledger', version: '1' },
    notice: 'For information.',
    run: runRecord('run-1'),
    since: null,
  }

  const shown = texts(teamsMessage(required(makeMessage(changes, about, { severity: 'medium', eventId: 'evt_1' }))))

  for (const text of [
    'New (10)',
    'Worsened (1)',
    'Resolved (1)',
    'high (was low) ',
    'and 2 more: seatledger findings --severity medium',
  ]) {
    expect(shown).toContain(text)
  }
  expect(shown).toContain('Ann can update cases, in Production ')
  expect(shown).toContain('worse')
})
