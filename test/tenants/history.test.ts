/** Findings over several syncs: what could not be looked at stays open, a whole look resolves, and nobody sees half a run. */
import { execFile } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import { EvaluationDocument, FindingsDocument, SyncDocument } from '../../src/model/documents.ts'
import { openCommandLine } from './command-line.ts'

const hourMs = 3_600_000
const service = 'a4dbda3b-3306-5448-abea-2e163c4cca47'
const clerk = 'clerk.direct@fabrikam.example'

const timesOf = ({ findings }: FindingsDocument, environmentId: string) =>
  findings
    .filter(({ environment }) => environment?.id === environmentId)
    .map(({ id, status, stale, firstSeen, lastSeen }) => ({ id, status, stale, firstSeen, lastSeen }))

/** Takes every direct role from the clerk in the environment. */
function withoutRoles(tenant: TenantDescription): TenantDescription {
  const environments = tenant.environments.map((environment) => {
    const { dataverse } = environment
    if (environment.id !== service || dataverse === null) return environment
    const users = dataverse.users.map((user) => (user.domainName === clerk ? { ...user, roles: [] } : user))
    return { ...environment, dataverse: { ...dataverse, users } }
  })
  return { ...tenant, environments }
}

/** Allocations come from the admin API, which still answers for an environment whose Dataverse does not. */
const isSeenAgain = (id: string): boolean => id.startsWith('sessions-and-messages-')

describe('an environment that is forbidden in a second sync', () => {
  test('keeps its findings open and stale, until a whole look resolves those that ended', async () => {
    const { ask, cloud, clock } = openCommandLine(loadTenant('fabrikam'))

    const first = await ask(SyncDocument, 'sync')
    const before = await ask(FindingsDocument, 'findings')
    clock.advance(hourMs)
    cloud.forbid(service)
    cloud.update(withoutRoles)
    const second = await ask(SyncDocument, 'sync')
    const meanwhile = await ask(FindingsDocument, 'findings')
    const codes: number[] = []
    for (const name of ['Fabrikam Service', 'Fabrikam Sandbox']) {
      codes.push((await ask(FindingsDocument, 'access', '--environment', name, '--fail-on', 'never')).exitCode)
    }

    const [security, ...skipped] = second.document.coverage.filter(({ state }) => state !== 'complete')
    expect(skipped.map(({ source, environment, required }) => [source, environment?.id, required])).toEqual(
      ['usage', 'dual-write', 'telephony', 'apps'].map((source) => [`dataverse/${source}`, service, false]),
    )
    expect([security]).toEqual([
      {
        source: 'dataverse/security',
        environment: { id: service, name: 'Fabrikam Service' },
        state: 'not-assessed',
        required: true,
        reason: 'GET /api/data/v9.2/EntityDefinitions: 403 0x80072560',
        fix: `make the application an application user that may read: pac admin assign-user --environment ${service} --user <client id> --role "Service Reader" --application-user`,
      },
    ])
    expect([first.exitCode, second.exitCode]).toEqual([2, 2])
    // Only what bears on what is shown: the other environment was read whole.
    expect(codes).toEqual([3, 0])
    expect(second.document.findings).toEqual({ ...first.document.findings, new: 0, resolved: 0 })
    const firstTimes = timesOf(before.document, service)
    expect(firstTimes).toHaveLength(20 + 2 + 3 + 4 + 3 + 1)
    expect(timesOf(meanwhile.document, service)).toEqual(
      firstTimes.map((times) =>
        isSeenAgain(times.id) ? { ...times, lastSeen: second.document.startedAt } : { ...times, stale: true },
      ),
    )
    const others = meanwhile.document.findings.filter(({ environment }) => environment?.id !== service)
    // Rules of the tenant that ask every environment in scope: they have seen only a part.
    const partial = others.filter(({ stale }) => stale)
    expect(new Set(partial.map(({ rule, lastSeen }) => `${rule} ${lastSeen}`))).toEqual(
      new Set([`seat-idle ${first.document.startedAt}`, `voice-without-telephony ${first.document.startedAt}`]),
    )
    expect(new Set(others.filter(({ stale }) => !stale).map(({ lastSeen }) => lastSeen))).toEqual(
      new Set([second.document.startedAt]),
    )

    clock.advance(hourMs)
    cloud.allow(service)
    const third = await ask(SyncDocument, 'sync')
    const after = await ask(FindingsDocument, 'findings')
    const all = await ask(FindingsDocument, 'findings', '--status', 'all')
    const resolved = await ask(FindingsDocument, 'findings', '--status', 'resolved')

    expect(third.document.findings).toMatchObject({ new: 0, resolved: 1 })
    expect(timesOf(after.document, service)).toHaveLength(firstTimes.length - 1)
    expect(new Set(after.document.findings.map(({ stale, lastSeen }) => `${stale} ${lastSeen}`))).toEqual(
      new Set([`false ${third.document.startedAt}`]),
    )
    expect(resolved.exitCode).toBe(0)
    expect(resolved.document.findings).toEqual([
      expect.objectContaining({
        status: 'resolved',
        stale: false,
        subject: expect.objectContaining({ upn: clerk }),
        firstSeen: first.document.startedAt,
        lastSeen: first.document.startedAt,
        resolvedAt: third.document.startedAt,
      }),
    ])
    expect(all.document.findings).toHaveLength(before.document.findings.length)
  })

  test('is found again with its old firstSeen where it comes back', async () => {
    const { ask, cloud, clock } = openCommandLine(loadTenant('fabrikam'))
    const { document: first } = await ask(SyncDocument, 'sync')
    clock.advance(hourMs)
    cloud.update(withoutRoles)
    await ask(SyncDocument, 'sync')
    clock.advance(hourMs)
    cloud.update(() => loadTenant('fabrikam'))

    const { document: third } = await ask(SyncDocument, 'sync')
    const { document } = await ask(FindingsDocument, 'access', '--user', clerk)

    expect(third.findings).toMatchObject({ new: 1, resolved: 0 })
    expect(document.findings).toEqual([
      expect.objectContaining({
        status: 'open',
        firstSeen: first.startedAt,
        lastSeen: third.startedAt,
        resolvedAt: null,
      }),
    ])
  })
})

