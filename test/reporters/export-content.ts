/** Literal contents of an export for the tests of its formats: small documents, and as many findings as a test wants. */
import { Writable } from 'node:stream'
import type { ExportContent } from '../../src/model/export.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { ExportPart } from '../../src/reporters/export-part.ts'
import { surveyFindings } from '../../src/answers/finding-survey.ts'
import { ruleOutcomes } from '../../src/findings/outcomes.ts'
import { capacity, finding, findings, seats } from './documents.ts'

/** `about` puts something else in the place of what the documents hold. */
export async function exportContentOf(
  listed: readonly Finding[] | (() => Iterable<Finding>),
  about: Partial<ExportContent> = {},
): Promise<ExportContent> {
  const all = (): Iterable<Finding> => (typeof listed === 'function' ? listed() : listed)
  const { totals, roles, facts } = await surveyFindings(all())
  const { findings: _, ...frame } = findings
  const open = { ...frame, rules: ruleOutcomes(facts, [], []) }
  return {
    head: headOf(),
    finishedAt: '2026-11-24T09:01:00.000Z',
    capacity,
    seats,
    open,
    waived: open,
    totals,
    roles,
    provisions: [{ title: 'Five devices', text: 'A person may use five devices.', clause: 'dataverse-database' }],
    clauses: { ...capacity.clauses, ...findings.clauses },
    nearBelow: 0.15,
    async *findings(status) {
      for (const one of all()) if (one.status === status) yield one
    },
    ...about,
  }
}

function headOf(): ExportContent['head'] {
  const { tool, tenantId, tenantName, runId, asOf, edition, data, notice, coverage } = capacity
  return { tool, tenantId, tenantName, runId, asOf, edition, data, notice, coverage }
}

/** The finding of the documents about somebody by that name, in an environment, with a role, a team and a group of that name. */
export function findingNamed(name: string, index: number): Finding {
  const environment = { id: `environment-${index}`, name }
  return {
    ...finding,
    id: `restricted-table-write-${index.toString(16).padStart(12, '0')}`,
    subject: { kind: 'user', id: `user-${index}`, name, upn: name },
    environment,
    title: `${name} can write`,
    detail: name,
    evidence: {
      administrator: false,
      latent: name,
      observedWindow: null,
      tables: [
        {
          table: 'incident',
          operations: ['create', 'delete'],
          depth: 'global',
          requires: ['customer_service_enterprise'],
          observed: null,
          paths: [
            {
              role: name,
              roleId: `role-${index}`,
              team: name,
              teamKind: 'entra-security',
              group: { id: `group-${index}`, name, via: 'direct' },
              operations: ['create', 'delete'],
              depth: 'global',
            },
          ],
        },
      ],
    },
    remedies: [{ text: name, kind: 'review', target: null }],
    waiver: null,
  }
}

/** The bytes of a part, and how many rows it says that it has. */
export async function writtenBy(
  write: ExportPart['write'],
  content: ExportContent,
): Promise<{ readonly bytes: Buffer; readonly rows: number }> {
  const chunks: Buffer[] = []
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk))
      done()
    },
  })
  const rows = await write(content, out)
  return { bytes: Buffer.concat(chunks), rows }
}
