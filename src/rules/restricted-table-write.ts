/** The rule of restricted tables: who may create, update or delete rows of one without a matching Dynamics 365 license. */
import { citeSources } from '../access/cited-sources.ts'
import type { EnvironmentFacts } from '../access/environment-facts.ts'
import { Judge } from '../access/judge.ts'
import type { Gate, Judgment } from '../access/judge.ts'
import { detailOf, latentText } from '../access/reasons.ts'
import { remediesOf } from '../access/remedies.ts'
import { Shared } from '../access/shared.ts'
import type { TenantFacts } from '../access/tenant-facts.ts'
import { countWords, listWords, operationWords, tableWords } from '../access/words.ts'
import { findingId } from '../findings/id.ts'
import type { FindingDraft, FindingSource, Remedy } from '../model/finding.ts'
import { operations } from '../model/security.ts'
import type { EnvironmentRule } from './rule.ts'

const id = 'restricted-table-write'

export const restrictedTableWrite: EnvironmentRule = {
  id,
  scope: 'environment',
  title: 'Whoever can write restricted tables holds a matching Dynamics 365 license',
  failureTitle: 'People can write restricted tables without a matching Dynamics 365 license',
  description:
    'Some Dataverse tables belong to a Dynamics 365 app. Whoever can create, update or delete their rows through a security role needs a license of that app, whatever app is used for it. Administrators, accounts that cannot sign in and people outside the security group are listed for information only.',
  notApplicable: 'No environment that was read has a restricted table installed',
  clauses: [
    'restricted-tables',
    'restricted-tables-page',
    'case-exception',
    'team-members',
    'administrators',
    'external-users',
    'field-service-list',
    'goal-later-report',
  ],
  needs: ['graph/subscribed-skus', 'graph/users', 'graph/groups', 'power-platform/environments', 'dataverse/security'],
  appliesTo: ({ tables }, { tableRules, journey }) =>
    tables.some((table) => journey.candidates.includes(table) || tableRules.some((rule) => rule.table === table)),
  judge: judgeEnvironment,
}

function judgeEnvironment(environment: EnvironmentFacts, tenant: TenantFacts): FindingDraft[] {
  const installed = new Set(environment.tables)
  const rules = tenant.tableRules.filter((rule) => installed.has(rule.table))
  const gate = gateOf(environment, tenant)
  const judge = new Judge(rules, gate, tenant.unlicensedPerson)
  const context = {
    environment,
    tenant,
    gateUnread: environment.securityGroupId !== null && gate === null,
    texts: new Shared<string>(),
    remedies: new Shared<Remedy>(),
    clauses: new Shared<string[]>(),
    sources: new Shared<FindingSource[]>(),
  }
  const drafts: FindingDraft[] = []
  for (const candidate of environment.candidates) {
    const judgment = judge.judge(candidate)
    if (judgment !== null) drafts.push(draftOf(judgment, context))
  }
  return [...drafts, ...journeyDrafts(environment, tenant)]
}

/** A group that is deleted or could not be read holds nobody back, and the findings say so. */
function gateOf({ securityGroupId }: EnvironmentFacts, { groups }: TenantFacts): Gate {
  const group = securityGroupId === null ? undefined : groups.get(securityGroupId)
  return group?.state === 'read' ? group : null
}

interface Context {
  readonly environment: EnvironmentFacts
  readonly tenant: TenantFacts
  readonly gateUnread: boolean
  readonly texts: Shared<string>
  readonly remedies: Shared<Remedy>
  readonly clauses: Shared<string[]>
  readonly sources: Shared<FindingSource[]>
}

