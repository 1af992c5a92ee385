/** Figures of use that earlier findings show, kept for a run that has none. */
import { describe, expect, it } from 'vitest'
import { KeptUses } from '../../src/access/kept-uses.ts'
import { RunUses } from '../../src/access/observed.ts'
import type { ObservedUse, TableAccess } from '../../src/model/evidence.ts'
import { finding, tableAccess } from '../findings/finding.ts'

const now = '2026-12-01T03:00:00Z'
const window = { from: '2026-08-26T03:00:00Z', to: '2026-11-24T03:00:00Z', source: 'audit' as const }
const used: ObservedUse = { create: 0, update: 3, delete: 0, last: '2026-11-20T09:00:00Z' }
const actor = (subjectId: string) => ({ subjectId, userIds: [] })
const shown = (table: string, observed: ObservedUse | null): TableAccess => ({ ...tableAccess(table, {}), observed })

const person = (
  id: string,
  tables: TableAccess[],
  about: { administrator?: boolean; window?: typeof window | null } = {},
) =>
  finding({
    subject: { kind: 'user', id, name: id, upn: null },
    sources: [
      { source: 'dataverse/security', request: 'GET roles', at: now, requestId: null },
      { source: 'dataverse/evidence', request: 'GET audits', at: window.to, requestId: null },
    ],
    evidence: {
      administrator: about.administrator ?? false,
      latent: null,
      observedWindow: about.window === undefined ? window : about.window,
      tables,
    },
  })

const account = (uses: [table: string, observed: ObservedUse | null][]) => {
  const tables = uses.map(([table, observed]) => {
    const { requires: _, ...access } = shown(table, observed)
    return access
  })
  return finding({
    rule: 'multiplexing',
    subject: { kind: 'application', id: 'app', name: 'App', upn: null },
    evidence: {
      accountKind: 'application',
      accessMode: 4,
      applicationId: 'app',
      dualWrite: false,
      tables,
    },
  })
}

describe('KeptUses', () => {
  it('gives the figures of a subject with their window and request, and none of a stranger', () => {
    const kept = new KeptUses([person('ada', [shown('incident', used)])], now, null)

    expect(kept.of(actor('ada'), 'incident')).toEqual({ counts: used, window, note: null })
    expect(kept.of(actor('ada'), 'sla')).toBeNull()
    expect(kept.of(actor('bo'), 'incident')).toBeNull()
    expect([kept.isKept(actor('ada')), kept.isKept(actor('bo'))]).toEqual([true, false])
    expect(kept.sources(actor('ada')).map(({ source }) => source)).toEqual(['dataverse/evidence'])
    expect(kept.sources(actor('bo'))).toEqual([])
    expect(kept.missing('incident')).toBeNull()
  })

  it('of accounts lies in the newest window of all, where any of their tables shows some', () => {
    const older = { ...window, to: '2026-10-01T03:00:00Z' }
    const findings = (first: typeof window, second: typeof window) => [
      person('ada', [shown('incident', used)], { window: first }),
      person('bo', [shown('incident', used)], { window: second }),
      account([
        ['incident', used],
        ['sla', null],
      ]),
    ]
    for (const of of [findings(older, window), findings(window, older)]) {
      const kept = new KeptUses(of, now, null)

      expect(kept.of(actor('app'), 'incident')).toEqual({ counts: used, window, note: null })
      expect(kept.of(actor('app'), 'sla')).toBeNull()
    }
  })

  it('is empty where no finding shows any', () => {
    expect(new KeptUses([], now, null).isEmpty()).toBe(true)
    expect(new KeptUses([person('ada', [shown('incident', null)], { window: null })], now, null).isEmpty()).toBe(true)
    expect(new KeptUses([finding({ evidence: { sessions: 1, messages: 1 } })], now, null).isEmpty()).toBe(true)
  })

  it('takes tables that an administrator did not use as looked at, unless another finding says not', () => {
    const administrator = person('chef', [shown('sla', used)], { administrator: true })
    const blind = person('ada', [shown('incident', used), shown('goal', null)])
    const kept = new KeptUses([administrator, blind], now, null)

    expect(kept.of(actor('chef'), 'sla')?.counts).toEqual(used)
    expect(kept.of(actor('chef'), 'incident')?.counts).toEqual({ create: 0, update: 0, delete: 0, last: null })
    expect(kept.of(actor('chef'), 'goal')).toBeNull()
  })

  it('keeps what rows cannot show as not known', () => {
    const rows = { ...window, source: 'rows' as const }
    const { evidence, ...about } = person('chef', [], { administrator: true })
    const kept = new KeptUses([{ ...about, evidence: { ...evidence, observedWindow: rows } }], now, null)

    expect(kept.of(actor('chef'), 'sla')?.counts.delete).toBeNull()
  })

  it('gives accounts the window of the environment, which their evidence does not name', () => {
    const kept = new KeptUses([account([['incident', used]]), person('ada', [shown('incident', used)])], now, null)

    expect(kept.of(actor('app'), 'incident')).toEqual({ counts: used, window, note: null })
    expect(new KeptUses([account([['incident', used]])], now, null).isEmpty()).toBe(true)
    expect(new KeptUses([account([['incident', null]]), person('ada', [])], now, null).isKept(actor('app'))).toBe(false)
  })

  it('takes the newest of several windows for accounts', () => {
    const { evidence, ...about } = person('bo', [shown('incident', used)])
    const older = { ...window, to: '2026-10-01T03:00:00Z' }
    const earlier = { ...about, evidence: { ...evidence, observedWindow: older } }

    const kept = new KeptUses(
      [earlier, account([['incident', used]]), person('ada', [shown('incident', used)])],
      now,
      null,
    )

    expect(kept.of(actor('app'), 'incident')?.window).toEqual(window)
    expect(kept.of(actor('bo'), 'incident')?.window).toEqual(older)
  })

  it('knows nothing that was seen after the run that is judged', () => {
    expect(new KeptUses([person('ada', [shown('incident', used)])], '2026-11-01T00:00:00Z', null).isEmpty()).toBe(true)
  })

  it('says why the run itself has none, and cites it for strangers', () => {
    const asked = { source: 'dataverse/evidence' as const, request: 'GET audits', at: now, requestId: 'r' }
    const kept = new KeptUses([person('ada', [])], now, new RunUses([], 'refused', [asked]))

    expect(kept.missing('incident')).toBe('refused')
    expect(kept.sources(actor('bo'))).toEqual([asked])
  })
})
