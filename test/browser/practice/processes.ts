/** Programs of the product as child processes: the practice cloud, commands, and the service with the link that it prints. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** None of them outlives this process, however it ends. */
const alive = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of alive) child.kill('SIGTERM')
})

function kept<C extends ChildProcess>(child: C): C {
  alive.add(child)
  child.once('close', () => alive.delete(child))
  return child
}

const cloudPath = fileURLToPath(new URL('../../../mocks/server.ts', import.meta.url))
const entryPath = fileURLToPath(new URL('../../../src/cli/entry.ts', import.meta.url))

const Announcement = z.object({
  caPath: z.string(),
  tenants: z.array(z.object({ name: z.string(), env: z.record(z.string(), z.string()) })),
})

export type Environment = Readonly<Record<string, string | undefined>>

export interface Cloud {
  /** What the product needs to read this tenant. */
  envOf(name: string): Environment
  stop(): Promise<void>
}

/** `tenants`: names of practice tenants, paths of tenant files or `generate:…`. Ends with this process, however that ends. */
export async function startCloud(tenants: readonly string[], more: Environment = {}): Promise<Cloud> {
  const child = kept(
    spawn(process.execPath, [cloudPath, '--exit-with-stdin', ...tenants], {
      env: { ...process.env, ...more },
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  )
  const ready = Announcement.parse(JSON.parse(await firstLine(child, 'The practice cloud')))
  return {
    envOf(name) {
      const found = ready.tenants.find((tenant) => tenant.name === name)
      if (found === undefined) throw new Error(`The practice cloud has no tenant ${name}.`)
      return { ...found.env, NODE_EXTRA_CA_CERTS: ready.caPath }
    },
    stop: async () => stop(child),
  }
}

/** A person's shell must not reach into it: only what a process needs to run. */
function childOptions(cwd: string, env: Environment) {
  return { cwd, env: { PATH: process.env['PATH'], HOME: cwd, ...env } }
}

export interface Ended {
  readonly exitCode: number
  readonly stdout: string
}

export async function runCommand(argv: readonly string[], cwd: string, env: Environment): Promise<Ended> {
  const child = kept(
    spawn(process.execPath, [entryPath, ...argv], {
      ...childOptions(cwd, env),
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  )
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [code] = await once(child, 'close')
  return { exitCode: Number(code ?? -1), stdout: Buffer.concat(chunks).toString('utf8') }
}

export interface Service {
  /** The link that signs a browser in. */
  readonly link: string
  /** Of the service, without a path. */
  readonly origin: string
  stop(): Promise<void>
}

/** On a free port. */
export async function startService(cwd: string, env: Environment): Promise<Service> {
  const child = kept(
    spawn(process.execPath, [entryPath, 'serve'], {
      ...childOptions(cwd, { SEATLEDGER_LISTEN: '127.0.0.1:0', ...env }),
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  )
  const link = await firstLine(child, '`seatledger serve`')
  return { link, origin: new URL(link).origin, stop: async () => stop(child) }
}

async function firstLine(child: ChildProcess, who: string): Promise<string> {
  if (child.stdout === null) throw new Error(`${who} has no output.`)
  for await (const line of createInterface({ input: child.stdout })) return line
  throw new Error(`${who} ended before it was ready.`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  child.kill('SIGTERM')
  await closed
}
