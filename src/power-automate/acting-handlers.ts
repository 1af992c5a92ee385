/** The operations with a body: a plan, a waiver, a run, a subscription and its end. */
import type { PlanDocument } from '../model/plan.ts'
import { SeatPlan, Subscription } from './answers.ts'
import { ok, type Handler } from './call.ts'
import { findingRow } from './finding-row.ts'
import { known, lines } from './known.ts'
import { poolRow } from './pool-row.ts'
import * as requests from './requests.ts'
import { runRow } from './run-row.ts'
import type { ConnectorSources, SubscriptionState } from './sources.ts'

type Acting = 'PlanSeats' | 'WaiveFinding' | 'StartSync' | 'WhenAFindingOpens' | 'DeleteSubscription'

export function actingHandlers(sources: ConnectorSources): Readonly<Record<Acting, Handler>> {
  const asked = (query: unknown) => sources.tenant(requests.TenantQuery.parse(query).tenantId)
  return {
    PlanSeats: async ({ query, body }) => {
      const plan = await asked(query).answers.plan(requests.PlanBody.parse(body ?? {}))
      return ok(seatPlan(plan))
    },
    WaiveFinding: async ({ path, query, body, caller }) => {
      const { findingId } = requests.FindingPath.parse(path)
      const { reason, until } = requests.WaiverBody.parse(body)
      const { finding } = await asked(query).answers.waive(findingId, { reason, until, by: caller })
      return ok(findingRow(finding))
    },
    StartSync: async ({ query, body, url }) => {
      const run = runRow(await sources.startRun(asked(query).tenantId, requests.RunBody.parse(body ?? {})))
      return { status: 202, headers: { location: below(url, run.runId) }, body: run }
    },
    WhenAFindingOpens: async ({ query, body, url }) => {
      const made = await sources.subscribe(asked(query).tenantId, requests.SubscriptionBody.parse(body))
      return { status: 201, headers: { location: below(url, made.id) }, body: subscription(made) }
    },
    DeleteSubscription: async ({ path }) => {
      const { subscriptionId } = requests.SubscriptionPath.parse(path)
      return ok(subscription(await sources.unsubscribe(subscriptionId)))
    },
  }
}

function below({ origin, pathname }: { readonly origin: string; readonly pathname: string }, id: string): string {
  return `${origin}${pathname}/${encodeURIComponent(id)}`
}

function subscription({ id, severity, createdAt }: SubscriptionState): Subscription {
  return { id, severity, createdAt }
}

function seatPlan({ monthly, purchases, pools, reused, why }: PlanDocument): SeatPlan {
  return known(SeatPlan, {
    monthly,
    value: purchases,
    pools: pools.map(poolRow),
    reused: lines(reused.map(({ skuId, count, from }) => `${count} of ${skuId}, ${from}`)),
    why: lines(why) ?? '',
  })
}
