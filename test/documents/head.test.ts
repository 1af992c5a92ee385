/** The head of every document, the coverage in it, and the clauses that a document cites. */
import { describe, expect, test } from 'vitest'
import { citeClauses } from '../../src/documents/clauses.ts'
import { capacitySources, toCoverage } from '../../src/documents/coverage.ts'
import { makeHead } from '../../src/documents/head.ts'
import { loadEdition, loadReferenceData } from '../../src/guide/load.ts'
import { Coverage, type SourceStatus } from '../../src/model/coverage.ts'
import { Clauses, head as headShape } from '../../src/model/documents.ts'
import { z } from 'zod'

const edition = loadEdition('contact-center-2025-02')

function status(more: Partial<SourceStatus> & Pick<SourceStatus, 'source'>): SourceStatus {
  return {
    environment: null,
    state: 'complete',
    required: true,
    reason: null,
    fix: null,
    request: 'GET /v1.0/subscribedSkus',
    at: '2026-11-24T09:00:01.000Z',
    requestId: 'r',
    rows: 3,
    ...more,
  }
}

test('a document says by which tool, edition, data and notice it came about', () => {
  const head = makeHead({
    version: '0.1.0',
    tenantId: 't',
    tenantName: 'Contoso',
    runId: null,
    asOf: '2026-11-24T09:00:00.000Z',
    edition,
    data: loadReferenceData(),
    coverage: [],
  })

  expect(z.strictObject(headShape).parse(head)).toEqual({
    tool: { name: 'seatledger', version: '0.1.0' },
    tenantId: 't',
    tenantName: 'Contoso',
    runId: null,
    asOf: '2026-11-24T09:00:00.000Z',
    edition: 'contact-center-2025-02',
    data: { restrictedTables: '2021-06-08', skuCatalogue: '2026-08' },
    notice: 'Based on the guide of February 2025, for information; your agreement governs.',
    coverage: [],
  })
})

describe('coverage', () => {
  const statuses = [
    status({ source: 'dataverse/security', environment: { id: 'e2', name: 'beta' } }),
    status({
      source: 'dataverse/security',
      environment: { id: 'e1', name: 'alpha' },
      state: 'not-assessed',
      reason: 'forbidden',
      fix: 'add the application user',
    }),
    status({ source: 'power-platform/environments', state: 'partial' }),
    status({ source: 'dataverse/security', environment: { id: 'e3', name: 'Zeta' } }),
    status({ source: 'dataverse/security', environment: { id: 'e0', name: 'alpha' } }),
    status({ source: 'graph/organization', required: false }),
  ]

  test('stands in the order of the sources, then by environment name, by code point', () => {
    const rows = toCoverage(statuses)

    expect(z.array(Coverage).parse(rows)).toEqual(rows)
    expect(rows.map(({ source, environment }) => [source, environment?.id ?? null])).toEqual([
      ['graph/organization', null],
      ['power-platform/environments', null],
      ['dataverse/security', 'e3'],
      ['dataverse/security', 'e0'],
      ['dataverse/security', 'e1'],
      ['dataverse/security', 'e2'],
    ])
    expect(rows[4]).toEqual({
      source: 'dataverse/security',
      environment: { id: 'e1', name: 'alpha' },
      state: 'not-assessed',
      required: true,
      reason: 'forbidden',
      fix: 'add the application user',
    })
  })

  test('leaves out a source on which the document does not rest', () => {
    expect(toCoverage(statuses, capacitySources).map(({ source }) => source)).toEqual([
      'graph/organization',
      'power-platform/environments',
    ])
  })
})

describe('cited clauses', () => {
  test('are those asked for, in the order of the edition, with the source on which they rest', () => {
    const clauses = citeClauses(['case-exception', 'dataverse-log', 'dataverse-log'], edition)

    expect(Clauses.parse(clauses)).toEqual(clauses)
    expect(Object.keys(clauses)).toEqual(['dataverse-log', 'case-exception'])
    expect(clauses['dataverse-log']).toMatchObject({
      edition: 'contact-center-2025-02',
      heading: 'Dataverse allotments',
      source: 'guide',
    })
    expect(clauses['case-exception']?.source).toBe(
      'https://learn.microsoft.com/en-us/power-apps/maker/data-platform/data-platform-restricted-entities (2021-06-08)',
    )
  })

  test('that the edition does not have are named in an error', () => {
    expect(() => citeClauses(['log'], edition)).toThrow(
      'The guide edition "contact-center-2025-02" has no clause "log", which this result cites.',
    )
  })
})
