/** The document of `seats`: purchased, assigned, counted, idle, duplicate and moved, by plan or by person. */
import { readTenantFacts } from '../access/read-tenant-facts.ts'
import type { HolderParts } from '../documents/seat-holders.ts'
import { seatsDocument } from '../documents/seats.ts'
import { readHolderFacts } from '../facts/read-seat-facts.ts'
import { leftOutOf } from '../findings/missing-needs.ts'
import { ruleOutcomes } from '../findings/outcomes.ts'
import { applyWaivers } from '../findings/waivers.ts'
import { kindOf } from '../guide/sku-catalogue.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { Finding } from '../model/finding.ts'
import type { Environment } from '../model/environment.ts'
import type { Seat } from '../model/pool.ts'
import { listPrices } from '../seats/list-price.ts'
import { isTrialIn } from '../seats/quantities.ts'
import { SeatUse } from '../seats/use.ts'
import type { SeatsDocument } from '../model/documents.ts'
import { deriveFigures } from './figures.ts'
import type { Asked, Guided } from './guided.ts'
import { holderSources, seatSources, storedHead } from './heads.ts'
import { listsOf } from './judge.ts'
import { readPoolBackground } from './pool-background.ts'
import type { Stored } from './stored.ts'
import { listedWaivers } from './stored-findings.ts'

export async function storedSeats(stored: Stored, asked: Asked, by: 'plan' | 'user'): Promise<SeatsDocument> {
  const { run, snapshot, store } = stored
  const isByUser = by === 'user'
  const background = await readPoolBackground(store, run.tenantId, run.startedAt)
  const figures = await deriveFigures(snapshot, asked, { asOf: run.startedAt, background })
  const { since } = await store.ledger(run.tenantId)
  return seatsDocument({
    ...figures,
    head: storedHead(run, asked, { sources: isByUser ? holderSources : seatSources }),
    use: readUse(stored, asked),
    historySince: since,
    holders: isByUser ? await readHolders(snapshot, figures.seats, asked) : undefined,
  })
}

/** By the findings about the tenant itself, without those of its environments, as they stand now: one after another, for they may be many. */
function readUse({ run, store }: Stored, { config, now }: Asked): SeatUse {
  const listed = listedWaivers(config)
  function* findings(): Generator<Finding> {
    const ids = store.findingOrder({ tenantId: run.tenantId, ruleOrder: [], environmentId: '' })
    for (const finding of store.eachFinding(run.tenantId, ids)) yield* applyWaivers([finding], listed, now)
  }
  // What a rule needs and lacks does not depend on what was found.
  return new SeatUse(findings(), ruleOutcomes([], run.statuses, run.ruleRuns), run.ruleRuns)
}

async function readHolders(snapshot: Snapshot, held: readonly Seat[], product: Guided): Promise<HolderParts> {
  const { config, data, edition } = product
  const tenant = await readTenantFacts(snapshot, listsOf(product))
  const isTrialSku = (skuId: string): boolean => kindOf(skuId, data.catalogue) === 'trial'
  return {
    facts: await readHolderFacts(snapshot, held, tenant, await environmentsInScope(snapshot)),
    scales: {
      edition,
      prices: listPrices(edition, config.prices),
      isTrial: isTrialIn({ seats: held, isTrialSku }),
    },
  }
}

async function environmentsInScope(snapshot: Snapshot): Promise<Environment[]> {
  const leftOut = new Set(leftOutOf(snapshot.statuses()).map(({ id }) => id))
  const environments = new Map<string, Environment>()
  for await (const environment of snapshot.rows('environments', null)) {
    if (environment.dataverse !== null && !leftOut.has(environment.id)) environments.set(environment.id, environment)
  }
  return [...environments.values()]
}
