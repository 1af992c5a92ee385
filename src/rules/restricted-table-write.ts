/** The rule of restricted tables: who may create, update or delete rows of one without a matching Dynamics 365 license. */
import { accessTitle } from '../access/access-title.ts'
import { citeSources } from '../access/cited-sources.ts'
import type { EnvironmentFacts } from '../access/environment-facts.ts'
import { actorOf, Judge, type Judgment } from '../access/judge.ts'
import { widestWindow } from '../access/judge-use.ts'
import { detailOf } from '../access/reasons.ts'
import type { UseWords } from '../access/observed-words.ts'
import { remediesOf } from '../access/remedies.ts'
import { Shared } from '../access/shared.ts'
import { gateOf, latentText } from '../access/standings.ts'
import type { TenantFacts } from '../access/tenant-facts.ts'
import { listWords } from '../access/words.ts'
import { findingId } from '../findings/id.ts'
import type { ObservedWindow } from '../model/evidence.ts'
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
    'Some Dataverse tables belong to a Dynamics 365 app. Whoever can create, update or delete their rows through a security role needs a license of that app, whatever app is used for it. Administrators, accounts that cannot sign in and people outside the security group are listed for information only. Where evidence of use was collected, a finding says what was done and when, and is graded higher for it.',
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
  const judge = new Judge(rules, gate, tenant.unlicensedPerson, environment.observed)
  const context = {
    environment,
    tenant,
    gateUnread: environment.securityGroupId !== null && gate === null,
    texts: new Shared<string>(),
    remedies: new Shared<Remedy>(),
    clauses: new Shared<string[]>(),
    sources: new Shared<FindingSource[]>(),
    windows: new Shared<ObservedWindow | null>(),
  }
  const drafts: FindingDraft[] = []
  for (const candidate of environment.candidates) {
    const judgment = judge.judge(candidate)
    if (judgment !== null) drafts.push(draftOf(judgment, context))
  }
  return [...drafts, ...journeyDrafts(environment, tenant)]
}

interface Context {
  readonly environment: EnvironmentFacts
  readonly tenant: TenantFacts
  readonly gateUnread: boolean
  readonly texts: Shared<string>
  readonly remedies: Shared<Remedy>
  readonly clauses: Shared<string[]>
  readonly sources: Shared<FindingSource[]>
  readonly windows: Shared<ObservedWindow | null>
}

function draftOf(judgment: Judgment, context: Context): FindingDraft {
  const { subject } = judgment.candidate
  const { environment, tenant, gateUnread } = context
  const { ref } = environment
  const detail = detailOf(
    judgment,
    { name: ref.name, gateUnread },
    (family) => tenant.families.name(family),
    useWords(judgment, environment),
  )
  const window = widestWindow(judgment.looks)
  const clauses = clausesOf(judgment)
  return {
    id: findingId(id, subject.id, ref.id),
    rule: id,
    severity: judgment.severity,
    subject,
    environment: ref,
    title: accessTitle(judgment, subject.name, ref.name),
    detail: context.texts.get(detail, () => detail),
    evidence: {
      administrator: judgment.administrator,
      latent: latentText(judgment.standings),
      observedWindow: context.windows.get(JSON.stringify(window), () => window),
      tables: judgment.tables.map(({ access }) => access),
    },
    remedies: remediesOf(judgment, tenant.families).map((remedy) => context.remedies.get(remedy.text, () => remedy)),
    clauses: context.clauses.get(clauses.join(), () => clauses),
    sources: sourcesOf(judgment, context),
  }
}

function useWords({ candidate }: Judgment, { observed }: EnvironmentFacts): UseWords | null {
  if (observed === null) return null
  return { missing: (table) => observed.missing(table), isKept: observed.isKept(actorOf(candidate)) }
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
  const ofUse = environment.observed?.sources(actorOf(judgment.candidate)) ?? []
  const key = [String(usesGroups), ...ofUse.map(({ request, at, requestId }) => `${request} ${at} ${requestId ?? ''}`)]
  return sources.get(key.join('|'), () => {
    const cited = ['dataverse/security', 'graph/users', 'graph/subscribed-skus'] as const
    const all = citeSources(tenant.statuses, usesGroups ? [...cited, 'graph/groups'] : cited, environment.ref.id)
    return [...all, ...ofUse]
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
