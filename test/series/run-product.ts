/** The product as a user runs it, in this process: a random tenant behind the wire, the operator's files on disk, a store of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCloud, type CloudOptions } from '../../mocks/cloud.ts'
import { installCloud } from '../../mocks/nock.ts'
import type { WireRequest } from '../../mocks/wire.ts'
import { run } from '../../src/cli/main.ts'
import { systemClock } from '../../src/cli/system-clock.ts'
import type { RandomCase } from './random-tenant.ts'
import { origins } from '../mocks/cloud-client.ts'

export interface CommandResult {
  readonly exitCode: number
  readonly document: unknown
}

export interface Product {
  /** What was asked so far, sign-in left out. */
  readonly requests: () => readonly WireRequest[]
  readonly storePath: string
  /** Runs one command with `--json`. Throws where it prints no document. */
  command(...argv: readonly string[]): Promise<CommandResult>
  /** Removes the store and the operator's files. */
  readonly remove: () => void
}

/** To be called inside a test: the wire is this tenant's until the test ends. */
export function installProduct({ tenant, settings }: Omit<RandomCase, 'seed'>, options: CloudOptions = {}): Product {
  const wire = installCloud(createCloud(tenant, origins, options))
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-series-'))
  const file = (name: string, content: unknown): string => {
    const path = join(folder, name)
    writeFileSync(path, JSON.stringify(content))
    return path
  }
  const [app] = tenant.apps
  const env = {
    AZURE_TENANT_ID: tenant.id,
    AZURE_CLIENT_ID: app?.clientId,
    AZURE_CLIENT_SECRET: app?.secret,
    SEATLEDGER_STORE: join(folder, 'store.db'),
    SEATLEDGER_SKU_OVERRIDES: file('skus.json', settings.skuOverrides),
    SEATLEDGER_PEOPLE: file('people.json', settings.people),
    SEATLEDGER_FIELD_SERVICE_LIST: settings.fieldServiceList ? 'on' : 'off',
  }
  return {
    requests: () => wire.requests.filter((request) => request.url.origin !== origins.login),
    storePath: env.SEATLEDGER_STORE,
    async command(...argv) {
      let out = ''
      let err = ''
      const exitCode = await run([...argv, '--json'], {
        env,
        stdout: (text) => (out += text),
        stderr: (text) => (err += text),
        clock: systemClock,
      })
      if (out === '') throw new Error(`${argv.join(' ')} ended with ${exitCode} and no document\n${err}`)
      return { exitCode, document: JSON.parse(out) }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
