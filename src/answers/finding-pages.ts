/** Pages of `findings` and `access` out of the findings in short: the documents of the commands with a part of their list. */
import { groupFindings, type GroupBy } from '../access/grouping.ts'
import { citedBy } from '../documents/findings.ts'
import { environmentNamed, selectFindings, type FindingFilter, type RunNames } from '../findings/filter.ts'
import { ruleOutcomes } from '../findings/outcomes.ts'
import { readRunNames } from '../findings/run-names.ts'
import { applyWaivers } from '../findings/waivers.ts'
import type { AccessGroup, FindingsDocument } from '../model/documents.ts'
import { severities, type Finding, type RuleOutcome } from '../model/finding.ts'
import { compareText } from '../model/text-order.ts'
import { ruleIds } from '../rules/index.ts'
import { citing } from './cite.ts'
import type { IndexedFinding } from './finding-index.ts'
import type { Asked } from './guided.ts'
import { accessRule, accessSources, findingSources, storedHead } from './heads.ts'
import type { Stored } from './stored.ts'
import { listedWaivers } from './stored-findings.ts'

export interface ListWanted extends FindingFilter {
  /** What the title, the subject or the id holds, whatever the case. */
  readonly search?: string | undefined
  /** `severity`, `rule`, `subject`, `environment`, `firstSeen`, `lastSeen`; `-` before it: the other way round. */
  readonly sort?: string | undefined
}

/** The part of a list that is wanted: of the list it gets, what it gives is shown. */
export type Cut = (all: readonly IndexedFinding[]) => readonly IndexedFinding[]

/** The findings in short as they stand at a time; made anew when waivers may have ended. */
export class FindingList {
  readonly #stored: Stored
  readonly #asked: Asked
  readonly #all: readonly IndexedFinding[]
  readonly #sorted = new Map<string, readonly IndexedFinding[]>()
  /** By what and which filter: every page of a list holds all of its groups. */
  readonly #groups = new Map<string, AccessGroup[]>()
  #rules: RuleOutcome[] | null = null
  #names: Promise<RunNames> | null = null

  constructor(stored: Stored, asked: Asked, index: readonly IndexedFinding[]) {
    this.#stored = stored
    this.#asked = asked
    this.#all = applyWaivers(index, listedWaivers(asked.config), asked.now)
  }

  async findings(wanted: ListWanted, cut: Cut): Promise<FindingsDocument> {
    const { found } = await this.#select(wanted)
    const head = storedHead(this.#stored.run, this.#asked, { sources: findingSources })
    const findings = await this.#whole(cut(found))
    const clauses = citing(this.#asked)(citedBy([...new Set(found.map(({ clauses: cited }) => cited))].map(asCiting)))
    return { schema: 'seatledger.findings/1', ...head, rules: this.#outcomes(), findings, clauses }
  }

  async access(
    { by, ...filter }: FindingFilter & { readonly by?: GroupBy | undefined },
    cut: Cut,
  ): Promise<FindingsDocument> {
    const { found, environmentId } = await this.#select({ rule: accessRule, ...filter })
    const scope = environmentId === undefined ? {} : { environmentId }
    const groups = by === undefined ? {} : { groups: this.#groupsOf(found, by, filter) }
    return {
      schema: 'seatledger.findings/1',
      ...storedHead(this.#stored.run, this.#asked, { sources: accessSources, ...scope }),
      rules: this.#outcomes().filter(({ rule }) => rule === accessRule),
      findings: await this.#whole(cut(found)),
      ...groups,
      clauses: citing(this.#asked)(citedBy([...new Set(found.map(({ clauses }) => clauses))].map(asCiting))),
    }
  }

  async #select({ search, sort, ...filter }: ListWanted): Promise<{
    readonly found: readonly IndexedFinding[]
    readonly environmentId: string | undefined
  }> {
    const names = await this.#namesFor(filter.user)
    const selected = selectFindings(this.#inOrder(sort), filter, names, ({ tables }) => tables)
    const wanted = search?.toLowerCase()
    const found = wanted === undefined ? selected : selected.filter(({ text }) => text.includes(wanted))
    const { environment } = filter
    return {
      found,
      environmentId: environment === undefined ? undefined : environmentNamed(environment, names.environments).id,
    }
  }

  /** As they stand now, in the order in which they are wanted. */
  async #whole(page: readonly IndexedFinding[]): Promise<Finding[]> {
    const { store, run } = this.#stored
    const found: Finding[] = []
    for (const { id, status, waiver } of page) {
      const finding = await store.finding(run.tenantId, id)
      if (finding !== null) found.push({ ...finding, status, waiver })
    }
    return found
  }

  #outcomes(): RuleOutcome[] {
    const { statuses, ruleRuns } = this.#stored.run
    this.#rules ??= ruleOutcomes(this.#all, statuses, ruleRuns)
    return this.#rules
  }

  /** A user is looked for in the run only where no finding is about one. */
  async #namesFor(user: string | undefined): Promise<RunNames> {
    const { snapshot } = this.#stored
    const findings = this.#all
    this.#names ??= readRunNames(snapshot, { findings, rules: ruleIds })
    const names = await this.#names
    if (user === undefined) return names
    const { hasUser } = await readRunNames(snapshot, { findings, rules: [], user })
    return { ...names, hasUser }
  }

  #groupsOf(found: readonly IndexedFinding[], by: GroupBy, filter: FindingFilter): AccessGroup[] {
    const key = JSON.stringify([by, filter])
    const groups = this.#groups.get(key) ?? groupFindings(found, by)
    if (this.#groups.size >= mostGroupings) this.#groups.clear()
    this.#groups.set(key, groups)
    return groups
  }

  #inOrder(sort: string | undefined): readonly IndexedFinding[] {
    const key = keys[sort?.replace(/^-/, '') ?? '']
    if (sort === undefined || key === undefined) return this.#all
    const known = this.#sorted.get(sort)
    if (known !== undefined) return known
    const way = sort.startsWith('-') ? -1 : 1
    const sorted = this.#all.toSorted((a, b) => way * compareText(key(a), key(b)))
    this.#sorted.set(sort, sorted)
    return sorted
  }
}

const mostGroupings = 30

/** What is equal stays in the order of the list. */
const keys: Readonly<Record<string, (finding: IndexedFinding) => string>> = {
  severity: ({ severity }) => String(severities.indexOf(severity)),
  rule: ({ rule }) => rule,
  subject: ({ subjectName }) => subjectName,
  environment: ({ environmentName }) => environmentName,
  firstSeen: ({ firstSeen }) => firstSeen,
  lastSeen: ({ lastSeen }) => lastSeen,
}

function asCiting(clauses: readonly string[]): { readonly clauses: string[] } {
  return { clauses: [...clauses] }
}
