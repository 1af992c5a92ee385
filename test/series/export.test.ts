/**
 * The acceptance line on exports: 100,000 findings in bounded memory. A store of fabrikam whose findings are multiplied, and
 * the product in a process of its own for each format, its peak memory measured.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { run } from '../../src/cli/main.ts'
import { systemClock } from '../../src/cli/system-clock.ts'
import { ExportDocument, exportFormats } from '../../src/model/export.ts'
import { Finding } from '../../src/model/finding.ts'
import { createCloud } from '../../mocks/cloud.ts'
import { installCloud } from '../../mocks/nock.ts'
import { origins } from '../mocks/cloud-client.ts'

const wanted = 100_000
/** Of one process. Node itself with the program takes about 120; the small store below takes the rest of what is no list. */
const mostMB = 350

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'seatledger-export-'))
const storePath = join(folder, 'store.db')
const tenant = loadTenant('fabrikam')
const env = { AZURE_TENANT_ID: tenant.id, SEATLEDGER_STORE: storePath }

let isReady = false

/** Inside a test, for the wire is a test's. */
async function prepare(): Promise<void> {
  if (isReady) return
  installCloud(createCloud(tenant, origins))
  const [app] = tenant.apps
  const signIn = { AZURE_CLIENT_ID: app?.clientId, AZURE_CLIENT_SECRET: app?.secret }
  const quiet = { stdout: () => undefined, stderr: () => undefined, clock: systemClock }
  await run(['sync', '--evidence'], { ...quiet, env: { ...env, ...signIn } })
  multiplyFindings()
  isReady = true
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Copies of what is there, about other people: their order mixes environments, rules and severities. */
function multiplyFindings(): void {
  const database = new DatabaseSync(storePath)
  const rows = z.array(z.object({ tenant: z.string(), environment: z.string(), json: z.string() }))
  const originals = rows.parse(database.prepare('SELECT tenant, environment, json FROM findings').all())
  const insert = database.prepare('INSERT INTO findings (tenant, environment, id, json) VALUES (?, ?, ?, ?)')
  database.exec('BEGIN')
  for (let made = originals.length; made < wanted; made++) {
    const original = originals[made % originals.length]
    if (original === undefined) throw new Error('the store holds no finding')
    const finding = Finding.parse(JSON.parse(original.json))
    const id = `${finding.rule}-${made.toString(16).padStart(12, '0')}`
    const subject = {
      ...finding.subject,
      id: `copy-${made}`,
      name: `${finding.subject.name} ${(made * 7919) % wanted}`,
    }
    insert.run(original.tenant, original.environment, id, JSON.stringify({ ...finding, id, subject }))
  }
  database.exec('COMMIT')
  database.close()
}

test.each(exportFormats)('100,000 findings as %s need little memory at a time', async (format) => {
  await prepare()
  const peakFile = join(folder, 'peak-kilobytes')
  const hook = `data:text/javascript,import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync('${peakFile}',String(process.resourceUsage().maxRSS)))`
  const out = join(folder, format)

  const started = performance.now()
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', hook, 'src/cli/entry.ts', 'export', '--format', format, '--out', out, '--json'],
    { cwd: root, env, encoding: 'utf8', maxBuffer: 1 << 26 },
  )

  expect([status, stderr]).toEqual([0, ''])
  const seconds = Math.round((performance.now() - started) / 1000)
  const { files } = ExportDocument.parse(JSON.parse(stdout))
  const peakMB = Math.round(Number(readFileSync(peakFile, 'utf8')) / 1024)
  const sizeMB = Math.round(files.reduce((sum, { path }) => sum + statSync(join(out, path)).size, 0) / 1e6)
  const rows = files.reduce((sum, file) => sum + file.rows, 0)
  console.log({ format, peakMB, seconds, sizeMB, rows })
  expect(rows).toBeGreaterThan(wanted * 0.99)
  expect(peakMB).toBeLessThan(mostMB)
  rmSync(out, { recursive: true })
})
