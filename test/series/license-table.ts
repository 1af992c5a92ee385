/** What the brute force knows by heart: which table asks for which licenses, and which SKU or plan gives one. Literal, from the contract. */
import type { PlanName, SkuName } from './sku-shelf.ts'

export type Family =
  | 'copilot_studio_user'
  | 'customer_engagement_plan_legacy'
  | 'customer_insights_journeys'
  | 'customer_service_enterprise'
  | 'customer_service_professional'
  | 'dynamics_365_plan_legacy'
  | 'field_service'
  | 'power_apps'
  | 'power_automate'
  | 'project_operations'
  | 'sales_enterprise'
  | 'sales_professional'
  | 'team_members'

interface FamilyFacts {
  readonly skus: readonly SkuName[]
  readonly plans: readonly {
    readonly name: PlanName
    readonly onlyIn?: readonly SkuName[]
    readonly notIn?: readonly SkuName[]
  }[]
  /** No plan ever gives it. */
  readonly bySkuOnly?: true
  readonly limited?: readonly SkuName[]
}

export const families: Readonly<Record<Family, FamilyFacts>> = {
  customer_service_enterprise: {
    skus: [
      'DYN365_ENTERPRISE_P1_IW',
      'DYN365_ENTERPRISE_PLAN1',
      'D365_CUSTOMER_SERVICE_ENT_ATTACH',
      'DYN365_ENTERPRISE_CUSTOMER_SERVICE',
      'Dynamics_365_Customer_Service_Enterprise_viral_trial',
      'Dynamics_365_Sales_Field_Service_and_Customer_Service_Partner_Sandbox',
      'DYN365_ENTERPRISE_SALES_CUSTOMERSERVICE',
    ],
    plans: [
      { name: 'DYN365_ENTERPRISE_CUSTOMER_SERVICE' },
      { name: 'D365_CUSTOMER_SERVICE_ENT_ATTACH' },
      { name: 'DYN365_CS_ENTERPRISE_VIRAL_TRIAL' },
      {
        name: 'DYN365_ENTERPRISE_P1',
        onlyIn: ['DYN365_ENTERPRISE_PLAN1', 'DYN365_ENTERPRISE_SALES_CUSTOMERSERVICE'],
      },
    ],
  },
  customer_service_professional: {
    skus: ['DYN365_CUSTOMER_SERVICE_PRO'],
    plans: [{ name: 'DYN365_CUSTOMER_SERVICE_PRO' }],
  },
  sales_enterprise: {
    skus: [
      'DYN365_ENTERPRISE_P1_IW',
      'DYN365_ENTERPRISE_PLAN1',
      'DYN365_ENTERPRISE_SALES_CUSTOMERSERVICE',
      'DYN365_ENTERPRISE_SALES',
    ],
    plans: [
      { name: 'DYN365_ENTERPRISE_SALES' },
      {
        name: 'DYN365_ENTERPRISE_P1',
        onlyIn: ['DYN365_ENTERPRISE_PLAN1', 'DYN365_ENTERPRISE_SALES_CUSTOMERSERVICE'],
      },
    ],
  },
  sales_professional: { skus: ['D365_SALES_PRO', 'D365_SALES_PRO_IW'], plans: [{ name: 'DYN365_SALES_PRO' }] },
  field_service: {
    skus: [
      'DYN365_ENTERPRISE_P1_IW',
      'DYN365_ENTERPRISE_PLAN1',
      'D365_FIELD_SERVICE_ATTACH',
      'DYN365_ENTERPRISE_FIELD_SERVICE',
    ],
    plans: [
      { name: 'DYN365_ENTERPRISE_FIELD_SERVICE', notIn: ['DYN365_TEAM_MEMBERS', 'DYN365_ENTERPRISE_TEAM_MEMBERS'] },
      { name: 'D365_FIELD_SERVICE_ATTACH' },
    ],
    limited: ['D365_FIELD_SERVICE_CONTRACTOR'],
  },
  project_operations: {
    skus: ['DYN365_ENTERPRISE_P1_IW', 'DYN365_ENTERPRISE_PLAN1', 'DYN365_PROJECT_OPERATIONS'],
    plans: [
      { name: 'D365_ProjectOperations' },
      { name: 'D365_ProjectOperationsAttach' },
      { name: 'D365_ProjectOperationsCDS' },
    ],
  },
  customer_insights_journeys: {
    skus: ['DYN365_CUSTOMER_INSIGHTS_BASE', 'DYN365_MARKETING_CONTACT_ADDON'],
    plans: [{ name: 'DYN365_CUSTOMER_INSIGHTS_BASE' }],
  },
  customer_engagement_plan_legacy: {
    skus: ['DYN365_ENTERPRISE_P1_IW', 'DYN365_ENTERPRISE_PLAN1'],
    plans: [{ name: 'DYN365_ENTERPRISE_P1', onlyIn: ['DYN365_ENTERPRISE_PLAN1'] }],
  },
  dynamics_365_plan_legacy: {
    skus: [],
    plans: [{ name: 'DYN365_ENTERPRISE_P1', onlyIn: ['DYN365_ENTERPRISE_PLAN1'] }],
  },
  team_members: {
    skus: ['DYN365_TEAM_MEMBERS', 'DYN365_ENTERPRISE_TEAM_MEMBERS'],
    plans: [{ name: 'DYN365_TEAM_MEMBERS' }, { name: 'DYN365_ENTERPRISE_TEAM_MEMBERS' }],
  },
  power_apps: {
    skus: ['POWERAPPS_DEV', 'POWERAPPS_INDIVIDUAL_USER', 'POWERAPPS_VIRAL', 'POWERAPPS_PER_USER'],
    plans: [{ name: 'POWERAPPS_PER_USER' }],
    bySkuOnly: true,
  },
  power_automate: { skus: ['FLOW_PER_USER'], plans: [], bySkuOnly: true },
  copilot_studio_user: { skus: ['VIRTUAL_AGENT_USL'], plans: [], bySkuOnly: true },
}

