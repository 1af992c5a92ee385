/** The rule of multiplexing: accounts that write restricted tables for people whom nobody sees behind them. */
import type { Account } from '../access/accounts.ts'
import { citeSources } from '../access/cited-sources.ts'
import type { EnvironmentFacts } from '../access/environment-facts.ts'
import { judgeAccounts, type JudgedAccount } from '../access/judge-accounts.ts'
import { actorOf } from '../access/judge.ts'
import type { JudgedTable } from '../access/judge-tables.ts'
import type { ObservedUses } from '../access/observed.ts'
import { useSentences, type UseWords } from '../access/observed-words.ts'
import { canWriteSentence } from '../access/reasons.ts'
import { gateOf, gateSentence } from '../access/standings.ts'
import type { TenantFacts } from '../access/tenant-facts.ts'
import { nestedSentences, removalRemedies, waysWords } from '../access/way-words.ts'
import { countWords, listWords, operationWords, tableWords } from '../access/words.ts'
import { findingId } from '../findings/id.ts'
import type { AccountTableAccess } from '../model/evidence.ts'
import type { FindingDraft, FindingSource, Remedy } from '../model/finding.ts'
import type { EnvironmentRule, Judgment } from './rule.ts'

const id = 'multiplexing'

export const multiplexing: EnvironmentRule = {
  id,
  scope: 'environment',
  title: 'No application or shared account writes restricted tables in place of people',
  failureTitle: 'Applications or shared accounts can write restricted tables in place of people',
  description:
    'Whoever uses the product through an application, an integration account or an account that several people share needs a license as much as somebody who uses it directly. Listed are such accounts that can write restricted tables. Who the people behind them are no API says. The applications of Microsoft itself are left out, all but dual-write; so are disabled accounts, and accounts of users outside the security group.',
  notApplicable: 'No environment that was read has a restricted table installed',
  clauses: ['multiplexing', 'restricted-tables', 'restricted-tables-page', 'dual-write', 'field-service-list'],
  needs: ['graph/subscribed-skus', 'graph/users', 'graph/groups', 'power-platform/environments', 'dataverse/security'],
  appliesTo: ({ tables }, { tableRules }) => tableRules.some(({ table }) => tables.includes(table)),
  judge: judgeEnvironment,
}

function judgeEnvironment(environment: EnvironmentFacts, tenant: TenantFacts): Judgment {
  const { ref, accounts, tables, observed, microsoftAccounts } = environment
  const gate = gateOf(environment, tenant)
  const rules = tenant.tableRules.filter(({ table }) => tables.includes(table))
  const judged = judgeAccounts(accounts, { rules, gate, observed })
  const gateUnread = environment.securityGroupId !== null && gate === null
  const leftOut = countWords(microsoftAccounts, 'account')
  return {
    drafts: judged.map((one) => draftOf(one, { environment, tenant, gateUnread })),
    unjudged: [],
    remarks:
      microsoftAccounts === 0 ? [] : [`${ref.name}: ${leftOut} of Microsoft's own left out, which can write as well`],
  }
}

interface Context {
  readonly environment: EnvironmentFacts
  readonly tenant: TenantFacts
  readonly gateUnread: boolean
}

function draftOf(judged: JudgedAccount, context: Context): FindingDraft {
  const { account, severity, tables } = judged
  const { ref } = context.environment
  return {
    id: findingId(id, account.subject.id, ref.id),
    rule: id,
    severity,
    subject: account.subject,
    environment: ref,
    title: `${accountWords(account)} ${whatWords(judged)} in ${ref.name} in place of people who need a license`,
    detail: detailOf(judged, context),
    evidence: {
      accountKind: account.kind,
      accessMode: account.accessMode,
      applicationId: account.applicationId,
      dualWrite: account.isDualWrite,
      tables: tables.map(({ access }) => withoutRequires(access)),
    },
    remedies: remediesOf(judged, context.tenant),
    clauses: [
      'multiplexing',
      'restricted-tables',
      'restricted-tables-page',
      ...(account.isDualWrite ? ['dual-write'] : []),
      ...(tables.some(({ rule }) => rule.list === 'field-service') ? ['field-service-list'] : []),
    ],
    sources: sourcesOf(account, context),
  }
}

