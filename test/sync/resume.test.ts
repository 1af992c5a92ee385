/** A sync that is cut off at any of its requests: what was read stays, what was not is read, and the run is the one that nobody disturbed. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openConnection } from '../../connectors/connection.ts'
import { createConnectors } from '../../connectors/index.ts'
import { createCloud } from '../../mocks/cloud.ts'
import { installCloud } from '../../mocks/nock.ts'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { WireRequest } from '../../mocks/wire.ts'
import { presets } from '../../src/clouds.ts'
import { datasets, type DatasetName } from '../../src/model/dataset.ts'
import { openStagedRun } from '../../src/store/staged-run.ts'
import { storedSnapshot } from '../../src/store/stored-snapshot.ts'
import { collect } from '../../src/sync/collect.ts'
import type { SourceProgress } from '../../src/sync/progress.ts'
import { SourceJournal } from '../../src/sync/source-journal.ts'
import { testClock } from '../connectors/fixture.ts'
import { origins } from '../mocks/cloud-client.ts'
import { practiceQuestions } from './practice-cloud.ts'

const tenant = loadTenant('fabrikam')
const run = { id: 'run-1', tenantId: tenant.id, startedAt: '2026-11-24T08:00:00.000Z' }

interface Attempt {
  /** Requests that the cloud has answered, sign-in left out. */
  readonly asked: readonly string[]
  /** How many of them never got an answer on this side. */
  readonly inFlight: number
  readonly progress: readonly SourceProgress[]
  /** Rows of every dataset and environment as text, sorted; null where it was cut off. */
  readonly rows: readonly string[] | null
}

function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-resume-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const clock = testClock()
  const cloud = createCloud(tenant, origins, { now: () => clock.now(), mostRows: { graph: 4, dataverse: 20 } })
  let onRequest: ((request: WireRequest) => void) | null = null
  installCloud({
    ...cloud,
    handle: async (request) => {
      const answer = await cloud.handle(request)
      if (request.url.origin !== origins.login) onRequest?.(request)
      return answer
    },
  })

  /** Collects until it is whole, or until the cloud has answered `cutAt` requests. */
  return async (path: string, cutAt: number): Promise<Attempt> => {
    const stop = new AbortController()
    const asked: string[] = []
    let answered = 0
    onRequest = ({ method, url, body }) => {
      asked.push(`${method} ${url.href} ${body}`)
      if (asked.length === cutAt) stop.abort(new Error('cut off'))
    }
    const request = { run, likeness: '', notBefore: run.startedAt }
    const { file } = openStagedRun(join(folder, path), request, () => false)
    const journal = new SourceJournal(file.readings)
    const connection = openConnection(settings(), {
      clock,
      signal: stop.signal,
      journal,
      onRequest: ({ api, status }) => {
        if (api !== 'sign-in' && status === 200) answered += 1
      },
    })
    const progress: SourceProgress[] = []
    const head = (statuses: Awaited<ReturnType<typeof collect>>) => storedSnapshot({ ...run, statuses }, file)
    try {
      const statuses = await collect({
        run,
        connectors: createConnectors(connection.transport, presets.public),
        staging: {
          put: (page) => file.put(page),
          drop: (part) => file.drop(part),
          snapshot: ({ statuses: known }) => head([...known]),
        },
        journal,
        ...practiceQuestions,
        evidence: { from: '2026-10-25T08:00:00.000Z', to: run.startedAt },
        clock,
        progress: (event) => progress.push(event),
        signal: stop.signal,
      })
      return { asked, inFlight: 0, progress, rows: await rowsOf(head(statuses)) }
    } catch (error) {
      if (!stop.signal.aborted) throw error
      return { asked, inFlight: asked.length - answered, progress, rows: null }
    } finally {
      connection.close()
      // What a kill does: the file stays as it is.
      file.close()
    }
  }
}

function settings() {
  const [app] = tenant.apps
  return {
    cloud: presets.public,
    tenantId: tenant.id,
    clientId: app?.clientId ?? '',
    credential: { kind: 'client-secret', secret: () => app?.secret ?? '' },
    budgetMs: 600_000,
    proxy: { httpsProxy: null, noProxy: null },
  } as const
}

function isDataset(name: string): name is DatasetName {
  return name in datasets
}

async function rowsOf(snapshot: ReturnType<typeof storedSnapshot>): Promise<string[]> {
  const rows: string[] = []
  for (const dataset of Object.keys(datasets).filter(isDataset)) {
    for (const environmentId of [null, ...tenant.environments.map(({ id }) => id)]) {
      for await (const row of snapshot.rows(dataset, environmentId)) {
        rows.push(JSON.stringify([dataset, environmentId, row]))
      }
    }
  }
  return rows.toSorted()
}

/** Sources by name and environment, of the events that `is` picks. */
function sourcesOf(progress: readonly SourceProgress[], is: (event: SourceProgress) => boolean): string[] {
  return progress.filter(is).map(({ source, environment, rows }) => `${source} ${environment?.id ?? ''} ${rows}`)
}

test('cut off at any request, it goes on where it was', async () => {
  const attempt = setUp()
  const undisturbed = await attempt('undisturbed', Infinity)
  const total = undisturbed.asked.length
  expect(undisturbed.rows?.length).toBeGreaterThan(200)
  expect(total).toBeGreaterThan(60)

  for (let cutAt = 1; cutAt < total; cutAt += 17) {
    const first = await attempt(`cut at ${cutAt}`, cutAt)
    const second = await attempt(`cut at ${cutAt}`, Infinity)

    expect(first.rows).toBeNull()
    expect(second.rows).toEqual(undisturbed.rows)
    const complete = sourcesOf(first.progress, ({ state }) => state === 'complete')
    expect(sourcesOf(second.progress, ({ isKept }) => isKept).toSorted()).toEqual(complete.toSorted())
    const repeated = second.asked.filter((request) => first.asked.includes(request))
    expect(repeated.length, `cut at ${cutAt}: ${repeated.join('\n')}`).toBeLessThanOrEqual(first.inFlight)
  }
}, 120_000)

test('cut off again and again, it loses nothing and asks hardly more than once', async () => {
  const attempt = setUp()
  const undisturbed = await attempt('undisturbed', Infinity)
  const asked: string[] = []
  let inFlight = 0
  let rows: readonly string[] | null = null
  for (let cuts = 0; rows === null && cuts < 100; cuts += 1) {
    const next = await attempt('cut often', 25)
    asked.push(...next.asked)
    inFlight += next.inFlight
    rows = next.rows
  }

  expect(rows).toEqual(undisturbed.rows)
  expect(asked.length).toBeLessThanOrEqual(undisturbed.asked.length + inFlight)
}, 60_000)
