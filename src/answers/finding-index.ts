/** All findings of a tenant in short, in the order of the lists: what filters, sorts and counts need, so that a page reads only its own findings whole. */
import { beginGrouping, type GroupBy } from '../access/grouping.ts'
import type { AccessGroup } from '../model/documents.ts'
import { tablesOf } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Store } from '../store/store.ts'
import { sortFindings } from '../findings/order.ts'
import { ruleIds } from '../rules/index.ts'

type Kept = 'id' | 'rule' | 'severity' | 'status' | 'subject' | 'environment' | 'waiver' | 'firstSeen' | 'lastSeen'

export interface IndexedFinding extends Pick<Finding, Kept> {
  readonly tables: readonly string[]
  /** Ids; findings that cite the same share one list. */
  readonly clauses: readonly string[]
  /** What is searched, in small letters. */
  readonly text: string
  /** By which lists are sorted, as it is shown. */
  readonly subjectName: string
  readonly environmentName: string
}

/** As it is shown: under pseudonyms a search must not find what nobody sees. */
export type Shown = Pick<Finding, 'title' | 'subject' | 'environment'>

const perTurn = 200

/** Findings in parts, so that whoever asks meanwhile is answered. */
export async function* eachPart(store: Store, tenantId: string): AsyncGenerator<Finding[]> {
  for (let after = ''; ;) {
    const part = await store.findingsAfter(tenantId, after, perTurn)
    if (part.length > 0) yield part
    const last = part.at(-1)
    if (last === undefined || part.length < perTurn) return
    after = last.id
    await new Promise((resolve) => setImmediate(resolve))
  }
}

export async function readFindingIndex(
  store: Store,
  tenantId: string,
  show: (finding: Finding) => Shown,
): Promise<readonly IndexedFinding[]> {
  const lists = new Map<string, readonly string[]>()
  const one = (list: readonly string[]): readonly string[] => {
    const key = list.join('\n')
    const known = lists.get(key)
    if (known === undefined) lists.set(key, list)
    return known ?? list
  }
  const found: IndexedFinding[] = []
  for await (const part of eachPart(store, tenantId))
    for (const finding of part) found.push(inShort(finding, show, one))
  return sortFindings(found, ruleIds)
}

function inShort(
  finding: Finding,
  show: (finding: Finding) => Shown,
  one: (list: readonly string[]) => readonly string[],
): IndexedFinding {
  const { id, rule, severity, status, subject, environment, waiver, firstSeen, lastSeen } = finding
  const shown = show(finding)
  return {
    id,
    rule,
    severity,
    status,
    subject,
    environment,
    waiver,
    firstSeen,
    lastSeen,
    tables: one(tablesOf(finding.evidence).map(({ table }) => table)),
    clauses: one(finding.clauses),
    text: [shown.title, shown.subject.name, shown.subject.upn ?? '', id].join('\n').toLowerCase(),
    subjectName: shown.subject.name,
    environmentName: shown.environment?.name ?? '',
  }
}

/** Groups of what a filter selects: they need whole findings, which are read once more in parts. */
export async function groupsOf(
  { store, tenantId }: { readonly store: Store; readonly tenantId: string },
  ids: ReadonlySet<string>,
  by: GroupBy,
): Promise<AccessGroup[]> {
  const grouping = beginGrouping(by)
  for await (const part of eachPart(store, tenantId)) {
    for (const finding of part) if (ids.has(finding.id)) grouping.add(finding)
  }
  return grouping.groups()
}