function withoutRequires({ table, operations, depth, paths, observed }: JudgedTable['access']): AccountTableAccess {
  return { table, operations, depth, paths, observed }
}

function accountWords({ kind, isDualWrite, applicationId, subject }: Account): string {
  if (isDualWrite) return `Dual-write, as the application ${subject.name},`
  if (kind === 'non-interactive') return `The non-interactive account ${subject.name}`
  if (kind === 'shared') return `The shared account ${subject.name}`
  return `The ${applicationId === null ? 'agent' : 'application'} ${subject.name}`
}

function whatWords({ tables, looks }: JudgedAccount): string {
  const used = looks.filter((look) => look.used.length > 0)
  const [only] = tables
  const all = countWords(tables.length, 'restricted table')
  if (only === undefined || tables.length > 1) {
    const some = used.length === tables.length ? '' : `${used.length} of `
    return used.length > 0 ? `did write ${some}${all}` : `can write ${all}`
  }
  const table = tableWords(only.rule.displayName, only.rule.table)
  const [seen] = used
  return seen === undefined
    ? `can ${operationWords(only.access.operations)} ${table}`
    : `did ${operationWords(seen.used)} ${table}`
}

function detailOf(judged: JudgedAccount, { environment, gateUnread }: Context): string {
  const { account, tables, looks } = judged
  const { observed, ref } = environment
  const sentences = [
    `Holds ${waysWords(account.ways)}.`,
    canWriteSentence(tables),
    ...(observed === null ? [] : useSentences(looks, useWords(account, observed))),
    kindSentence(account),
    'Whoever uses the product through the account, directly or indirectly, needs a license for these tables; who that is no API says.',
    ...nestedSentences(account.ways),
    ...(gateUnread && account.kind !== 'application' ? [gateSentence(ref.name)] : []),
  ]
  return sentences.join(' ')
}

function useWords(account: Account, observed: ObservedUses): UseWords {
  return { missing: (table) => observed.missing(table), isKept: observed.isKept(actorOf(account)) }
}

function kindSentence({ kind, isDualWrite, applicationId }: Account): string {
  if (isDualWrite) return kindSentences['dual-write']
  return kindSentences[kind === 'application' && applicationId === null ? 'agent' : kind]
}

const kindSentences: Readonly<Record<Account['kind'] | 'agent' | 'dual-write', string>> = {
  application: 'It is an application user: no person signs in as it.',
  agent: 'It is an agent: a program that signs in as a user of its own.',
  'non-interactive': 'It is a non-interactive account: programs sign in as it.',
  shared: 'The file of people says that several people share it.',
  'dual-write':
    'It is the application of dual-write: what people do in finance and operations is written by it, and they are not seen here.',
}

function remediesOf({ account, tables }: JudgedAccount, { families }: TenantFacts): Remedy[] {
  const sold = [...new Set(tables.flatMap(({ rule }) => rule.requires))].filter((family) => families.isSold(family))
  const licenses = listWords(
    sold.map((family) => families.name(family)),
    'or',
  )
  const people = `Find out who works through ${account.subject.name}, and license each of them (${licenses}).`
  const own: Remedy = { text: 'Give each person an account of their own.', kind: 'configure', target: null }
  return [
    { text: people, kind: 'review', target: null },
    ...(account.kind === 'shared' ? [own] : []),
    ...removalRemedies(account.ways, 'account'),
  ]
}

function sourcesOf(account: Account, { environment, tenant }: Context): FindingSource[] {
  const { ref, securityGroupId, observed } = environment
  const isUser = account.applicationId === null
  const usesGroups = (isUser && securityGroupId !== null) || account.ways.some(({ group }) => group !== null)
  const cited = [
    'dataverse/security' as const,
    ...(isUser ? (['graph/users'] as const) : []),
    ...(usesGroups ? (['graph/groups'] as const) : []),
  ]
  return [...citeSources(tenant.statuses, cited, ref.id), ...(observed?.sources(actorOf(account)) ?? [])]
}
