/** A practice tenant of any size, the same for the same options: for load and for the limits on requests and memory. */
import { createDice } from './dice.ts'
import { generateEnvironment } from './generator/environment.ts'
import { generateGroup, generateUsers, numberedId } from './generator/people.ts'
import { contactCenter, customerService, shelf } from './generator/sku-shelf.ts'
import type { CapacityDescription, TenantDescription, UserDescription } from './tenant.ts'

export interface GeneratorOptions {
  readonly users: number
  /** Share of users who hold a Dynamics 365 or Power Apps SKU, in percent. */
  readonly holdersPercent: number
  readonly environments: number
  readonly systemUsersPerEnvironment: number
  /** Different people among all system users. */
  readonly distinctPeople: number
  readonly roles: number
  readonly businessUnits: number
  /** Entra groups behind group teams. */
  readonly groups: number
  /** Members of each group, nested ones included. */
  readonly groupMembers: number
  /** Environments with a security group of their own, of as many members. */
  readonly gatedEnvironments: number
  readonly listCarriesCapacity: boolean
  readonly seed: number
}

/** The tenant of the acceptance line on `sync`. */
export const largeTenant: GeneratorOptions = {
  users: 100_000,
  holdersPercent: 5,
  environments: 20,
  systemUsersPerEnvironment: 1000,
  distinctPeople: 10_000,
  roles: 60,
  businessUnits: 5,
  groups: 5,
  groupMembers: 900,
  gatedEnvironments: 3,
  listCarriesCapacity: true,
  seed: 1,
}

/** What is not given is as in the large tenant. */
export function generateTenant(given: Partial<GeneratorOptions> = {}): TenantDescription {
  const options = { ...largeTenant, ...given }
  const dice = createDice(options.seed)
  const domain = 'adatum.example'
  const clientId = numberedId(0xc0, options.seed)
  const users = generateUsers({ ...options, domain }, dice)
  const people = spread(users, options.distinctPeople)
  const teamGroups = Array.from({ length: options.groups }, (_, index) =>
    generateGroup(
      { kind: 0x100 + index, name: `Team group ${index}`, members: options.groupMembers, candidates: idsOf(people) },
      dice,
    ),
  )
  const gates = Array.from({ length: Math.min(options.gatedEnvironments, options.environments) }, (_, index) => {
    const candidates = idsOf(peopleOf(people, index, options))
    return generateGroup(
      { kind: 0x200 + index, name: `Gate ${index}`, members: options.groupMembers, candidates },
      dice,
    )
  })
  return {
    id: numberedId(0xa0, options.seed),
    displayName: 'A. Datum Corporation',
    domain,
    apps: [{ clientId, secret: 'adatum-practice-secret' }],
    skus: shelf.map((sku) => ({ ...sku, capabilityStatus: 'Enabled', units: unitsFor(users.length) })),
    subscriptions: shelf.map((sku, index) => ({
      id: numberedId(0xb0, index),
      skuId: sku.skuId,
      isTrial: false,
      status: 'Enabled',
      totalLicenses: users.length,
      nextLifecycleDateTime: '2027-06-30T00:00:00Z',
    })),
    users,
    groups: [...teamGroups, ...gates].flat(),
    capacity: generatedCapacity(users.length),
    environments: Array.from({ length: options.environments }, (_, index) =>
      generateEnvironment(
        {
          index,
          clientId,
          people: peopleOf(people, index, options),
          roles: options.roles,
          businessUnits: options.businessUnits,
          groups: pairFrom(
            teamGroups.flatMap(([outer]) => outer ?? []),
            index,
          ),
          securityGroupId: gates[index]?.[0]?.id ?? null,
        },
        dice,
      ),
    ),
    billingPolicies: [],
    listCarriesCapacity: options.listCarriesCapacity,
    refusals: [],
  }
}

/** `users=1000,seed=7` or a JSON object. Throws for a name or value that is no option. */
export function parseGeneratorOptions(text: string): Partial<GeneratorOptions> {
  const given: unknown = text.startsWith('{')
    ? JSON.parse(text)
    : Object.fromEntries(text.split(',').flatMap((part) => (part === '' ? [] : [part.split('=')])))
  const options: Record<string, number | boolean> = {}
  for (const [name, value] of Object.entries(given ?? {})) {
    if (!Object.hasOwn(largeTenant, name)) throw new Error(`the generator has no option '${name}'`)
    options[name] = name === 'listCarriesCapacity' ? String(value) === 'true' : wholeNumber(name, value)
  }
  return options
}

function wholeNumber(name: string, value: unknown): number {
  const number = Number(value)
  if (Number.isInteger(number) && number >= 0) return number
  throw new Error(`the generator's option '${name}' is a whole number, not '${String(value)}'`)
}

/** Taken at equal distances from the whole list. */
function spread(users: readonly UserDescription[], count: number): UserDescription[] {
  const wanted = Math.min(count, users.length)
  return Array.from({ length: wanted }, (_, index) => users[Math.floor((index * users.length) / wanted)]).filter(
    (user) => user !== undefined,
  )
}

/** A window of the people, so that neighbors share some and all are in use. */
function peopleOf(
  people: readonly UserDescription[],
  index: number,
  { systemUsersPerEnvironment }: Pick<GeneratorOptions, 'systemUsersPerEnvironment'>,
): UserDescription[] {
  const count = Math.min(systemUsersPerEnvironment, people.length)
  return Array.from({ length: count }, (_, number) => people[(index * count + number) % people.length]).filter(
    (person) => person !== undefined,
  )
}

function pairFrom<Item>(items: readonly Item[], index: number): Item[] {
  const pair = new Set([index, index + 1].map((number) => items[number % Math.max(1, items.length)]))
  return [...pair].filter((item) => item !== undefined)
}

function idsOf(users: readonly UserDescription[]): string[] {
  return users.map((user) => user.id)
}

function unitsFor(enabled: number) {
  return { enabled, warning: 0, suspended: 0, lockedOut: 0 }
}

function generatedCapacity(units: number): CapacityDescription {
  const line = (layer: 'Base' | 'Incremental', sku: typeof customerService, code: string, capacityMB: number) => ({
    layer,
    skuId: sku.skuId,
    servicePlanId: sku.servicePlans[0]?.id ?? sku.skuId,
    code,
    capacityMB,
    paid: { enabled: units, warning: 0, suspended: 0 },
  })
  return {
    licenseModelType: 'StorageDriven',
    meters: (['Database', 'File', 'Log'] as const).map((kind) => ({
      kind,
      actualMB: 40_960,
      ratedMB: 20_480,
      overflow: [],
      lines: [
        line('Base', contactCenter, 'D365_CONTACT_CENTER_BASE', 10_240),
        line('Incremental', customerService, 'D365_CUSTOMER_SERVICE', units),
      ],
    })),
  }
}
