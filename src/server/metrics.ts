/** Metrics in Prometheus' format: of the process, of HTTP, of runs and their requests, and of what the last run found. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from './app.ts'
import type { Figures, Service } from './service.ts'

/** What a run tells the metrics. */
export interface RunMetrics {
  request(sent: { readonly api: string; readonly status: number | null; readonly attempt: number }): void
  ended(end: {
    readonly outcome: 'stored' | 'failed' | 'stopped'
    readonly exitCode: number
    readonly durationMs: number
  }): void
}

export interface Metrics extends RunMetrics {
  readonly contentType: string
  text(): Promise<string>
  /** From now on its answers count. */
  watch(app: App): void
}

export function createMetrics(service: Service, isSyncing: () => boolean): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const named = { registers, labelNames: ['api'] as const }
  const requests = new Counter({
    ...named,
    name: 'seatledger_tenant_requests_total',
    help: 'Requests sent to the tenant, tries included.',
  })
  const retries = new Counter({
    ...named,
    name: 'seatledger_tenant_retries_total',
    help: 'Tries beyond the first of a request.',
  })
  const throttles = new Counter({
    ...named,
    name: 'seatledger_tenant_throttles_total',
    help: 'Answers 429 of the tenant.',
  })
  const runs = new Counter({
    registers,
    name: 'seatledger_runs_total',
    help: 'Runs that ended, by what came of them.',
    labelNames: ['outcome', 'exit_code'] as const,
  })
  const durations = new Histogram({
    registers,
    name: 'seatledger_run_duration_seconds',
    help: 'How long runs took.',
    labelNames: ['outcome'] as const,
    buckets: [1, 5, 15, 60, 300, 900, 1800, 3600, 7200, 10_800],
  })
  const look = addTenantGauges(registry, service, isSyncing)
  return {
    contentType: registry.contentType,
    async text() {
      await look()
      return registry.metrics()
    },
    request({ api, status, attempt }) {
      requests.inc({ api })
      if (attempt > 1) retries.inc({ api })
      if (status === 429) throttles.inc({ api })
    },
    ended({ outcome, exitCode, durationMs }) {
      runs.inc({ outcome, exit_code: String(exitCode) })
      durations.observe({ outcome }, durationMs / 1000)
    },
    ...addHttp(registry),
  }
}

/** By the pattern of the route, for addresses hold ids and names. */
function addHttp(registry: Registry): { watch: (app: App) => void } {
  const served = new Histogram({
    registers: [registry],
    name: 'seatledger_http_request_duration_seconds',
    help: 'How long answers took, by route and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  })
  return {
    watch(app) {
      app.addHook('onResponse', async (request, reply) => {
        const route = request.routeOptions.url ?? 'none'
        served.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
      })
    },
  }
}

/** What it gives looks at them, when they are asked for; a figure that is not known is left out. */
function addTenantGauges(registry: Registry, service: Service, isSyncing: () => boolean): () => Promise<void> {
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Gauge<L | 'tenant'>({
      registers: [registry],
      name: `seatledger_${name}`,
      help,
      labelNames: ['tenant', ...labelNames],
    })
  const age = gauge('data_age_seconds', 'Age of the data: since the last stored run began.', [])
  const incomplete = gauge('data_incomplete', '1 where a required source of the last run could not be read whole.', [])
  const findings = gauge('findings', 'Open findings of the last run.', ['severity'])
  const total = gauge('pool_total', 'What may be used of a pool, in its unit.', ['pool'])
  const consumed = gauge('pool_consumed', 'What is used of a pool, in its unit.', ['pool'])
  const ratio = gauge('pool_ratio', 'Used part of a pool: above 1 it is over.', ['pool'])
  const set = (tenant: string, figures: Figures): void => {
    age.set({ tenant }, figures.ageSeconds)
    incomplete.set({ tenant }, figures.incomplete ? 1 : 0)
    for (const [severity, count] of Object.entries(figures.findings)) findings.set({ tenant, severity }, count)
    for (const one of figures.pools) {
      const { pool } = one
      if (one.total !== null) total.set({ tenant, pool }, one.total)
      if (one.consumed !== null) consumed.set({ tenant, pool }, one.consumed)
      if (one.total !== null && one.total > 0 && one.consumed !== null)
        ratio.set({ tenant, pool }, one.consumed / one.total)
    }
  }
  const syncing = new Gauge({ registers: [registry], name: 'seatledger_syncing', help: '1 while a run goes on.' })
  return async () => {
    syncing.set(isSyncing() ? 1 : 0)
    for (const one of [age, incomplete, findings, total, consumed, ratio]) one.reset()
    for (const tenant of service.tenants()) {
      const figures = await tenant.figures()
      if (figures !== null) set(figures.tenantId, figures)
    }
  }
}
