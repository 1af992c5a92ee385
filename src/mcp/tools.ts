/** The tools: capacity, findings, one explained, who can write a table, rights, plan, and what was looked at. */
import { z } from 'zod'
import { CapacityDocument, ExplainDocument, FindingsDocument, head } from '../model/documents.ts'
import { RuleOutcome, severities } from '../model/finding.ts'
import { PlanDocument } from '../model/plan.ts'
import { RightsDocument } from '../model/rights.ts'
import type { AssistantAnswers } from './answers.ts'
import { worstFirst } from './bounds.ts'
import { defineTool, type Answer, type Tool } from './tool.ts'

const text = (description: string): z.ZodString => z.string().trim().min(1).max(400).describe(description)
const people = (description: string): z.ZodOptional<z.ZodInt> =>
  z.int().min(0).max(1_000_000).describe(description).optional()
const from = z.int().min(0).default(0).describe('Where the page begins; take it from `next` of the answer before.')
const limit = z.int().min(1).max(100).default(20).describe('Findings per page.')

/** What was looked at, and what became of each rule: no document of a command, the head of them all. */
export const CoverageDocument = z.strictObject({
  schema: z.literal('seatledger.coverage/1'),
  ...head,
  rules: z.array(RuleOutcome),
})

export function createTools(answers: AssistantAnswers): readonly Tool[] {
  return [
    ...capacityTools(answers),
    ...findingTools(answers),
    ...accessTools(answers),
    ...personTools(answers),
    coverageTool(answers),
  ]
}

/** One page of the findings; clauses of the others may stand beside. */
function pageOf(document: FindingsDocument, page: { readonly from: number; readonly limit: number }): Answer {
  const { findings } = document
  const shown = findings.slice(page.from, page.from + page.limit)
  const cited = new Set(shown.flatMap(({ clauses }) => clauses))
  const clauses = Object.fromEntries(Object.entries(document.clauses).filter(([id]) => cited.has(id)))
  const paged = { list: 'findings', from: page.from, total: findings.length }
  return { document: { ...document, findings: shown, clauses }, paged }
}

function capacityTools(answers: AssistantAnswers): Tool[] {
  const edition = z.enum([...answers.editions]).optional()
  return [
    defineTool({
      name: 'capacity',
      title: 'Capacity',
      description:
        'The six pools of the last sync (Dataverse database, file and log storage, record routes, voicebot and call intelligence minutes): what the counted seats entitle to term by term, what is used, what remains, and whether it is over.',
      input: z.strictObject({
        edition: edition.describe('The guide edition to judge by; left out, the configured one.'),
        compare: edition.describe('An edition to stand beside it, each difference with both clauses.'),
      }),
      output: CapacityDocument,
      answer: async (asked) => ({ document: await answers.capacity(asked) }),
    }),
  ]
}

function findingTools(answers: AssistantAnswers): Tool[] {
  return [
    defineTool({
      name: 'findings',
      title: 'Findings',
      description:
        'Findings of the last sync under a filter, worst first, a page at a time, with the outcome of every rule. `not-assessed` is not `pass`.',
      input: z.strictObject({
        rule: text('Findings of one rule, by its id, such as restricted-table-write.').optional(),
        severity: z.enum(severities).describe('This severity and above.').optional(),
        status: z.enum(['open', 'waived', 'resolved', 'all']).default('open'),
        environment: text('One environment, by id or name.').optional(),
        user: text('One user, by sign-in name or object id.').optional(),
        table: text('One table, by logical name, such as incident.').optional(),
        limit,
        from,
      }),
      output: FindingsDocument,
      answer: async ({ from: start, limit: most, ...filter }) =>
        pageOf(await answers.findings(filter), { from: start, limit: most }),
    }),
    defineTool({
      name: 'explain',
      title: 'Explain',
      description:
        'One finding or one pool in full: its derivation sentence by sentence, evidence, paths, remedies and the clauses that it rests on.',
      input: z.strictObject({ id: text('The id of a finding, or of a pool such as dataverse-database.') }),
      output: ExplainDocument,
      answer: async ({ id }) => ({ document: await answers.explanation(id) }),
    }),
  ]
}

function accessTools(answers: AssistantAnswers): Tool[] {
  return [
    defineTool({
      name: 'who_can_write_table',
      title: 'Who can write a table',
      description:
        'Who can create, update or delete rows of a restricted Dataverse table without the matching license, through which team and role, and in `groups` what taking an operation out of a role would clear. Whoever holds the license is not listed.',
      input: z.strictObject({
        table: text('The logical name of the table, such as incident.'),
        environment: text('One environment, by id or name.').optional(),
        limit,
        from,
      }),
      output: FindingsDocument,
      answer: async ({ from: start, limit: most, ...asked }) =>
        pageOf(await answers.access(asked), { from: start, limit: most }),
    }),
  ]
}

function personTools(answers: AssistantAnswers): Tool[] {
  return [
    defineTool({
      name: 'rights',
      title: 'Rights of a user',
      description:
        'What the licensing guide grants one user by the seats that the user holds, right by right with its clause. `granted` null: a person must check.',
      input: z.strictObject({ user: text('A sign-in name or an object id.') }),
      output: RightsDocument,
      answer: async ({ user }) => ({ document: await answers.rights(user) }),
    }),
    defineTool({
      name: 'plan',
      title: 'Plan',
      description:
        'What to buy, cheapest first, for so many people, with the pools that come of it; without numbers for the tenant as it stands, with `fix` for what mends the open findings of restricted tables. It buys and changes nothing.',
      input: z.strictObject({
        digital: people('People who need digital channels only.'),
        voice: people('People who need voice only.'),
        both: people('People who need digital channels and voice.'),
        fix: z.boolean().default(false).describe('Mend the open findings of restricted tables instead.'),
      }),
      output: PlanDocument,
      answer: async (asked) => ({ document: await answers.plan(asked) }),
    }),
  ]
}

function coverageTool(answers: AssistantAnswers): Tool {
  return defineTool({
    name: 'coverage',
    title: 'What was looked at',
    description:
      'Which sources of the tenant the last sync read, which it could not, why, and how to mend that; and the outcome of every rule. Ask this before saying that nothing was found.',
    input: z.strictObject({}),
    output: CoverageDocument,
    answer: async () => {
      const { tool, tenantId, tenantName, runId, asOf, edition, data, notice, coverage, rules } =
        await answers.findings({})
      const about = { tool, tenantId, tenantName, runId, asOf, edition, data, notice }
      return { document: { schema: 'seatledger.coverage/1', ...about, coverage: worstFirst(coverage), rules } }
    },
  })
}
