/** All findings of a tenant in short, in the order of the lists: what filters, sorts and counts need, so that a page reads only its own findings whole. */
import { tablesOf, type Evidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Store } from '../store/store.ts'
import { sortFindings } from '../findings/order.ts'
import { ruleIds } from '../rules/index.ts'
import { accessRule } from './heads.ts'

type Kept = 'id' | 'rule' | 'severity' | 'status' | 'subject' | 'environment' | 'waiver' | 'firstSeen' | 'lastSeen'

export interface IndexedFinding extends Pick<Finding, Kept> {
  readonly tables: readonly string[]
  /** The tables with their paths alone; findings with the same share one. Of the rule of restricted tables, else of no table. */
  readonly evidence: Evidence
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
  const lists = new Shared<readonly string[]>()
  const ways = new Shared<Evidence>()
  const found: IndexedFinding[] = []
  for await (const part of eachPart(store, tenantId))
    for (const finding of part) found.push(inShort(finding, show, { lists, ways }))
  return sortFindings(found, ruleIds)
}

function inShort(
  finding: Finding,
  show: (finding: Finding) => Shown,
  { lists, ways }: { readonly lists: Shared<readonly string[]>; readonly ways: Shared<Evidence> },
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
    tables: lists.one(tablesOf(finding.evidence).map(({ table }) => table)),
    evidence: ways.one(waysIn(finding)),
    clauses: lists.one(finding.clauses),
    text: [shown.title, shown.subject.name, shown.subject.upn ?? '', id].join('\n').toLowerCase(),
    subjectName: shown.subject.name,
    environmentName: shown.environment?.name ?? '',
  }
}

/** Without what was observed, which is of one person alone. */
function waysIn({ rule, evidence }: Finding): Evidence {
  const tables = rule === accessRule && 'administrator' in evidence ? evidence.tables : []
  return {
    administrator: false,
    latent: null,
    observedWindow: null,
    tables: tables.map((table) => ({ ...table, requires: [], observed: null })),
  }
}

/** Equal things once: a hundred thousand people have a few hundred ways between them. */
class Shared<T> {
  readonly #known = new Map<string, T>()

  one(given: T): T {
    const key = JSON.stringify(given)
    const known = this.#known.get(key)
    if (known === undefined) this.#known.set(key, given)
    return known ?? given
  }
}
