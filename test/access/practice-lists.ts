/** Lists of a few tables and families, and SKUs that give them, for literal tests of the access rule. */
import { readEnvironmentFacts } from '../../src/access/environment-facts.ts'
import type { EnvironmentFacts } from '../../src/access/environment-facts.ts'
import type { OperatorOnPerson } from '../../src/access/people.ts'
import { readTenantFacts } from '../../src/access/read-tenant-facts.ts'
import type { AccessLists } from '../../src/access/read-tenant-facts.ts'
import type { TableRule } from '../../src/access/table-rules.ts'
import type { TenantFacts } from '../../src/access/tenant-facts.ts'
import type { Family } from '../../src/licenses/families.ts'
import type { OperatorWord } from '../../src/licenses/sku-license.ts'
import { isRestrictedTable, type RestrictedTableEvidence } from '../../src/model/evidence.ts'
import type { Finding, FindingDraft } from '../../src/model/finding.ts'
import type { PlanId } from '../../src/model/pool.ts'
import { restrictedTableWrite } from '../../src/rules/restricted-table-write.ts'
import { dataverseOf, named, practiceRun, sku } from './practice-run.ts'
import type { RunLiteral } from './practice-run.ts'

const family = (id: string, about: Partial<Family> = {}): Family => ({
  id,
  matchBySkuOnly: false,
  tenantLicensed: false,
  skus: new Set(),
  limited: new Set(),
  plans: [{ id: `plan-${id}`, onlyInSkus: null, notInSkus: new Set() }],
  ...about,
})

const families = [
  family('customer_service_enterprise'),
  family('customer_service_professional'),
  family('sales_enterprise'),
  family('field_service', { limited: new Set(['sku-contractor']) }),
  family('power_apps', { matchBySkuOnly: true, skus: new Set(['sku-power-apps']) }),
  family('team_members'),
  family('customer_insights_journeys', { tenantLicensed: true }),
  family('legacy_plan'),
]

/** SKUs of one family each, one that gives none, and a trial. */
export const skus = {
  enterprise: sku('sku-enterprise', 'CS_ENTERPRISE', ['plan-customer_service_enterprise']),
  professional: sku('sku-professional', 'CS_PROFESSIONAL', ['plan-customer_service_professional']),
  sales: sku('sku-sales', 'SALES', ['plan-sales_enterprise']),
  fieldService: sku('sku-field-service', 'FIELD_SERVICE', ['plan-field_service']),
  contractor: sku('sku-contractor', 'CONTRACTOR', ['plan-base']),
  powerApps: sku('sku-power-apps', 'POWER_APPS', ['plan-base']),
  teamMembers: sku('sku-team-members', 'TEAM_MEMBERS', ['plan-team_members']),
  journeys: sku('sku-journeys', 'JOURNEYS', ['plan-customer_insights_journeys']),
  office: sku('sku-office', 'OFFICE', ['plan-base']),
  trial: sku('sku-trial', 'CS_TRIAL', ['plan-customer_service_enterprise']),
  contactCenter: sku('sku-contact-center', 'CONTACT_CENTER', ['plan-contact-center']),
  legacy: sku('sku-legacy', 'DIGITAL_MESSAGING', ['plan-legacy']),
}

const plans: ReadonlyMap<string, PlanId> = new Map([
  ['sku-enterprise', 'customer-service-enterprise'],
  ['sku-contact-center', 'digital-voice'],
  ['sku-legacy', 'legacy-omnichannel'],
])

/** The application of Microsoft's own, and the one of dual-write, of the practice lists. */
export const applicationIds = { microsoft: 'app-of-microsoft', dualWrite: 'app-of-dual-write' }

const rule = (table: string, displayName: string, requires: string[], about: Partial<TableRule> = {}): TableRule => ({
  table,
  displayName,
  requires: requires.toSorted(),
  list: 'main',
  exceptions: [],
  acceptedWithNote: [],
  ...about,
})

const caseException = {
  id: 'case',
  families: ['power_apps'],
  free: { create: 'any', update: 'basic', delete: 'basic' },
} as const
const teamMembers = {
  id: 'team-members',
  families: ['team_members'],
  free: { create: 'basic', update: 'basic', delete: 'basic' },
} as const

