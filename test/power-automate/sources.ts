/** The service behind the connector, as far as the handlers know it: the documents of a practice tenant as its commands print them. */
import {
  CapacityDocument,
  ExplainDocument,
  FindingsDocument,
  SeatsDocument,
  WaiverDocument,
} from '../../src/model/documents.ts'
import { PlanDocument } from '../../src/model/plan.ts'
import { RightsDocument } from '../../src/model/rights.ts'
import type { Run } from '../../src/model/service.ts'
import type { ConnectorSources, TenantAnswers } from '../../src/power-automate/index.ts'
import { pageIn } from '../../src/power-automate/paging.ts'
import type { CommandLine } from '../tenants/command-line.ts'

export const runs: readonly Run[] = [
  {
    runId: 'run-2',
    state: 'running',
    startedAt: '2026-11-24T08:00:00.000Z',
    finishedAt: null,
    exitCode: null,
    error: null,
    findings: null,
    requests: null,
    incomplete: null,
  },
  {
    runId: 'run-1',
    state: 'failed',
    startedAt: '2026-11-23T08:00:00.000Z',
    finishedAt: '2026-11-23T08:01:00.000Z',
    exitCode: 1,
    error: { code: 'upstream', message: 'The tenant does not answer.', hint: 'try again later' },
    findings: null,
    requests: 3,
    incomplete: null,
  },
]

const subscription = { id: 'subscription-1', severity: 'medium', createdAt: '2026-11-24T08:00:00.000Z' } as const

export function sourcesOf(commands: CommandLine, tenantId: string): ConnectorSources {
  const answers = answersOf(commands, tenantId)
  return {
    tenants: () => [answers],
    tenant: (asked) => {
      if (asked !== undefined && asked !== tenantId) throw new Error(`no tenant ${asked}`)
      return { tenantId, answers }
    },
    startRun: async () => first(),
    run: async (_tenantId, runId) => runs.find((run) => run.runId === runId) ?? first(),
    runs: async () => runs,
    subscribe: async (_tenantId, { severity }) => ({ ...subscription, severity }),
    unsubscribe: async () => subscription,
  }
}

function first(): Run {
  const [run] = runs
  if (run === undefined) throw new Error('no run')
  return run
}

const filters = ['rule', 'severity', 'status', 'environment', 'user', 'table']

function options(asked: object): string[] {
  const given = Object.entries(asked).filter(([name, value]) => filters.includes(name) && value !== undefined)
  return given.flatMap(([name, value]) => [`--${name}`, String(value)])
}

function answersOf(commands: CommandLine, tenantId: string): TenantAnswers {
  const findings = async (...argv: string[]) => (await commands.ask(FindingsDocument, ...argv)).document
  return {
    summary: async () => {
      const { tenantName, runId, asOf } = await findings('findings')
      const lastRun = { runId: runId ?? '', startedAt: asOf, finishedAt: asOf, ageSeconds: 0, incomplete: false }
      return { tenantId, tenantName, lastRun }
    },
    capacity: async () => (await commands.ask(CapacityDocument, 'capacity', '--stored')).document,
    findings: async (asked) => {
      const document = await findings('findings', ...options(asked))
      const page = pageIn(document.findings, asked, ({ id }) => id)
      return { ...page, document: { ...document, findings: [...page.rows] } }
    },
    access: async (asked) => {
      const document = await findings('access', '--by', 'role', ...options(asked))
      const page = pageIn(document.findings, asked, ({ id }) => id)
      return { ...page, document: { ...document, findings: [...page.rows] } }
    },
    explanation: async (id) => (await commands.ask(ExplainDocument, 'explain', id)).document,
    people: async (asked) => {
      const { document } = await commands.ask(SeatsDocument, 'seats', '--by', 'user')
      const people = (document.people ?? []).filter(({ verdict }) => (asked.verdict ?? verdict) === verdict)
      const page = pageIn(people, asked, ({ id }) => id)
      return { ...page, document: { ...document, people: [...page.rows] } }
    },
    rights: async (user) => (await commands.ask(RightsDocument, 'rights', user)).document,
    plan: async ({ digital, voice, both }) => {
      const argv = ['--digital', `${digital}`, '--voice', `${voice}`, '--both', `${both}`]
      return (await commands.ask(PlanDocument, 'plan', ...argv)).document
    },
    waive: async (id, { reason, by }) =>
      (await commands.ask(WaiverDocument, 'waive', id, '--reason', reason, '--by', by)).document,
  }
}
