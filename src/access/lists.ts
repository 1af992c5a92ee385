/** Makes the lists of the rules of environments out of the data files and the operator's words. */
import { planOf } from '../entitlements/plans.ts'
import type { LicenseFamily } from '../guide/license-families.ts'
import type { ReferenceData } from '../guide/reference-data.ts'
import type { RestrictedTables } from '../guide/restricted-tables.ts'
import { kindOf } from '../guide/sku-catalogue.ts'
import type { SkuOverride, SkuOverrides } from '../guide/sku-overrides.ts'
import type { Family } from '../licenses/families.ts'
import type { OperatorWord } from '../licenses/sku-license.ts'
import type { OperatorOnPerson } from './people.ts'
import type { AccessLists } from './read-tenant-facts.ts'
import { compareText } from '../model/text-order.ts'
import type { ApplicationLists } from './accounts.ts'
import type { RoleLists } from './role-uses.ts'
import type { TableException, TableRule } from './table-rules.ts'

export interface ListOptions {
  readonly data: ReferenceData
  readonly overrides: SkuOverrides
  /** By sign-in name in lower case. */
  readonly people: ReadonlyMap<string, OperatorOnPerson>
  readonly fieldServiceList: boolean
  /** Further names of agent and supervisor roles. */
  readonly agentRoles: readonly string[]
}

export function accessLists({ data, overrides, people, fieldServiceList, agentRoles }: ListOptions): AccessLists {
  const { families } = data.families
  const byId = new Map<string, LicenseFamily>(families.map((family) => [family.id, family]))
  const { journey } = data.restrictedTables
  return {
    families: families.map(matched),
    familyWords: {
      name: (id) => byId.get(id)?.name ?? id,
      isSold: (id) => byId.get(id)?.noLongerSold !== true,
    },
    kindOf: (skuId) => kindOf(skuId, data.catalogue),
    tableRules: tableRules(data.restrictedTables, fieldServiceList),
    journey: { ...journey, requires: journey.requires.toSorted(compareText) },
    planOf: (sku) => planOf(sku, data, overrides),
    roleLists: roleLists(data, agentRoles),
    applications: applicationLists(data),
    operatorOnSku: (skuId) => operatorWord(overrides.get(skuId)),
    operatorOnPeople: people,
  }
}

function roleLists({ agentRoles, productApps }: ReferenceData, operatorNames: readonly string[]): RoleLists {
  const languages = new Map(agentRoles.languages.map(({ id, name }) => [id, name]))
  const products = new Map(productApps.apps.map(({ uniqueName, product }) => [uniqueName.toLowerCase(), product]))
  return {
    agentNames: new Map(agentRoles.names.map(({ language, roles }) => [language, namesOf(roles)])),
    operatorNames: namesOf(operatorNames),
    languageName: (language) => languages.get(language) ?? `language ${language}`,
    productOf: (uniqueName) => products.get(uniqueName.toLowerCase()) ?? null,
  }
}

/** As names are compared: without case and outer spaces. */
function namesOf(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.trim().toLowerCase()))
}

function applicationLists({ applications }: ReferenceData): ApplicationLists {
  return {
    microsoft: new Set(applications.applications.map(({ id }) => id)),
    dualWrite: new Set(applications.dualWrite.map(({ id }) => id)),
  }
}

function matched({ id, matchBySkuOnly, tenantLicensed, skus, limited, servicePlans }: LicenseFamily): Family {
  return {
    id,
    matchBySkuOnly,
    tenantLicensed,
    skus: new Set(skus.map(({ skuId }) => skuId)),
    limited: new Set(limited.map(({ skuId }) => skuId)),
    plans: servicePlans.map((plan) => ({
      id: plan.id,
      onlyInSkus: plan.onlyInSkus === null ? null : new Set(plan.onlyInSkus),
      notInSkus: new Set(plan.notInSkus),
    })),
  }
}

/** An override replaces all that the lists say of a SKU; two plans bring the family that they contain. */
function operatorWord(override: SkuOverride | undefined): OperatorWord {
  if (override === undefined) return { ignore: false, families: null }
  if ('ignore' in override) return { ignore: true, families: null }
  if ('families' in override) return { ignore: false, families: override.families }
  return { ignore: false, families: 'plan' in override ? planFamilies(override.plan) : [] }
}

function planFamilies(plan: string): readonly string[] {
  const isCustomerService = plan === 'customer-service-premium' || plan === 'customer-service-enterprise'
  return isCustomerService ? ['customer_service_enterprise'] : []
}

function tableRules(data: RestrictedTables, fieldServiceList: boolean): TableRule[] {
  const main = data.tables.map(({ logicalName, displayName, requires }) => ({
    table: logicalName,
    displayName,
    requires: requires.toSorted(compareText),
    list: 'main' as const,
    exceptions: exceptionsOn(logicalName, data),
    acceptedWithNote: data.goal.table === logicalName ? data.goal.acceptedWithNote : [],
  }))
  const second = data.fieldServiceList.tables.map((table) => ({
    table,
    displayName: table,
    requires: data.fieldServiceList.requires.toSorted(compareText),
    list: 'field-service' as const,
    exceptions: [],
    acceptedWithNote: [],
  }))
  return fieldServiceList ? [...main, ...second] : main
}

/** Dataverse knows rows that the user owns (Basic), where the lists speak of rows that the user created. */
function exceptionsOn(table: string, { caseException, teamMembers }: RestrictedTables): TableException[] {
  const exceptions: TableException[] = []
  if (caseException.table === table) {
    const free = { create: 'any', update: 'basic', delete: 'basic' } as const
    exceptions.push({ id: 'case', families: caseException.families, free })
  }
  if (teamMembers.tables.includes(table)) {
    const free = { create: 'basic', update: 'basic', delete: 'basic' } as const
    exceptions.push({ id: 'team-members', families: [teamMembers.family], free })
  }
  return exceptions
}
