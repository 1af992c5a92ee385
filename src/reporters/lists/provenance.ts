/** What an auditor asks for beside the findings: which rules ran, what was read, what the clauses say, and what no API shows. */
import type { CitedClause } from '../../model/documents.ts'
import type { Coverage } from '../../model/coverage.ts'
import type { RuleOutcome } from '../../model/finding.ts'
import type { UnseenProvision } from '../../model/rights.ts'
import { defineList, flag, number, text } from './list.ts'

export const ruleList = defineList<RuleOutcome>({
  id: 'rules',
  title: 'rules',
  about: 'One row per rule of this version: its outcome, and its open findings.',
  columns: [
    text('rule', 'Rule', 28, ({ rule }) => rule),
    text('outcome', 'Outcome', 16, ({ outcome }) => outcome),
    number('open', 'Open', 8, ({ open }) => open),
    text('reason', 'Reason', 90, ({ reason }) => reason),
    text('needs', 'Needs', 50, ({ needs }) => needs.join('; ')),
  ],
  from: ({ open }) => open.rules,
})

export const coverageList = defineList<Coverage>({
  id: 'coverage',
  title: 'coverage',
  about: 'One row per source of the run, those that were read whole too.',
  columns: [
    text('source', 'Source', 34, ({ source }) => source),
    text('environment', 'Environment', 30, ({ environment }) => environment?.name ?? null),
    text('state', 'State', 14, ({ state }) => state),
    flag('required', 'Required', 10, ({ required }) => required),
    text('reason', 'Reason', 80, ({ reason }) => reason),
    text('fix', 'What mends it', 70, ({ fix }) => fix),
    text('environmentId', 'Environment id', 40, ({ environment }) => environment?.id ?? null),
  ],
  from: ({ head }) => head.coverage,
})

export const provisionList = defineList<UnseenProvision>({
  id: 'no-api',
  title: 'what no API shows',
  about: 'One row per provision that a person must check: no API shows whether it is kept.',
  columns: [
    text('title', 'Provision', 40, ({ title }) => title),
    text('text', 'What the guide says', 110, (provision) => provision.text),
    text('clause', 'Clause', 30, ({ clause }) => clause),
    text('heading', 'Clause in words', 40, ({ clause }, { clauses }) => clauses[clause]?.heading ?? null),
  ],
  from: ({ provisions }) => provisions,
})

export const clauseList = defineList<CitedClause & { readonly id: string }>({
  id: 'clauses',
  title: 'clauses',
  about: 'One row per clause that figures and findings cite: paraphrased, with its source.',
  columns: [
    text('id', 'Clause', 30, ({ id }) => id),
    text('heading', 'Heading', 40, ({ heading }) => heading),
    text('text', 'What it says', 110, (clause) => clause.text),
    text('source', 'Source', 50, ({ source }) => source),
    text('edition', 'Edition', 26, ({ edition }) => edition),
  ],
  from: ({ clauses }) => Object.entries(clauses).map(([id, clause]) => ({ id, ...clause })),
})
