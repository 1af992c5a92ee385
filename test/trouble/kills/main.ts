/**
 * `npm run trouble:kills`: SIGKILL at seeded random points of a sync of 20,000 users and 10 environments, each followed by a rerun.
 * Prints how many end states equal the undisturbed one, and how many sources were fetched twice. Ends with 1 where one of the two is wrong.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createDice } from '../../../mocks/dice.ts'
import type { LoggedRequest } from '../../../mocks/request-counts.ts'
import type { Announcement } from '../../../mocks/server.ts'
import { killOnce, runUndisturbed, type KillResult, type KillSeries } from './series.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '5' },
    tenant: { type: 'string', default: 'users=20000,environments=10' },
  },
})
const root = join(import.meta.dirname, '../../..')

const server = spawn(process.execPath, ['mocks/server.ts', '--exit-with-stdin', `generate:${values.tenant}`], {
  cwd: root,
  stdio: ['pipe', 'pipe', 'inherit'],
})
const [line = ''] = await Array.fromAsync(firstLine())
const announcement: Announcement = JSON.parse(line)
const [tenant] = announcement.tenants
if (tenant === undefined) throw new Error('the practice cloud announced no tenant')

/** A connection that is kept open may be closed by the other side while a sync runs. */
const unkept = { headers: { connection: 'close' } }

const { control } = tenant
async function readRequests(): Promise<readonly LoggedRequest[]> {
  const response = await fetch(`${control}/requests`, unkept)
  const requests: LoggedRequest[] = JSON.parse(await response.text())
  return requests
}

const series: KillSeries = {
  program: [join(root, 'bin/seatledger.js')],
  env: tenant.env,
  dice: createDice(Number(values.seed)),
  requests: readRequests,
  forget: async () => void (await fetch(`${tenant.control}/reset`, { ...unkept, method: 'POST' })),
}

const undisturbed = await runUndisturbed(series)
console.log(
  `undisturbed: ${undisturbed.requests} requests, ${(undisturbed.durationMs / 1000).toFixed(1)} s, exit code ${undisturbed.exitCode}, ` +
    `${undisturbed.contents['rows']?.length} rows, ${undisturbed.contents['findings']?.length} findings`,
)
const results: KillResult[] = []
for (let kill = 1; kill <= Number(values.kills); kill += 1) {
  const result = await killOnce(series, undisturbed)
  results.push(result)
  console.log(describe(kill, result))
}
server.stdin.end()

const equal = results.filter(({ difference }) => difference === null).length
const most = Math.max(...results.map(mostTwice))
console.log(
  `${equal} of ${results.length} end states equal the undisturbed one, row for row; at most ${most} source per API was fetched twice ` +
    `(${results.filter((result) => mostTwice(result) > 0).length} kills with any, ${sum(results.map(({ repeated }) => repeated))} requests ` +
    `repeated of ${sum(results.map(({ before }) => before))} made before the kills); ${results.filter(({ wasStored }) => wasStored).length} ` +
    `kills came after the run was stored.`,
)
process.exitCode = equal === results.length && most <= 1 ? 0 : 1

async function* firstLine(): AsyncGenerator<string> {
  for await (const each of createInterface({ input: server.stdout })) {
    yield each
    return
  }
}

function mostTwice({ twice }: KillResult): number {
  return Math.max(0, ...Object.values(twice).map((sources) => sources.length))
}

function describe(kill: number, result: KillResult): string {
  const twice = Object.values(result.twice).flat()
  return [
    `kill ${kill} at ${result.atMs} ms`,
    result.wasStored ? 'after the run was stored' : `after ${result.before} requests, ${result.after} in the rerun`,
    `${result.repeated} repeated`,
    `fetched twice: ${twice.length === 0 ? 'none' : twice.join(', ')}`,
    result.difference ?? 'equal',
  ].join('; ')
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