describe('evaluate', () => {
  test('gives the same findings, with no request, after a whole sync, a cut one and a resolving one', async () => {
    const { ask, cloud, clock, files } = openCommandLine(loadTenant('fabrikam'))
    const changes = [
      () => undefined,
      () => cloud.forbid(service),
      () => {
        cloud.allow(service)
        cloud.update(withoutRoles)
      },
    ]

    for (const change of changes) {
      change()
      clock.advance(hourMs)
      const { document: synced } = await ask(SyncDocument, 'sync')
      const stored = files()
      cloud.resetCounts()
      const { document: listed, exitCode } = await ask(FindingsDocument, 'findings')
      const judged = await ask(EvaluationDocument, 'evaluate')

      expect(judged.document.findings).toEqual(listed.findings)
      expect(judged.document.rules).toEqual(listed.rules)
      expect(judged.document.pools).toEqual(synced.pools)
      expect(judged.document.seats).toEqual(synced.seats)
      expect(judged.exitCode).toBe(exitCode)
      expect(cloud.requests()).toEqual([])
      expect(files()).toEqual(stored)
    }
  })

  test('--save keeps what it found as the findings of the store, still the same', async () => {
    const { ask } = openCommandLine(loadTenant('fabrikam'))
    await ask(SyncDocument, 'sync')
    const before = await ask(FindingsDocument, 'findings', '--status', 'all')

    await ask(EvaluationDocument, 'evaluate', '--save')
    const after = await ask(FindingsDocument, 'findings', '--status', 'all')

    expect(after.document).toEqual(before.document)
  })
})

describe('a reader in a second process', () => {
  const entry = fileURLToPath(new URL('../../src/cli/entry.ts', import.meta.url))

  /** `findings --json` in a process of its own. */
  async function readElsewhere(env: Readonly<Record<string, string>>, storePath: string): Promise<FindingsDocument> {
    const child = promisify(execFile)(process.execPath, [entry, 'findings', '--fail-on', 'never', '--json'], {
      env: { ...env, HOME: dirname(storePath) },
      cwd: dirname(storePath),
    })
    return FindingsDocument.parse(JSON.parse((await child).stdout))
  }

  test('sees the old run until the new one is whole', async () => {
    let hold: Promise<void> | null = null
    const reached = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const { ask, cloud, clock, env, storePath, files } = openCommandLine(loadTenant('fabrikam'), {
      onRequest: async ({ url }) => {
        if (hold === null || !url.pathname.startsWith('/api/data/')) return
        reached.resolve()
        await hold
      },
    })
    const first = await ask(SyncDocument, 'sync')
    clock.advance(hourMs)
    cloud.update(withoutRoles)

    hold = release.promise
    const running = ask(SyncDocument, 'sync')
    await reached.promise
    const during = await readElsewhere(env, storePath)
    const filesDuring = Object.keys(files())
    release.resolve()
    const second = await running
    const after = await readElsewhere(env, storePath)

    expect(during.runId).toBe(first.document.runId)
    expect(during.findings).toHaveLength(56)
    expect(filesDuring).toEqual([
      'seatledger.db',
      'seatledger.db-shm',
      'seatledger.db-wal',
      expect.stringContaining('seatledger.db.lock-'),
      expect.stringContaining('seatledger.db.staging-'),
      expect.stringMatching(/^seatledger\.db\.staging-.*-wal$/),
    ])
    expect(after.runId).toBe(second.document.runId)
    expect(after.findings).toHaveLength(55)
    expect(Object.keys(files())).toEqual(['seatledger.db'])
  })
})
