/** The four practice tenants, over the wire into SQLite in memory: what each lets a sync see. */
import { afterEach, describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { SeatledgerError } from '../../src/errors.ts'
import type { SourceStatus } from '../../src/model/coverage.ts'
import { rowsBySource } from '../../src/sync/progress.ts'
import { runRecord } from '../store/practice-run.ts'
import { installPractice, type Practice, type PracticeOptions } from './practice-cloud.ts'

let practice: Practice
afterEach(async () => {
  await practice.close()
})

function install(name: string, options: PracticeOptions = {}): Practice {
  practice = installPractice(loadTenant(name), options)
  return practice
}

/** What is not even asked of an environment whose security data could not be read. */
const ofClosed = ['dataverse/usage', 'dataverse/dual-write', 'dataverse/telephony', 'dataverse/apps']

function incomplete(statuses: readonly SourceStatus[]) {
  return statuses
    .filter(({ state }) => state !== 'complete')
    .map(({ source, environment, state }) => [source, environment?.name ?? null, state])
}

describe('contoso', () => {
  test('is read whole and stored whole', async () => {
    const { collect, store, cloud } = install('contoso')

    const { statuses, staging } = await collect()
    const run = runRecord('run-1', { tenantId: cloud.tenant().id, statuses })
    await staging.commit(run, [])

    expect(incomplete(statuses)).toEqual([])
    expect(await store.latestRun(run.tenantId)).toEqual(run)
    const users = await Array.fromAsync(store.snapshot(run).rows('people', null))
    expect(new Set(users.map(({ id }) => id)).size).toBeGreaterThanOrEqual(cloud.tenant().users.length)
    expect(rowsBySource(statuses)['power-platform/environments']).toBe(cloud.tenant().environments.length)
  })

  test('a page chain that the service loses in the middle is read again from the first page', async () => {
    let losses = 0
    const { collect } = install('contoso', {
      mostRows: { graph: 2 },
      onRequest: ({ url }, cloud) => {
        const isLaterPage = url.pathname === '/v1.0/users' && url.searchParams.has('$skiptoken')
        if (!isLaterPage || losses > 0) return
        losses += 1
        // A changed description breaks the page chains that are open.
        cloud.update((tenant) => tenant)
      },
    })

    const broken = await collect()
    const whole = await collect()

    expect(losses).toBe(1)
    expect(incomplete(broken.statuses)).toEqual([])
    expect(rowsBySource(broken.statuses)).toEqual(rowsBySource(whole.statuses))
  })

  test('an environment that is forbidden later is not assessed, and the next collection reads it again', async () => {
    const { collect, cloud } = install('contoso')
    const closed = cloud.tenant().environments.find(({ dataverse }) => dataverse !== null)
    if (closed === undefined) throw new Error('contoso has no environment with Dataverse')

    cloud.forbid(closed.id)
    const forbidden = await collect()
    cloud.allow(closed.id)
    const allowed = await collect()

    expect(incomplete(forbidden.statuses)).toEqual(
      ['dataverse/security', ...ofClosed].map((source) => [source, closed.displayName, 'not-assessed']),
    )
    expect(incomplete(allowed.statuses)).toEqual([])
  })

  test('a stop in the middle ends the collection at once', async () => {
    const stop = new AbortController()
    const reason = new SeatledgerError('stopped', 'Stopped by SIGTERM.')
    const { collect, cloud } = install('contoso', {
      onRequest: ({ url }) => {
        if (url.pathname.startsWith('/api/data/')) stop.abort(reason)
      },
    })

    await expect(collect({ signal: stop.signal })).rejects.toBe(reason)
    expect(cloud.requests().some(({ target }) => target.includes('getByIds'))).toBe(false)
  })
})

describe('fabrikam', () => {
  test('is read whole; the environment without Dataverse has nothing to assess', async () => {
    const { statuses } = await install('fabrikam').collect()

    expect(incomplete(statuses)).toEqual([])
    const bare = statuses.filter(({ reason }) => reason === 'no Dataverse, nothing to assess')
    expect(bare.map(({ environment }) => environment?.name)).toEqual(['Fabrikam Apps'])
  })

  test('is judged on what the operator does not leave out', async () => {
    const { collect, cloud } = install('fabrikam')

    const { statuses } = await collect({ scope: { include: ['Fabrikam Service'], exclude: [] } })

    const security = statuses.filter(({ source }) => source === 'dataverse/security')
    expect(security.filter(({ required }) => required).map(({ environment }) => environment?.name)).toEqual([
      'Fabrikam Service',
    ])
    expect(security.filter(({ reason }) => reason === 'left out by the operator')).toHaveLength(security.length - 1)
    expect(Object.values(cloud.counts().environments).filter((count) => count > 0)).toHaveLength(1)
  })
})

describe('insufficient', () => {
  test('names each refused source, with the permission to grant', async () => {
    const { statuses } = await install('insufficient').collect()

    expect(incomplete(statuses)).toEqual([
      ['graph/subscriptions', null, 'not-assessed'],
      ['graph/groups', null, 'not-assessed'],
      ['graph/sign-ins', null, 'not-assessed'],
      ['power-platform/tenant-capacity', null, 'not-assessed'],
      ['power-platform/currencies', null, 'not-assessed'],
      ['dataverse/security', 'Northwind Finance', 'not-assessed'],
      ...ofClosed.map((source) => [source, 'Northwind Finance', 'not-assessed']),
    ])
    const refused = statuses.filter(({ state, source }) => state !== 'complete' && !ofClosed.includes(source))
    for (const { state, reason, fix } of refused) {
      expect([state, reason, fix]).toEqual([
        'not-assessed',
        expect.stringMatching(/^GET \/\S+: 403 /),
        expect.stringMatching(/grant|register|pac admin/),
      ])
    }
    const skipped = statuses.filter(({ state, source }) => state !== 'complete' && ofClosed.includes(source))
    expect(new Set(skipped.map(({ reason }) => reason))).toEqual(
      new Set(['not asked for: the security data of the environment could not be read']),
    )
  })
})

describe('inaccessible', () => {
  test('ends with the sentence of the sign-in, and nothing to store', async () => {
    const { collect, store, cloud } = install('inaccessible')

    await expect(collect()).rejects.toMatchObject({ name: 'AuthenticationError', code: 'authentication' })
    expect(await store.latestRun(cloud.tenant().id)).toBeNull()
  })
})
