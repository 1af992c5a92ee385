/** Collects a practice tenant over the wire into a store in memory, as the command line would. */
import { createConnectors } from '../../connectors/index.ts'
import { openConnection } from '../../connectors/connection.ts'
import { createCloud, type CloudOptions, type ControlledCloud } from '../../mocks/cloud.ts'
import { installCloud } from '../../mocks/nock.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import type { WireRequest } from '../../mocks/wire.ts'
import { presets } from '../../src/clouds.ts'
import type { SourceStatus } from '../../src/model/coverage.ts'
import type { Snapshot } from '../../src/model/dataset.ts'
import { SqliteStore } from '../../src/store/sqlite.ts'
import type { Staging } from '../../src/store/store.ts'
import { collect, type CollectOptions } from '../../src/sync/collect.ts'
import { testClock } from '../connectors/fixture.ts'
import { origins } from '../mocks/cloud-client.ts'

export interface Collected {
  readonly statuses: SourceStatus[]
  readonly snapshot: Snapshot
  readonly staging: Staging
}

export interface Practice {
  readonly cloud: ControlledCloud
  readonly store: SqliteStore
  /** Collects into a staging of its own each time it is called. */
  readonly collect: (about?: Partial<CollectOptions>) => Promise<Collected>
  readonly close: () => Promise<void>
}

export interface PracticeOptions extends CloudOptions {
  /** Called before each request is answered. */
  readonly onRequest?: (request: WireRequest, cloud: ControlledCloud) => void
}

/** What a practice sync wants to know: all environments, four tables, every SKU. */
export const practiceQuestions = {
  scope: { include: 'all', exclude: [] },
  tables: ['incident', 'msdyn_workorder', 'goal', 'entitlement'],
  rolesOfInterest: () => new Set<string>(),
  formerHolders: () => [],
  auditFrom: '2026-10-25T08:00:00Z',
  evidence: null,
  relevantSkuIds: (skus) => skus.map(({ skuId }) => skuId),
} as const satisfies Partial<CollectOptions>

/** To be called inside a test: the wire is this tenant's until the test ends. */
export function installPractice(tenant: TenantDescription, options: PracticeOptions = {}): Practice {
  const cloud = createCloud(tenant, origins, options)
  installCloud({
    ...cloud,
    handle: async (request) => {
      options.onRequest?.(request, cloud)
      return cloud.handle(request)
    },
  })
  const [app] = tenant.apps
  const clock = testClock()
  const connection = openConnection(
    {
      cloud: presets.public,
      tenantId: tenant.id,
      clientId: app?.clientId ?? '',
      credential: { kind: 'client-secret', secret: () => app?.secret ?? '' },
      budgetMs: 600_000,
      proxy: { httpsProxy: null, noProxy: null },
    },
    { clock },
  )
  const store = new SqliteStore(':memory:')
  const stagings: Staging[] = []
  return {
    cloud,
    store,
    async collect(about = {}) {
      const run = {
        id: `run-${stagings.length + 1}`,
        tenantId: tenant.id,
        startedAt: new Date(clock.now()).toISOString(),
      }
      const staging = store.stage({ run, likeness: '', notBefore: run.startedAt })
      stagings.push(staging)
      const statuses = await collect({
        run,
        connectors: createConnectors(connection.transport, presets.public),
        staging,
        ...practiceQuestions,
        clock,
        progress: () => undefined,
        signal: new AbortController().signal,
        ...about,
      })
      return { statuses, staging, snapshot: staging.snapshot({ ...run, statuses }) }
    },
    async close() {
      for (const staging of stagings) await staging.discard()
      connection.close()
      await store.close()
    },
  }
}