/** Trials license, and are marked; test, sandbox and free SKUs license nobody. */
export const trialSkus: readonly SkuName[] = [
  'DYN365_ENTERPRISE_P1_IW',
  'Dynamics_365_Customer_Service_Enterprise_viral_trial',
  'D365_SALES_PRO_IW',
  'POWERAPPS_VIRAL',
]
export const testSkus: readonly SkuName[] = [
  'Dynamics_365_Sales_Field_Service_and_Customer_Service_Partner_Sandbox',
  'POWERAPPS_DEV',
]
export const freeSkus: readonly SkuName[] = ['POWERAPPS_INDIVIDUAL_USER']

const plans: readonly Family[] = ['customer_engagement_plan_legacy', 'dynamics_365_plan_legacy']
const serviceEnterprise: readonly Family[] = ['customer_service_enterprise', ...plans]
const service: readonly Family[] = ['customer_service_professional', ...serviceEnterprise]
const sales: readonly Family[] = ['sales_enterprise', 'sales_professional', ...plans]
const fieldService: readonly Family[] = ['field_service', ...plans]
const project: readonly Family[] = ['project_operations', ...plans]

/** The installable tables of the main list, with any one of the licenses that each asks for. */
export const mainList: Readonly<Record<string, readonly Family[]>> = {
  incident: service,
  sla: service,
  entitlement: serviceEnterprise,
  knowledgearticle: serviceEnterprise,
  routingrule: serviceEnterprise,
  goal: sales,
  msdyn_workorder: fieldService,
  msdyn_inventoryjournal: fieldService,
  msdyn_projecttask: project,
  msdyn_projectteam: project,
  msdyn_actual: ['field_service', ...project],
  msdyn_bookingsetupmetadata: ['field_service', 'customer_service_enterprise', ...project],
}

/** Two of the second list that the main list lacks. */
export const secondList: Readonly<Record<string, readonly Family[]>> = {
  msdyn_customerasset: fieldService,
  bookableresource: fieldService,
}

export const journeyCandidates = ['msdynmkt_journey', 'msdyncrm_customerjourney']
export const journeyFamilies: readonly Family[] = ['customer_insights_journeys', ...plans]

export const caseExceptionFamilies: readonly Family[] = ['power_apps', 'power_automate', 'copilot_studio_user']
export const teamMemberTables = ['incident', 'msdyn_workorder']
export const goalAlsoAccepts: readonly Family[] = ['customer_service_enterprise', 'customer_service_professional']
