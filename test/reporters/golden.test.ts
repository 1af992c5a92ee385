import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/model/finding.ts'
import { renderDocument, type ReportDocument } from '../../src/reporters/index.ts'
import * as documents from './documents.ts'

const findings = [documents.finding, documents.administrator]

/** The golden texts are reviewed like code: a change of one is a change of what people read. */
describe('a document as text', () => {
  const cases: readonly (readonly [string, ReportDocument])[] = [
    ['capacity', documents.capacity],
    ['capacity-unread', { ...documents.capacity, pools: [documents.routes], seats: [], coverage: documents.unread }],
    ['findings', documents.findings],
    ['access-by-role', documents.byRole],
    ['access-by-environment', documents.byEnvironment],
    ['sync', documents.sync],
    ['sync-incomplete', documents.syncIncomplete],
    ['explain-finding', documents.explainedFinding],
    ['explain-pool', documents.explainedPool],
    ['seats', documents.seats],
    ['evaluation', documents.evaluation],
    ['doctor', documents.doctor],
    ['doctor-fine', documents.doctorFine],
    ['findings-every-state', documents.everyState],
    ['explain-waived', documents.explainedWaived],
    ['explain-resolved', documents.explainedResolved],
    ['explain-pool-over', documents.explainedOver],
    ['sync-near', documents.syncNear],
    ['seats-with-use', documents.seatsWithUse],
    ['capacity-with-trends', documents.capacityWithTrends],
    ['seats-of-nobody', documents.seatsOfNobody],
  ]

  it.each(cases)('%s', async (name, document) => {
    const text = renderDocument(document, { color: false, width: 120, findings })

    await expect(text).toMatchFileSnapshot(`golden/${name}.txt`)
  })

  it.each<readonly [string, readonly Finding[]]>([
    ['sync-fine', []],
    ['sync-many-roles', documents.manyRoles],
  ])('%s', async (name, some) => {
    const text = renderDocument(documents.syncFine, { color: false, width: 120, findings: some })

    await expect(text).toMatchFileSnapshot(`golden/${name}.txt`)
  })

  it('an error is its sentence and its hint', () => {
    const error = {
      schema: 'seatledger.error/1',
      code: 'no-sync',
      message: 'no sync yet',
      hint: 'run `seatledger sync`',
    } as const

    expect(renderDocument(error, { color: false, width: 120 })).toBe('no sync yet\nrun `seatledger sync`\n')
    expect(renderDocument({ ...error, hint: null }, { color: false, width: 120 })).toBe('no sync yet\n')
  })

  it('is the same with color but for the color', () => {
    for (const [, document] of cases) {
      const plain = renderDocument(document, { color: false, width: 120, findings })
      const colored = renderDocument(document, { color: true, width: 120, findings })

      // oxlint-disable-next-line no-control-regex -- color is what is taken away
      expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(plain)
      expect(plain).not.toContain('\u001b')
    }
  })
})

describe('a tenant that tries to write on the screen', () => {
  it('reaches the terminal in no report', () => {
    const nasty = '\u001b[2J\u202eEvil\u0007'
    const evil = {
      ...documents.finding,
      title: nasty,
      detail: nasty,
      subject: { ...documents.finding.subject, name: nasty, upn: nasty },
      environment: { id: 'x', name: nasty },
    }
    const text = [
      renderDocument({ ...documents.findings, tenantName: nasty, findings: [evil] }, { color: false, width: 120 }),
      renderDocument(
        { ...documents.explainedFinding, finding: evil, derivation: [nasty] },
        { color: false, width: 120 },
      ),
      renderDocument(documents.sync, { color: false, width: 120, findings: [evil] }),
      renderDocument(
        { ...documents.doctor, checks: [{ check: nasty, state: 'ok', found: nasty, fix: nasty, command: nasty }] },
        { color: false, width: 120 },
      ),
    ].join('')

    expect(text).toContain('Evil')
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(text).not.toMatch(/[\u001b\u0007\u202e]/)
  })

  it('does not change a document: JSON stays exact', () => {
    const before = JSON.stringify(documents.findings)

    renderDocument(documents.findings, { color: true, width: 80 })

    expect(JSON.stringify(documents.findings)).toBe(before)
  })
})
