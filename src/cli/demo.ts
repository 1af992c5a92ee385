/** The main job on practice tenants: starts the practice cloud as a process of its own and runs the commands as a person would. Imports nothing of it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { SeatledgerError } from '../errors.ts'
import { FindingsDocument } from '../model/documents.ts'
import { exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'

/** The line that the practice cloud prints when it is ready. */
const Ready = z.object({
  caPath: z.string(),
  tenants: z.array(z.object({ name: z.string(), env: z.record(z.string(), z.string()) })),
})

interface Tenant {
  readonly title: string
  readonly env: Record<string, string>
}

/** The same file in a checkout (`.ts`) and in the built package (`.js`). */
function siblingModule(path: string): string {
  const source = fileURLToPath(new URL(`${path}.ts`, import.meta.url))
  return existsSync(source) ? source : fileURLToPath(new URL(`${path}.js`, import.meta.url))
}

export async function demo(io: Io): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-demo-'))
  const cloud = spawn(process.execPath, [siblingModule('../../mocks/server'), 'contoso', 'fabrikam'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const ready = await firstLine(cloud)
    const tenant = (name: string, title: string): Tenant => {
      const found = ready.tenants.find((one) => one.name === name)
      if (!found) throw new SeatledgerError('upstream', `The practice cloud does not know the tenant ${name}.`)
      const store = join(folder, `${name}.db`)
      return { title, env: { ...found.env, NODE_EXTRA_CA_CERTS: ready.caPath, SEATLEDGER_STORE: store } }
    }
    await showCapacity(tenant('contoso', 'Contoso, the guide’s Scenario 1'), folder, io)
    await showFindings(tenant('fabrikam', 'Fabrikam, where some write without a license'), folder, io)
    io.stdout(
      '\nThat was the demo. With a tenant of your own: fill in .env (see .env.example), then `seatledger doctor`.\n',
    )
    return exitCodes.fine
  } finally {
    cloud.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function showCapacity(tenant: Tenant, folder: string, io: Io): Promise<void> {
  io.stdout(`\n── ${tenant.title} ──\n`)
  await show(['sync'], tenant, folder, io)
  await show(['capacity'], tenant, folder, io)
}

async function showFindings(tenant: Tenant, folder: string, io: Io): Promise<void> {
  io.stdout(`\n── ${tenant.title} ──\n`)
  await show(['sync', '--evidence'], tenant, folder, io)
  await show(['findings', '--severity', 'low'], tenant, folder, io)
  await show(['access', '--by', 'role'], tenant, folder, io)
  const listed = await capture(['findings', '--json'], tenant, folder)
  const { findings } = FindingsDocument.parse(JSON.parse(listed))
  // Sorted by severity: the gravest of those with a path to follow.
  const worst = findings.find(({ rule }) => rule === 'restricted-table-write')
  if (worst) await show(['explain', worst.id], tenant, folder, io)
}

/** A person's shell must not reach into the demo: only what a process needs to run, and the practice tenant's variables. */
function childEnvironment(tenant: Tenant): Record<string, string | undefined> {
  const { PATH, HOME, TERM, LANG, NO_COLOR, SystemRoot } = process.env
  return { PATH, HOME, TERM, LANG, NO_COLOR, SystemRoot, ...tenant.env }
}

async function show(args: readonly string[], tenant: Tenant, folder: string, io: Io): Promise<void> {
  io.stdout(`\n$ seatledger ${args.join(' ')}\n\n`)
  const child = spawn(process.execPath, [siblingModule('./entry'), ...args], {
    cwd: folder,
    env: childEnvironment(tenant),
    stdio: 'inherit',
  })
  await ended(child, args)
}

async function capture(args: readonly string[], tenant: Tenant, folder: string): Promise<string> {
  const child = spawn(process.execPath, [siblingModule('./entry'), ...args], {
    cwd: folder,
    env: childEnvironment(tenant),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  await ended(child, args)
  return Buffer.concat(chunks).toString('utf8')
}

/** Findings (2) and incomplete data (3) are answers; a failure (1) or wrong usage (64) ends the demo. */
async function ended(child: ChildProcess, args: readonly string[]): Promise<void> {
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const expected: readonly (number | null)[] = [exitCodes.fine, exitCodes.findings, exitCodes.incomplete]
  if (!expected.includes(code)) {
    throw new SeatledgerError('upstream', `seatledger ${args.join(' ')} ended with ${code ?? 'a signal'} in the demo.`)
  }
}

async function firstLine(cloud: ChildProcess): Promise<z.infer<typeof Ready>> {
  if (!cloud.stdout) throw new SeatledgerError('upstream', 'The practice cloud has no output.')
  for await (const line of createInterface({ input: cloud.stdout })) return Ready.parse(JSON.parse(line))
  throw new SeatledgerError('upstream', 'The practice cloud ended before it was ready.')
}