function draftOf(judgment: Judgment, context: Context): FindingDraft {
  const { subject } = judgment.candidate
  const { environment, tenant, gateUnread } = context
  const { ref } = environment
  const detail = detailOf(judgment, { name: ref.name, gateUnread }, (family) => tenant.families.name(family))
  const clauses = clausesOf(judgment)
  return {
    id: findingId(id, subject.id, ref.id),
    rule: id,
    severity: judgment.severity,
    subject,
    environment: ref,
    title: titleOf(judgment, subject.name, ref.name),
    detail: context.texts.get(detail, () => detail),
    evidence: {
      administrator: judgment.administrator,
      latent: latentText(judgment.standings),
      observedWindow: null,
      tables: judgment.tables.map(({ access }) => access),
    },
    remedies: remediesOf(judgment, tenant.families).map((remedy) => context.remedies.get(remedy.text, () => remedy)),
    clauses: context.clauses.get(clauses.join(), () => clauses),
    sources: sourcesOf(judgment, context),
  }
}

function titleOf(judgment: Judgment, name: string, environment: string): string {
  const [only, ...others] = judgment.tables
  if (judgment.administrator) {
    const tables = countWords(judgment.unlicensed.length, 'restricted table')
    return `${name} administers ${environment} and can write ${tables} without a matching license`
  }
  if (only === undefined || others.length > 0) {
    const tables = countWords(judgment.tables.length, 'restricted table')
    return `${name} can write ${tables} in ${environment} without a matching license`
  }
  const { rule, access } = only
  const table = tableWords(rule.displayName, rule.table)
  return `${name} can ${operationWords(access.operations)} ${table} in ${environment} without a matching license`
}

function clausesOf(judgment: Judgment): string[] {
  const exceptions = new Set(judgment.tables.flatMap((table) => table.exceptions.map((exception) => exception.id)))
  const caps = new Set(judgment.tables.flatMap((table) => table.caps))
  return [
    'restricted-tables',
    'restricted-tables-page',
    ...(exceptions.has('case') ? ['case-exception'] : []),
    ...(exceptions.has('team-members') ? ['team-members'] : []),
    ...(judgment.administrator ? ['administrators'] : []),
    ...(judgment.isCappedAsGuest ? ['external-users'] : []),
    ...(caps.has('field-service-list') ? ['field-service-list'] : []),
    ...(caps.has('accepted-with-note') ? ['goal-later-report'] : []),
  ]
}

function sourcesOf(judgment: Judgment, { environment, tenant, sources }: Context): FindingSource[] {
  const usesGroups = environment.securityGroupId !== null || judgment.ways.some((way) => way.group !== null)
  return sources.get(usesGroups ? 'groups' : 'no groups', () => {
    const cited = ['dataverse/security', 'graph/users', 'graph/subscribed-skus'] as const
    return citeSources(tenant.statuses, usesGroups ? [...cited, 'graph/groups'] : cited, environment.ref.id)
  })
}

/** Journeys are licensed per tenant and their table's name is not certain: one finding for the environment, for information. */
function journeyDrafts(
  { ref, tables }: EnvironmentFacts,
  { journey, families, statuses }: TenantFacts,
): FindingDraft[] {
  const installed = journey.candidates.filter((candidate) => tables.includes(candidate)).toSorted()
  if (installed.length === 0 || journey.isTenantLicensed) return []
  const needs = listWords(
    journey.requires.map((family) => families.name(family)),
    'or',
  )
  return [
    {
      id: findingId(id, ref.id, ref.id),
      rule: id,
      severity: 'info',
      subject: { kind: 'environment', id: ref.id, name: ref.name, upn: null },
      environment: ref,
      title: `People in ${ref.name} can write ${listWords(installed)}, likely restricted, and the tenant holds no license for journeys`,
      detail: `The list names ${journey.displayName} without a table that exists under this name: ${listWords(installed)} is likely restricted. It is licensed per tenant (${needs}), and the tenant holds no counted unit.`,
      evidence: {
        administrator: false,
        latent: null,
        observedWindow: null,
        tables: installed.map((table) => ({
          table,
          operations: [...operations],
          depth: null,
          requires: [...journey.requires],
          paths: [],
          observed: null,
        })),
      },
      remedies: [
        {
          text: `Check whether journeys are used in ${ref.name}, and which of ${needs} is held.`,
          kind: 'review',
          target: null,
        },
      ],
      clauses: ['restricted-tables', 'restricted-tables-page'],
      sources: citeSources(statuses, ['dataverse/security', 'graph/subscribed-skus'], ref.id),
    },
  ]
}
