/** The command line in this process, as a user runs it: a practice tenant behind the wire, a folder of its own, everything printed kept. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createCloud, type CloudOptions, type ControlledCloud } from '../../mocks/cloud.ts'
import { installCloud } from '../../mocks/nock.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import type { WireRequest, WireResponse } from '../../mocks/wire.ts'
import type { Io } from '../../src/cli/io.ts'
import { run } from '../../src/cli/main.ts'
import { testClock } from '../connectors/fixture.ts'
import { origins } from '../mocks/cloud-client.ts'

export interface Printed {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** May answer in the cloud's place, or change its answer. */
export type Intervene = (
  request: WireRequest,
  answer: (request: WireRequest) => Promise<WireResponse>,
) => Promise<WireResponse>

export interface PracticeOptions extends CloudOptions {
  readonly intervene?: Intervene
  /** On top of what the tenant needs; `undefined` takes a variable away. */
  readonly env?: Io['env']
}

export interface PracticeProduct {
  readonly cloud: ControlledCloud
  readonly folder: string
  readonly storePath: string
  readonly env: Io['env']
  run(argv: readonly string[], io?: Partial<Io>): Promise<Printed>
  /** Bytes of the store, null where there is none. */
  storeBytes(): Buffer | null
  /** Names of what lies in the folder. */
  files(): readonly string[]
  /** Writes a file into the folder and gives its path. */
  write(name: string, content: string): string
}

/** To be called inside a test: the wire is this tenant's, and the folder exists, until the test ends. */
export function installProduct(tenant: TenantDescription, options: PracticeOptions = {}): PracticeProduct {
  const cloud = createCloud(tenant, origins, options)
  const { intervene } = options
  installCloud(
    intervene === undefined
      ? cloud
      : { ...cloud, handle: (request) => intervene(request, (asked) => cloud.handle(asked)) },
  )
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const storePath = join(folder, 'store.db')
  const [app] = tenant.apps
  const env = {
    AZURE_TENANT_ID: tenant.id,
    AZURE_CLIENT_ID: app?.clientId,
    AZURE_CLIENT_SECRET: app?.secret,
    SEATLEDGER_STORE: storePath,
    ...options.env,
  }
  return {
    cloud,
    folder,
    storePath,
    env,
    run: (argv, io = {}) => runCaptured(argv, { env, clock: testClock(), ...io }),
    storeBytes: () => (existsSync(storePath) ? readFileSync(storePath) : null),
    files: () => readdirSync(folder).toSorted(),
    write: (name, content) => {
      const path = join(folder, name)
      writeFileSync(path, content)
      return path
    },
  }
}

/** One command, its output kept; `io` may listen in on what is printed. */
export async function runCaptured(
  argv: readonly string[],
  io: Partial<Io> & Pick<Io, 'env' | 'clock'>,
): Promise<Printed> {
  let stdout = ''
  let stderr = ''
  const exitCode = await run(argv, {
    ...io,
    stdout: (text) => {
      stdout += text
      io.stdout?.(text)
    },
    stderr: (text) => {
      stderr += text
      io.stderr?.(text)
    },
  })
  return { exitCode, stdout, stderr }
}