const tableRules = [
  rule('incident', 'Case', ['customer_service_professional', 'customer_service_enterprise', 'legacy_plan'], {
    exceptions: [caseException, teamMembers],
  }),
  rule('sla', 'SLA', ['customer_service_professional', 'customer_service_enterprise', 'legacy_plan']),
  rule('entitlement', 'Entitlement', ['customer_service_enterprise', 'legacy_plan']),
  rule('goal', 'Goal', ['sales_enterprise', 'legacy_plan'], {
    acceptedWithNote: ['customer_service_enterprise', 'customer_service_professional'],
  }),
  rule('msdyn_workorder', 'Work order', ['field_service', 'legacy_plan'], { exceptions: [teamMembers] }),
  rule('msdyn_agreement', 'msdyn_agreement', ['field_service', 'legacy_plan'], { list: 'field-service' }),
]

const familyNames: Record<string, string> = {
  customer_service_enterprise: 'Customer Service Enterprise',
  customer_service_professional: 'Customer Service Professional',
  field_service: 'Field Service',
  power_apps: 'Power Apps',
  legacy_plan: 'the old plan',
}

/** The lists; `operator` says something of SKUs by id, `people` of sign-in names, `agentRoles` names further roles. */
export function practiceLists(
  operator: Record<string, OperatorWord> = {},
  people: Record<string, OperatorOnPerson> = {},
  agentRoles: string[] = [],
): AccessLists {
  return {
    families,
    familyWords: { name: (id) => familyNames[id] ?? id, isSold: (id) => id !== 'legacy_plan' },
    kindOf: (skuId) => (skuId === 'sku-trial' ? 'trial' : null),
    tableRules,
    journey: {
      displayName: 'Journey',
      candidates: ['msdynmkt_journey', 'msdyncrm_customerjourney'],
      requires: ['customer_insights_journeys', 'legacy_plan'],
    },
    planOf: ({ skuId }) => plans.get(skuId) ?? null,
    roleLists: {
      agentNames: new Map([[1033, new Set(['omnichannel agent', 'omnichannel supervisor'])]]),
      operatorNames: new Set(agentRoles),
      languageName: (language) => (language === 1031 ? 'German' : 'English'),
      productOf: (uniqueName) => (uniqueName.toLowerCase() === 'msdynce_saleshub' ? 'Sales' : null),
    },
    applications: {
      microsoft: new Set([applicationIds.microsoft, applicationIds.dualWrite]),
      dualWrite: new Set([applicationIds.dualWrite]),
    },
    operatorOnSku: (skuId) => operator[skuId] ?? { ignore: false, families: null },
    operatorOnPeople: new Map(Object.entries(people)),
  }
}

/** A finding of the restricted-table rule. */
export type AccessDraft = FindingDraft & { readonly evidence: RestrictedTableEvidence }

/** Judges the first environment of the run, all SKUs of the practice lists subscribed unless the run says which. */
export async function judge(
  run: RunLiteral,
  lists = practiceLists(),
  earlier: readonly Finding[] = [],
): Promise<AccessDraft[]> {
  const { facts, tenant } = await factsOf(run, lists, earlier)
  const judged = restrictedTableWrite.judge(facts, tenant)
  const drafts = 'drafts' in judged ? judged.drafts : judged
  return drafts.flatMap((draft) => {
    const { evidence } = draft
    return isRestrictedTable(evidence) ? [{ ...draft, evidence }] : []
  })
}

/** What the rules of environments see of the first environment of the run. */
export async function factsOf(
  run: RunLiteral,
  lists = practiceLists(),
  earlier: readonly Finding[] = [],
): Promise<{ facts: EnvironmentFacts; tenant: TenantFacts }> {
  const snapshot = practiceRun({ skus: Object.values(skus).filter((held) => held !== skus.journeys), ...run })
  const tenant = await readTenantFacts(snapshot, lists)
  const [environment] = run.environments
  if (environment === undefined) throw new Error('the run has no environment')
  const { securityGroupId = null } = environment
  const about = { ...named(environment), securityGroupId, dataverse: dataverseOf(environment) }
  return { facts: await readEnvironmentFacts(snapshot, about, tenant, earlier), tenant }
}
