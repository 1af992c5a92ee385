/** The documents of findings and of explanations. */
import { poolOf } from '../usage/pool.ts'
import { describe, expect, it } from 'vitest'
import { explainFinding, explainPool } from '../../src/documents/explain.ts'
import { findingsDocument } from '../../src/documents/findings.ts'
import { ExplainDocument, FindingsDocument } from '../../src/model/documents.ts'
import type { Head } from '../../src/model/documents.ts'
import { finding, production } from '../findings/finding.ts'

const head: Head = {
  tool: { name: 'seatledger', version: '0.1.0' },
  tenantId: 'tenant',
  tenantName: 'Contoso',
  runId: 'run',
  asOf: '2026-11-24T03:00:00Z',
  edition: 'contact-center-2025-02',
  data: { restrictedTables: '2021-06-08', skuCatalogue: '2026-08' },
  notice: 'For information.',
  coverage: [],
}
const cite = (ids: readonly string[]) =>
  Object.fromEntries(ids.map((id) => [id, { edition: 'e', heading: id, text: 't', source: 's' }]))
const rules = [{ rule: 'restricted-table-write', outcome: 'fail' as const, open: 2, reason: null, needs: [] }]

describe('findingsDocument', () => {
  it('sorts findings, keeps the outcomes and cites each clause once', () => {
    const document = findingsDocument({
      head,
      rules,
      findings: [
        finding({ id: 'b', severity: 'low', clauses: ['page', 'guide'] }),
        finding({ id: 'a', severity: 'medium', clauses: ['guide'] }),
      ],
      cite,
    })

    expect(FindingsDocument.parse(document)).toEqual(document)
    expect(document.findings.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(document.rules).toEqual(rules)
    expect(Object.keys(document.clauses)).toEqual(['guide', 'page'])
    expect(document).not.toHaveProperty('groups')
  })

  it('carries groups where they were asked for', () => {
    const group = {
      by: 'environment' as const,
      ...production,
      environment: production,
      findings: 1,
      cleared: null,
      action: null,
    }

    expect(findingsDocument({ head, rules, findings: [], groups: [group], cite }).groups).toEqual([group])
  })
})

describe('explain', () => {
  const sources = [{ source: 'dataverse/security' as const, request: 'GET roles', at: '2026', requestId: null }]

  it('shows a finding whole, with its derivation, clauses and sources', () => {
    const explained = finding({ clauses: ['guide'], sources })

    const document = explainFinding({ head, finding: explained, derivation: ['Because.'], cite })

    expect(ExplainDocument.parse(document)).toEqual(document)
    expect(document).toMatchObject({ finding: explained, derivation: ['Because.'], sources })
    expect(Object.keys(document.clauses)).toEqual(['guide'])
  })

  it('shows a pool with the clauses of its terms and readings', () => {
    const pool = poolOf('record-routes', {
      entitled: 50,
      terms: [{ label: '1 seat', plan: 'digital', seats: 1, perSeat: 50, amount: 50, clause: 'routes' }],
      readings: [{ reading: 'voice-with-routes', entitled: 100, note: 'n', clause: 'voice' }],
    })

    const document = explainPool({ head, pool, derivation: ['1 x 50 = 50.'], cite, sources })

    expect(ExplainDocument.parse(document)).toEqual(document)
    expect(document).toMatchObject({ pool, derivation: ['1 x 50 = 50.'], sources })
    expect(Object.keys(document.clauses)).toEqual(['routes', 'voice'])
  })
})
