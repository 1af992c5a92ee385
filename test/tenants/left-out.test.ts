/** An environment that the operator leaves out after a whole sync: one row of coverage, no request, nothing cleared, and nobody idle for lack of it. */
import { expect, test } from 'vitest'
import { FindingsDocument, SyncDocument } from '../../src/model/documents.ts'
import { afterSync } from './after-sync.ts'

const service = 'a4dbda3b-3306-5448-abea-2e163c4cca47'
const synced = afterSync('fabrikam')

test('is listed once, asked nothing, and keeps its findings open and stale', async () => {
  const { ask, env, cloud, clock } = await synced()
  const { document: before } = await ask(FindingsDocument, 'findings')
  clock.advance(3_600_000)
  env['SEATLEDGER_ENVIRONMENTS'] = 'all,-Fabrikam Service'

  const { document: cut } = await ask(SyncDocument, 'sync')
  const { document: after, exitCode } = await ask(FindingsDocument, 'findings', '--fail-on', 'never')

  expect(cut.coverage.filter(({ environment }) => environment?.id === service)).toEqual([
    {
      source: 'dataverse/security',
      environment: { id: service, name: 'Fabrikam Service' },
      state: 'not-assessed',
      required: false,
      reason: 'left out by the operator',
      fix: null,
    },
  ])
  expect(cloud.counts().environments[service] ?? 0).toBe(0)
  // Its storage is a figure of the tenant, and comes with the list of environments.
  const others = cloud.requests().filter(({ api }) => api !== 'bap')
  expect(others.filter(({ target }) => target.includes(service))).toEqual([])
  expect(cut.findings).toMatchObject({ new: 0, resolved: 0 })
  expect(exitCode).toBe(0)
  expect(after.findings.map(({ id, severity }) => [id, severity])).toEqual(
    before.findings.map(({ id, severity }) => [id, severity]),
  )
  const ofService = after.findings.filter(({ environment }) => environment?.id === service)
  expect(ofService.filter(({ stale }) => !stale)).toEqual([])
  expect(ofService.length).toBeGreaterThan(20)
})
