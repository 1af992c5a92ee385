/** Evidence of use as the terminal shows it: counts that are known, uses of unknown number, and why there may be none. */
import { describe, expect, it } from 'vitest'
import { isEvidenceCited, tableText, windowText } from '../../src/reporters/terminal/access-text.ts'
import { tableAccess } from '../findings/finding.ts'

const access = tableAccess('incident', { Agent: ['update', 'delete'] })
const evidence = { administrator: false, latent: null, observedWindow: null, tables: [] }

describe('tableText', () => {
  it.each([
    [null, 'incident: update, delete (global)'],
    [{ create: 0, update: 0, delete: 0, last: null }, 'incident: update, delete (global); no use seen'],
    [
      { create: 0, update: 1200, delete: 1, last: '2026-11-20T10:00:00Z' },
      'incident: update, delete (global); 1,200 rows updated, 1 row deleted, last 2026-11-20 10:00 UTC',
    ],
    [
      { create: 0, update: null, delete: null, last: null },
      'incident: update, delete (global); rows updated, how many is not known',
    ],
  ])('of %j', (observed, text) => {
    expect(tableText({ ...access, observed })).toBe(text)
  })
})

describe('windowText', () => {
  it('names the window and its source', () => {
    const window = { from: '2026-08-26T03:00:00Z', to: '2026-11-24T03:00:00Z' }

    expect(windowText({ ...evidence, observedWindow: { ...window, source: 'audit' } }, true)).toBe(
      'use looked for from 2026-08-26 to 2026-11-24, by the audit log',
    )
    expect(windowText({ ...evidence, observedWindow: { ...window, source: 'rows' } }, true)).toBe(
      'use looked for from 2026-08-26 to 2026-11-24, by rows (deletes cannot be seen)',
    )
  })

  it('tells what nobody asked for from what was not available', () => {
    expect(windowText(evidence, isEvidenceCited([{ source: 'dataverse/evidence' }]))).toBe(
      'no evidence of use available: that is not "no use"',
    )
    expect(windowText(evidence, isEvidenceCited([{ source: 'dataverse/security' }]))).toBe(
      'no evidence of use was asked for: `seatledger sync --evidence`',
    )
  })
})
