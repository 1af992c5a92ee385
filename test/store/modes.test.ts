/** Who may read what we write: its owner alone, whatever the umask; and a store that others can read is said, and works. */
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { storeModeFix } from '../../src/cli/store-mode.ts'
import { SqliteStore } from '../../src/store/sqlite.ts'
import { installProduct } from '../cli/practice-product.ts'
import { finding, practiceWaiver, putPeople, runRecord, stageOf, storeRun } from './practice-run.ts'

const modeOf = (path: string): number => statSync(path).mode & 0o777

/** Modes of all that lies in a folder. */
const modesIn = (folder: string): Record<string, number> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, modeOf(join(folder, name))]))

describe.skipIf(process.platform === 'win32')('files and folders', () => {
  test.each([0o000, 0o022, 0o077])('are their owner’s alone under the umask %o', async (mask) => {
    const folder = mkdtempSync(join(tmpdir(), 'seatledger-modes-'))
    const before = process.umask(mask)
    onTestFinished(() => {
      process.umask(before)
      rmSync(folder, { recursive: true, force: true })
    })
    const state = join(folder, 'state', 'seatledger')
    const store = new SqliteStore(join(state, 'store.db'))
    const staging = store.stage(stageOf('run-1'))
    putPeople(staging, ['ann'])

    const staged = modesIn(state)
    await staging.commit(runRecord('run-1'), [finding('f-1')])
    const waived = await store.waive('contoso', 'f-1', practiceWaiver)
    const written = modesIn(state)
    await store.close()

    expect(Object.keys(staged).length).toBeGreaterThan(1)
    expect(new Set(Object.values(staged))).toEqual(new Set([0o600]))
    expect(waived).not.toBeNull()
    expect(Object.keys(written)).toEqual(expect.arrayContaining(['store.db', 'store.db-shm', 'store.db-wal']))
    expect(new Set(Object.values(written))).toEqual(new Set([0o600]))
    expect([modeOf(state), modeOf(join(folder, 'state'))]).toEqual([0o700, 0o700])
    expect(modesIn(state)).toEqual({ 'store.db': 0o600 })
  })

  test('a store that others can read is said once, with the command that mends it, and works', async () => {
    const product = installProduct(loadTenant('contoso'))
    const store = new SqliteStore(product.storePath)
    await storeRun(store, runRecord('run-1', { tenantId: loadTenant('contoso').id }))
    await store.close()
    chmodSync(product.storePath, 0o644)

    const { exitCode, stdout, stderr } = await product.run(['findings', '--json'])

    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'seatledger.findings/1' })
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(stderr)).toMatchObject({
      level: 'warn',
      event: 'store-open-to-others',
      path: product.storePath,
      fix: `chmod 600 ${product.storePath}`,
    })
    expect(modeOf(product.storePath)).toBe(0o644)

    chmodSync(product.storePath, 0o600)
    expect((await product.run(['findings'])).stderr).toBe('')
  })

  test('the command that mends it takes any path, and nothing is said of what is no file', () => {
    const folder = mkdtempSync(join(tmpdir(), "seatledger modes' $(x)-"))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))

    expect(storeModeFix(join(folder, 'store.db'))).toBeNull()
    expect(storeModeFix(folder)).toBeNull()
    expect(storeModeFix(':memory:')).toBeNull()
    const path = join(folder, 'store.db')
    writeFileSync(path, '', { mode: 0o644 })
    chmodSync(path, 0o644)
    expect(storeModeFix(path)).toBe(`chmod 600 '${path.replace("'", "'\\''")}'`)
    expect(storeModeFix(path, 'win32')).toBeNull()
  })
})
