/** Writes that happened in a random tenant, and how far each environment audits them: thrown apart, so that the tenant stays what it was. */
import type { DataverseDescription } from '../../mocks/tenant.ts'
import type { UseDescription } from '../../mocks/tenant-usage.ts'
import { createDice, type Dice } from './dice.ts'
import type { RandomCase } from './random-tenant.ts'

const dayMs = 86_400_000

/** The same tenant with writes before `now` (ms), inside and outside of 90 days. */
export function withUses(random: RandomCase, now: number): RandomCase {
  const dice = createDice(random.seed + 1_000_000)
  const environments = random.tenant.environments.map((environment) => {
    const { dataverse } = environment
    return dataverse === null ? environment : { ...environment, dataverse: used(dice, dataverse, now) }
  })
  return { ...random, tenant: { ...random.tenant, environments } }
}

function used(dice: Dice, dataverse: DataverseDescription, now: number): DataverseDescription {
  const users = dataverse.users.filter((user) => user.accessMode === 0)
  const tables = [...dataverse.tables, ...dataverse.tables.filter((table) => table === 'incident')]
  const uses = Array.from({ length: users.length === 0 || tables.length === 0 ? 0 : dice.between(5, 40) }, () =>
    randomUse(dice, { user: dice.pick(users).id, table: dice.pick(tables), now }),
  )
  return { ...dataverse, uses, audit: randomAudit(dice, dataverse.tables) }
}

function randomUse(dice: Dice, about: { user: string; table: string; now: number }): UseDescription {
  const days = dice.chance(0.85) ? dice.between(1, 85) : dice.between(95, 200)
  const at = new Date(Math.floor((about.now - days * dayMs) / 1000) * 1000).toISOString()
  return {
    user: about.user,
    table: about.table,
    operation: dice.pick(['create', 'update', 'delete'] as const),
    at: at.replace('.000Z', 'Z'),
    times: dice.between(1, 3),
  }
}

function randomAudit(dice: Dice, tables: readonly string[]): NonNullable<DataverseDescription['audit']> {
  return {
    on: dice.chance(0.85),
    readable: dice.chance(0.7),
    ...(dice.chance(0.3) ? { tables: dice.some(tables, 0.6) } : {}),
  }
}
