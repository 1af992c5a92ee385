/** The answers of `mcp`: those of the commands, made of the newest run at each call, and shown as they may be shown. */
import { storedCapacity } from '../answers/capacity.ts'
import { storedExplanation } from '../answers/explain.ts'
import { storedAccess, storedFindings } from '../answers/findings.ts'
import { storedRights } from '../answers/rights.ts'
import type { Stored } from '../answers/stored.ts'
import { SeatledgerError } from '../errors.ts'
import { loadEdition, shippedEditionIds } from '../guide/load.ts'
import type { AssistantAnswers } from '../mcp/answers.ts'
import type { PlanDocument } from '../model/plan.ts'
import { pseudonymized } from '../pseudonyms/documents.ts'
import type { Kind } from '../pseudonyms/tokens.ts'
import type { Io } from './io.ts'
import { askedNow } from './now.ts'
import type { Product } from './product.ts'
import { plannedFor } from './serve-plan.ts'
import { withStored } from './stored.ts'

export function assistantAnswers(product: Product, io: Io): AssistantAnswers {
  const asked = () => askedNow(product, io)
  const shown = <T extends object>(document: T): T =>
    product.pseudonyms === undefined ? document : pseudonymized(document, product.pseudonyms.names)
  /** Whoever saw a token may ask by it; what names nothing comes back in a sentence. */
  const meant = <V extends string | undefined>(kind: Kind, value: V): V | string => {
    const names = product.pseudonyms?.names
    if (names === undefined || value === undefined) return value
    const named = names.meant(value)
    names.learn(kind, named)
    return named
  }
  const of = async <T extends object>(act: (stored: Stored) => Promise<T>): Promise<T> =>
    shown(await withStored(product, act))
  return {
    editions: shippedEditionIds(),
    capacity: async ({ edition, compare }) =>
      of(async (stored) => {
        const by = edition === undefined ? asked() : { ...asked(), edition: loadEdition(edition) }
        return storedCapacity(stored, by, compare === undefined ? undefined : loadEdition(compare))
      }),
    findings: async (filter) => {
      const user = meant('person', filter.user)
      const environment = meant('environment', filter.environment)
      return of(async (stored) => storedFindings(stored, asked(), { ...filter, user, environment }))
    },
    access: async ({ table, environment }) => {
      const filter = { table, environment: meant('environment', environment), by: 'role' } as const
      return of(async (stored) => storedAccess(stored, asked(), filter))
    },
    explanation: async (id) => of(async (stored) => storedExplanation(id, stored, asked())),
    rights: async (user) => of(async (stored) => storedRights(meant('person', user), stored, asked())),
    plan: async (wanted) => shown(await planned(wanted, product, io)),
  }
}

/** A plan for people who are named rests on no run. */
async function planned(
  wanted: Parameters<AssistantAnswers['plan']>[0],
  product: Product,
  io: Io,
): Promise<PlanDocument> {
  const parts = { asked: askedNow(product, io), pseudonyms: product.pseudonyms }
  let isStored = false
  try {
    return await withStored(product, async (stored) => {
      isStored = true
      return plannedFor(wanted, { ...parts, stored })
    })
  } catch (error) {
    if (isStored || !(error instanceof SeatledgerError) || error.code !== 'no-sync') throw error
    return plannedFor(wanted, { ...parts, stored: null })
  }
}
