/** The exceptions of the restricted-table rule by name, and a tally of the tenants in which each of them occurred. */

export const exceptions = [
  'case exception: create at any depth is no finding',
  'case exception: update or delete at Basic is no finding',
  'case exception: update or delete above Basic is one',
  'Team Members: Basic on incident is no finding',
  'Team Members: Basic on msdyn_workorder is no finding',
  'Team Members: above Basic is one',
  'goal with a Customer Service license grades info',
  'journey: one finding per environment',
  'journey: licensed by the tenant',
  'limited license: review',
  'license by SKU id (the SKU carries no plan of the family)',
  'license by a plan of a SKU that no list names',
  'license by a trial, and nothing else',
  'several assignments of one SKU: the union of their plans licenses',
  'license in assignedLicenses without a row',
  'row in state ActiveWithError licenses',
  'row in state Disabled or Error licenses nobody',
  'assignedLicenses shows what its only row denies: the row counts',
  'SKU in grace (Warning) licenses',
  'Suspended, LockedOut or Deleted SKU licenses nobody',
  'test or sandbox SKU licenses nobody',
  'free SKU licenses nobody',
  'every plan of the assignment off: licenses nobody',
  'the needed plan off: licenses nobody',
  'sku_only: a seeded plan gives no family',
  'only_in_skus: a plan of another SKU does not count',
  'not_in_skus: a Team Members plan does not count',
  'override: SKU brings a plan with its family',
  'override: SKU brings families',
  'override: ignored SKU has no family',
  'override: ignored SKU keeps its holder from being latent',
  'administrator directly',
  'administrator through a team only',
  'latent: disabled in Dataverse',
  'latent: disabled in Entra',
  'latent: no license at all',
  'latent: licenses, but none of them live',
  'a free SKU keeps its holder from being latent',
  'no Entra object: no id in Dataverse',
  'no Entra object: id that Entra does not know',
  'guest grades at most low',
  'guest whom the operator knows as not external: no cap',
  'shared account: not judged as a person',
  'nested only: table grades at most low',
  'nested beside direct: what comes by nesting grades at most low',
  'outside the security group, direct role: info',
  'outside the security group, team roles only: not listed',
  'inside the security group by nesting only',
  'group team of membership type 0: members and guests',
  'group team of membership type 1: members without guests',
  'group team of membership type 2: owners',
  'group team of membership type 3: guests',
  'group team of membership type 1: a guest is left out',
  'group team of membership type 2: a guest who owns is left out',
  'group team of membership type 3: a member is left out',
  'group team of a Microsoft 365 group',
  'group team of a deleted group gives nothing',
  'stored members of a group team are not believed',
  'group member without a row in Dataverse',
  'group member whose row is disabled',
  'group member whose row is not judged',
  'owner team gives the role',
  'default team of a business unit gives the role',
  'access team gives nothing',
  'access mode 1 is not listed',
  'access mode 2 is not listed',
  'access mode 3 is not listed',
  'access mode 4 goes to multiplexing',
  'access mode 5 is not listed',
  'application user goes to multiplexing',
  'soft-deleted in Dataverse: not listed',
  'azurestate not 0: not listed',
  'set-up or integration user: not listed',
  'platform user (managed type 1 or 2): not listed',
  'agentic user (managed type 3): not listed',
  'role copy of a business unit',
  'table that shares the privileges of another',
  'deleted layer of a role does not count',
  'second list: low',
  'second list off: not judged',
  'environment without Dataverse',
  'environment that could not be read',
] as const

export type Exception = (typeof exceptions)[number]

export type Note = (exception: Exception) => void

/** Counts in how many tenants each exception occurred. */
export class Tally {
  readonly #counts = new Map<Exception, number>()

  add(seen: ReadonlySet<Exception>): void {
    for (const exception of seen) this.#counts.set(exception, this.count(exception) + 1)
  }

  count(exception: Exception): number {
    return this.#counts.get(exception) ?? 0
  }

  rare(least: number): Exception[] {
    return exceptions.filter((exception) => this.count(exception) < least)
  }

  /** One line per exception: in how many tenants, and which. */
  table(): string {
    return exceptions.map((name) => `${String(this.count(name)).padStart(4)}  ${name}`).join('\n')
  }
}
