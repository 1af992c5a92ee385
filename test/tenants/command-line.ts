/** The product as a user calls it, in this process: a practice tenant behind the wire, a store file of its own, a clock that does not run. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { z } from 'zod'
import { createCloud, type CloudOptions, type ControlledCloud } from '../../mocks/cloud.ts'
import { installCloud } from '../../mocks/nock.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import type { WireRequest, WireResponse } from '../../mocks/wire.ts'
import { run } from '../../src/cli/main.ts'
import { testClock, type TestClock } from '../connectors/fixture.ts'
import { origins } from '../mocks/cloud-client.ts'

export interface Outcome {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface CommandLine {
  readonly cloud: ControlledCloud
  readonly clock: TestClock
  readonly env: Record<string, string>
  readonly storePath: string
  /** Runs one command as typed. */
  readonly type: (...argv: readonly string[]) => Promise<Outcome>
  /** Runs one command with `--json` and holds its document against the schema, to the field. */
  readonly ask: <T>(schema: z.ZodType<T>, ...argv: readonly string[]) => Promise<Outcome & { readonly document: T }>
  /** Every file beside the store, with its bytes. */
  readonly files: () => Readonly<Record<string, string>>
  /** Puts back what `files` gave, of another command line too. */
  readonly putFiles: (files: Readonly<Record<string, string>>) => void
  /** Writes a file of the operator and gives its path. */
  readonly write: (name: string, content: unknown) => string
}

export interface CommandLineOptions extends CloudOptions {
  /** Called before each request is answered; an answer waits for it. */
  readonly onRequest?: (request: WireRequest) => Promise<void> | void
  /** Who is no part of the cloud, by origin: receivers of alerts. */
  readonly receivers?: Readonly<Record<string, (request: WireRequest) => WireResponse>>
}

/** To be called inside a test: the wire is this tenant's until the test ends, and the files go with it. */
export function openCommandLine(tenant: TenantDescription, options: CommandLineOptions = {}): CommandLine {
  const clock = testClock()
  const cloud = createCloud(tenant, origins, { now: () => clock.now(), ...options })
  const { receivers = {} } = options
  installCloud({
    ...cloud,
    hosts: () => [...cloud.hosts(), ...Object.keys(receivers)],
    handle: async (request) => {
      await options.onRequest?.(request)
      return receivers[request.url.origin]?.(request) ?? cloud.handle(request)
    },
  })
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-tenants-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const storeFolder = join(folder, 'store')
  const env: Record<string, string> = {
    ...credentialsOf(tenant),
    SEATLEDGER_STORE: join(storeFolder, 'seatledger.db'),
  }
  const type = (...argv: readonly string[]): Promise<Outcome> => runCommand(argv, env, clock)
  return {
    cloud,
    clock,
    env,
    storePath: join(storeFolder, 'seatledger.db'),
    type,
    async ask(schema, ...argv) {
      const outcome = await type(...argv, '--json')
      if (outcome.stdout === '') throw new Error(`${argv.join(' ')} printed no document\n${outcome.stderr}`)
      const parsed = schema.safeParse(JSON.parse(outcome.stdout))
      if (!parsed.success) throw new Error(`${argv.join(' ')}: ${outcome.stderr}`, { cause: parsed.error })
      return { ...outcome, document: parsed.data }
    },
    files: () => readFolder(storeFolder),
    putFiles: (files) => {
      mkdirSync(storeFolder, { recursive: true })
      for (const [name, bytes] of Object.entries(files))
        writeFileSync(join(storeFolder, name), bytes, { encoding: 'base64', mode: 0o600 })
    },
    write: (name, content) => {
      const path = join(folder, name)
      writeFileSync(path, JSON.stringify(content))
      return path
    },
  }
}

export function credentialsOf({ id, apps: [app] }: TenantDescription): Record<string, string> {
  return { AZURE_TENANT_ID: id, AZURE_CLIENT_ID: app?.clientId ?? '', AZURE_CLIENT_SECRET: app?.secret ?? '' }
}

async function runCommand(argv: readonly string[], env: Record<string, string>, clock: TestClock): Promise<Outcome> {
  let stdout = ''
  let stderr = ''
  const exitCode = await run(argv, {
    env,
    clock,
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
  })
  return { exitCode, stdout, stderr }
}

function readFolder(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {}
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  )
}
