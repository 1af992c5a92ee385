/** The product's findings document as the series reads it: by a schema of its own, reduced to what the brute force says too. */
import { z } from 'zod'
import type { ExpectedFinding } from './brute-force.ts'

const Path = z.object({
  role: z.string(),
  roleId: z.string(),
  team: z.string().nullable(),
  teamKind: z.string().nullable(),
  group: z.object({ id: z.string(), name: z.string(), via: z.string() }).nullable(),
  operations: z.array(z.string()),
  depth: z.string(),
})

const Count = z.int().nullable()

const Table = z.object({
  table: z.string(),
  operations: z.array(z.string()),
  depth: z.string().nullable(),
  requires: z.array(z.string()),
  paths: z.array(Path),
  observed: z.object({ create: Count, update: Count, delete: Count, last: z.string().nullable() }).nullable(),
})

const Finding = z.object({
  id: z.string(),
  rule: z.literal('restricted-table-write'),
  severity: z.enum(['high', 'medium', 'low', 'info']),
  status: z.literal('open'),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  environment: z.object({ id: z.string(), name: z.string() }),
  evidence: z.object({
    administrator: z.boolean(),
    latent: z.string().nullable(),
    observedWindow: z.object({ from: z.string(), to: z.string(), source: z.enum(['audit', 'rows']) }).nullable(),
    tables: z.array(Table),
  }),
})
type Finding = z.infer<typeof Finding>

export const FindingsDocument = z.object({
  schema: z.literal('seatledger.findings/1'),
  rules: z.tuple([z.object({ rule: z.literal('restricted-table-write'), outcome: z.string(), open: z.int() })]),
  findings: z.array(Finding),
})
export type FindingsDocument = z.infer<typeof FindingsDocument>

/** One line per difference, the first of each finding; none when the product says what the brute force says. */
export function differences(expected: readonly ExpectedFinding[], document: FindingsDocument): string[] {
  const actual = new Map(document.findings.map((finding) => [keyOf(finding.subject, finding.environment.id), finding]))
  const wanted = new Map(expected.map((finding) => [keyOf(finding.subject, finding.environment), finding]))
  const lines = [...wanted].flatMap(([key, finding]) => {
    const found = actual.get(key)
    if (found === undefined) return [`missing: ${key} ${show(plainExpected(finding))}`]
    return compare(key, finding, found)
  })
  const surplus = [...actual].filter(([key]) => !wanted.has(key))
  const repeated = document.findings.length - actual.size
  return [
    ...lines,
    ...surplus.map(([key, finding]) => `surplus: ${key} ${show(plainActual(finding))}`),
    ...(repeated === 0 ? [] : [`${repeated} findings for a subject and environment that has one`]),
    ...misplaced(document),
  ]
}

function keyOf(subject: { readonly kind: string; readonly id: string }, environmentId: string): string {
  return `${subject.kind} ${subject.id} in ${environmentId}`
}

function compare(key: string, expected: ExpectedFinding, actual: Finding): string[] {
  const lines: string[] = []
  const left = plainExpected(expected)
  const right = plainActual(actual)
  if (show(left) !== show(right)) lines.push(`differs: ${key}\n  expected ${show(left)}\n  actual   ${show(right)}`)
  const { latent } = actual.evidence
  const isRight = expected.latent === 'either' || (expected.latent === 'null') === (latent === null)
  if (!isRight) lines.push(`latent: ${key}\n  expected ${expected.latent}\n  actual   ${show(latent)}`)
  return lines
}

function plainExpected({ severity, administrator, tables, evidence }: ExpectedFinding): unknown {
  return {
    severity,
    administrator,
    evidence,
    tables: tables.map(({ table, operations, depth, requires, paths, observed }) => ({
      table,
      operations,
      depth,
      requires,
      observed,
      paths: paths.map((path) => show(path)).toSorted(),
    })),
  }
}

function plainActual({ severity, evidence }: Finding): unknown {
  return {
    severity,
    administrator: evidence.administrator,
    evidence: evidence.observedWindow?.source ?? null,
    tables: evidence.tables.map(({ table, operations, depth, requires, paths, observed }) => ({
      table,
      operations,
      depth,
      requires,
      observed:
        observed === null ? null : { create: observed.create, update: observed.update, delete: observed.delete },
      paths: paths
        .map(({ role, roleId, team, teamKind, group, operations: given, depth: deepest }) => {
          const by = group === null ? null : { id: group.id, via: group.via }
          return show({ role, roleId, team, teamKind, group: by, operations: given, depth: deepest })
        })
        .toSorted(),
    })),
  }
}

const severities = ['high', 'medium', 'low', 'info']

/** What `documents.md` says of order and counts, of the whole document. */
function misplaced({ findings, rules: [rule] }: FindingsDocument): string[] {
  const lines: string[] = []
  const ranks = findings.map((finding) => [
    String(severities.indexOf(finding.severity)),
    finding.environment.name,
    finding.subject.name,
    finding.id,
  ])
  if (!isSorted(ranks)) lines.push('findings are not sorted by severity, environment, subject, id')
  for (const table of findings.flatMap((finding) => finding.evidence.tables)) {
    const paths = table.paths.map((path) => [path.role, path.team ?? ''])
    if (!isSorted(paths)) lines.push(`paths of ${table.table} are not sorted by role and team: ${show(paths)}`)
  }
  const isBad = findings.some((finding) => finding.severity !== 'info')
  if (rule.open !== findings.length) lines.push(`the rule counts ${rule.open} of ${findings.length} findings`)
  if ((rule.outcome === 'fail') !== isBad) lines.push(`the outcome is ${rule.outcome}`)
  return lines
}

function isSorted(rows: readonly (readonly string[])[]): boolean {
  return rows.every((row, index) => {
    const before = rows[index - 1]
    return before === undefined || compareTexts(before, row) <= 0
  })
}

function compareTexts(one: readonly string[], other: readonly string[]): number {
  for (const [index, text] of one.entries()) {
    const against = other[index] ?? ''
    if (text !== against) return text < against ? -1 : 1
  }
  return 0
}

function show(value: unknown): string {
  return JSON.stringify(value)
}
