/** Users of a small tenant with SKUs as Microsoft publishes them, for literal tests of what the guide grants. */
import { accessLists } from '../../src/access/lists.ts'
import { planOf } from '../../src/entitlements/plans.ts'
import type { SkuOverride } from '../../src/guide/sku-overrides.ts'
import type { Snapshot } from '../../src/model/dataset.ts'
import type { PeopleOverrides } from '../../src/config/people.ts'
import type { UserSources } from '../../src/rights/read-user.ts'
import { person, practiceRun, type RunLiteral } from '../access/practice-run.ts'
import { anySku, data, premium, premiumId, sku, skuId } from '../entitlements/tenant.ts'

const published = {
  powerApps: ['b30411f5-fea1-4a59-9ad9-3db7c7ead579', 'POWERAPPS_PER_USER', 'ea2cf03b-ac60-46ae-9c1d-eeaeb63cec86'],
  teamMembers: ['7ac9fe77-66b7-4e5e-9e46-10eed1cff547', 'DYN365_TEAM_MEMBERS', '4092fdb5-8d81-41d3-be76-aaba4074530b'],
  contractor: [
    '23e6e135-e869-4ce4-9ae4-5710cd69ac13',
    'D365_FIELD_SERVICE_CONTRACTOR',
    'f4614a66-d632-443a-bc77-afe92987b322',
  ],
  accountant: [
    '9a1e33ed-9697-43f3-b84c-1b0959dbb1d4',
    'DYN365_FINANCIALS_ACCOUNTANT_SKU',
    '170991d7-b98e-41c5-83d4-db2052e1795f',
  ],
} as const

const others = Object.values(published).map(([id, name, plan]) => anySku(id, name, [{ id: plan, name }], 5))
const own = ['digital', 'voice', 'digital-addon', 'customer-service-enterprise', 'legacy-voice', 'sales'] as const

const people = [
  person('ada', [skuId('voice')]),
  person('ben', [skuId('customer-service-enterprise'), skuId('digital-addon')]),
  person('cleo', [premiumId]),
  person('dan', [], { userType: 'guest' }),
  person('eve', [published.powerApps[0]]),
  person('finn', [published.teamMembers[0]]),
  person('gus', [skuId('legacy-voice'), published.contractor[0]]),
  person('hal', [published.accountant[0]], { userType: 'guest' }),
  person('ida', [skuId('sales')]),
]

/** `more` replaces parts of the run. */
export function practiceSnapshot(more: Partial<RunLiteral> = {}): Snapshot {
  const skus = [...own.map((name) => sku(name, 5)), premium(5), ...others]
  return practiceRun({ skus, people, environments: [], ...more })
}

export function sourcesWith(
  external: Readonly<Record<string, boolean>> = {},
  overrides: Readonly<Record<string, SkuOverride>> = {},
): UserSources & { readonly lists: ReturnType<typeof accessLists> } {
  const said: PeopleOverrides = new Map(Object.entries(external).map(([upn, word]) => [upn, { external: word }]))
  const skuOverrides = new Map(Object.entries(overrides))
  return {
    lists: accessLists({ data, overrides: skuOverrides, people: said, fieldServiceList: false, agentRoles: [] }),
    planOf: (one) => planOf(one, data, skuOverrides),
  }
}
