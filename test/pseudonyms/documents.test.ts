/** Documents with tokens: whatever people are called, nothing of it is left, and the document keeps its shape. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FindingsDocument } from '../../src/model/documents.ts'
import type { Finding } from '../../src/model/finding.ts'
import { pseudonymized } from '../../src/pseudonyms/documents.ts'
import { Pseudonymizer } from '../../src/pseudonyms/pseudonymizer.ts'

const personId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
const roleId = '11111111-4f89-41d3-9a0c-0305e82c3301'

interface Names {
  readonly tenant: string
  readonly person: string
  readonly upn: string
  readonly environment: string
  readonly team: string
  readonly group: string
}

function findingOf({ person, upn, environment, team, group }: Names): Finding {
  return {
    id: 'restricted-table-write-0123456789ab',
    rule: 'restricted-table-write',
    severity: 'high',
    status: 'waived',
    stale: false,
    subject: { kind: 'user', id: personId, name: person, upn },
    environment: { id: 'default-22222222-4f89-41d3-9a0c-0305e82c3301', name: environment },
    title: `${person} can delete Case (incident) in ${environment}`,
    detail: `Holds *Dispatcher* through the team *${team}* of "${group}" (${upn}, ${personId}).`,
    evidence: {
      administrator: false,
      latent: null,
      observedWindow: { from: '2026-11-01', to: '2026-11-24', source: 'audit' },
      tables: [
        {
          table: 'incident',
          operations: ['delete'],
          depth: 'global',
          requires: ['customer_service_enterprise'],
          paths: [
            {
              role: 'Dispatcher',
              roleId,
              team,
              teamKind: 'entra-security',
              group: { id: '33333333-4f89-41d3-9a0c-0305e82c3301', name: group, via: 'direct' },
              operations: ['delete'],
              depth: 'global',
            },
          ],
          observed: null,
        },
      ],
    },
    remedies: [
      { text: `Remove ${person} from the team *${team}*.`, kind: 'remove-role', target: roleId },
      { text: `Ask ${person}.`, kind: 'configure', target: upn },
    ],
    clauses: ['restricted-tables'],
    sources: [{ source: 'dataverse/security', request: 'GET /api/data/v9.2/roles', at: '2026-11-24', requestId: null }],
    waiver: { reason: `agreed with ${person}`, by: person, at: '2026-11-24', until: '2026-12-24' },
    firstSeen: '2026-11-24',
    lastSeen: '2026-11-24',
    resolvedAt: null,
  }
}

function documentOf(names: Names): FindingsDocument {
  return {
    schema: 'seatledger.findings/1',
    tool: { name: 'seatledger', version: '0.1.0' },
    tenantId: '44444444-4f89-41d3-9a0c-0305e82c3301',
    tenantName: names.tenant,
    runId: '55555555-4f89-41d3-9a0c-0305e82c3301',
    asOf: '2026-11-24T08:00:00.000Z',
    edition: 'contact-center-2025-02',
    data: { restrictedTables: '2021-06-08', skuCatalogue: '2026-08' },
    notice: 'for information',
    coverage: [
      {
        source: 'dataverse/security',
        environment: { id: '66666666-4f89-41d3-9a0c-0305e82c3301', name: names.environment },
        state: 'partial',
        required: true,
        reason: `the members of ${names.group} could not be read`,
        fix: null,
      },
    ],
    rules: [{ rule: 'seat-idle', outcome: 'pass', open: 0, reason: `of ${names.environment}`, needs: ['graph/users'] }],
    findings: [findingOf(names)],
    clauses: { 'restricted-tables': { edition: 'x', heading: 'Sales', text: 'Sales of Production', source: 'guide' } },
  }
}

const plain: Names = {
  tenant: 'Contoso',
  person: 'Ada Lovelace',
  upn: 'ada@contoso.example',
  environment: 'Production',
  team: 'Sales',
  group: 'Night shift',
}

function shown(document: FindingsDocument): FindingsDocument {
  return pseudonymized(document, new Pseudonymizer(new Uint8Array(32).fill(1)))
}

describe('a document', () => {
  test('tells nothing of what it names, and the original stays as it was', () => {
    const document = documentOf(plain)
    const before = structuredClone(document)

    const { clauses, ...rest } = shown(document)

    const text = JSON.stringify(rest)
    expect(text).not.toMatch(/contoso\.|Contoso|Ada|Lovelace|Production|Sales|Night/)
    expect(text).not.toMatch(/(?:3f2504e0|2{8}|3{8}|4{8}|6{8})-4f89/)
    expect(clauses).toEqual(before.clauses)
    expect(document).toEqual(before)
  })

  test('keeps roles, ids of findings and runs, and tells the same thing by the same token', () => {
    const { findings, runId } = shown(documentOf(plain))
    const [finding] = findings
    const text = JSON.stringify(finding)

    expect(runId).toBe(documentOf(plain).runId)
    expect(finding?.id).toBe('restricted-table-write-0123456789ab')
    expect(finding?.remedies.map(({ target }) => target)).toEqual([roleId, finding?.subject.upn])
    expect(finding?.title).toBe(`${finding?.subject.name} can delete Case (incident) in ${finding?.environment?.name}`)
    expect(finding?.waiver?.by).toBe(finding?.subject.name)
    expect(text).toContain('"role":"Dispatcher"')
    expect(text).toContain(roleId)
  })

  test('holds one token where two of its parts hold one and the same environment', () => {
    const environment = { id: '11111111-2222-4333-8444-555555555555', name: 'Production' }
    const names = new Pseudonymizer(new Uint8Array(32))

    const shown = pseudonymized({ findings: [{ environment }], groups: [{ by: 'role', environment }] }, names)

    expect(shown.findings[0]?.environment.name).toBe(names.name('environment', 'Production'))
    expect(shown.groups[0]?.environment).toEqual(shown.findings[0]?.environment)
  })

  test('stays one where people are called like the words of its lists', () => {
    const words = [
      'high',
      'open',
      'waived',
      'user',
      'graph/users',
      'complete',
      'direct',
      'global',
      'delete',
      'partial',
      'pass',
      'audit',
    ]
    for (const word of words) {
      const document = shown(
        documentOf({ tenant: word, person: word, upn: word, environment: word, team: word, group: word }),
      )

      expect([word, FindingsDocument.safeParse(document).error]).toEqual([word, undefined])
    }
  })

  test('finds who lost a seat in the sentence that alone names them', () => {
    const document = documentOf(plain)
    const [finding] = document.findings
    if (finding === undefined) throw new Error('no finding')
    const gone = 'Grace Hopper'
    const moved: Finding = {
      ...finding,
      title: `A seat moved early from ${gone} to ${plain.person}`,
      remedies: [
        {
          text: `If ${gone} had left or was on leave, name the first day of the absence in the file of people (SEATLEDGER_PEOPLE).`,
          kind: 'configure',
          target: null,
        },
      ],
    }

    expect(JSON.stringify(shown({ ...document, findings: [moved] }))).not.toMatch(/Grace|Hopper/)
  })
})

const wild = fc.string({ unit: 'binary', maxLength: 10 })
const name = fc.tuple(wild, fc.nat(5), wild).map(([before, number, after]) => `${before}Quokka${number}${after}`)

test('no name survives in any document', () => {
  fc.assert(
    fc.property(
      fc.record({ tenant: name, person: name, upn: name, environment: name, team: name, group: name }),
      (names) => {
        const text = JSON.stringify(shown(documentOf(names)))

        expect(text).not.toMatch(/quokka/i)
        expect(FindingsDocument.safeParse(JSON.parse(text)).error).toBeUndefined()
      },
    ),
    { seed: 5, numRuns: 200 },
  )
})
