/**
 * The practice cloud as a process: `node mocks/server.ts contoso fabrikam`, the path of a tenant file, or `generate:users=1000`.
 * `--faults=FILE` names a plan of what goes wrong from the start.
 * Prints one JSON line when it is ready, and runs until SIGTERM, or with `--exit-with-stdin` until its input ends.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { CloudOptions } from './cloud.ts'
import { parseFaultPlan } from './faults/parse-plan.ts'
import { generateTenant, parseGeneratorOptions } from './generate.ts'
import { createCertificates } from './loopback/certificates.ts'
import { createControl } from './loopback/control.ts'
import { listenPlainly } from './loopback/listener.ts'
import { startTenantServer, type TenantServer } from './loopback/tenant-server.ts'
import { loadTenant, practiceTenantNames } from './practice-tenants.ts'
import type { TenantDescription } from './tenant.ts'
import { parseTenant } from './tenant-file.ts'

export interface NamedTenant {
  readonly name: string
  readonly tenant: TenantDescription
}

/** The line that the process prints. */
export interface Announcement {
  readonly caPath: string
  readonly tenants: readonly {
    readonly name: string
    /** What `seatledger` needs to read this tenant. */
    readonly env: Readonly<Record<string, string>>
    /** Base of the control address: `${control}/counts`. */
    readonly control: string
  }[]
}

export interface RunningServer {
  readonly announcement: Announcement
  readonly tenants: ReadonlyMap<string, TenantServer>
  close(): Promise<void>
  /** Removes the certificate file, and nothing else: for a process that ends in a hurry. */
  forget(): void
}

export async function startServer(tenants: readonly NamedTenant[], options: CloudOptions = {}): Promise<RunningServer> {
  const certificates = await createCertificates()
  const servers = new Map<string, TenantServer>()
  for (const { name, tenant } of tenants) {
    servers.set(name, await startTenantServer({ tenant, certificates, options }))
  }
  const token = randomBytes(16).toString('hex')
  const control = await listenPlainly(createControl(token, servers))
  const announced = [...servers].map(([name, server]) => ({
    name,
    env: server.env(),
    control: `${control.origin}/${token}/${encodeURIComponent(name)}`,
  }))
  return {
    announcement: { caPath: certificates.caPath, tenants: announced },
    tenants: servers,
    forget: () => certificates.remove(),
    async close() {
      certificates.remove()
      await Promise.all([control, ...servers.values()].map((each) => each.close()))
    },
  }
}

/** Throws for what names no tenant. */
export function tenantNamed(argument: string): NamedTenant {
  if (argument.startsWith('generate:')) {
    const options = parseGeneratorOptions(argument.slice('generate:'.length))
    return { name: 'generated', tenant: generateTenant(options) }
  }
  if (argument.endsWith('.json')) {
    return { name: basename(argument, '.json'), tenant: parseTenant(JSON.parse(readFileSync(argument, 'utf8'))) }
  }
  return { name: argument, tenant: loadTenant(argument) }
}

async function main(argv: readonly string[]): Promise<void> {
  const names = argv.filter((argument) => !argument.startsWith('--'))
  const unknown = argv.find((argument) => /^--(?!exit-with-stdin$|faults=.)/.test(argument))
  if (names.length === 0 || unknown !== undefined) {
    throw new Error(
      `usage: server [--exit-with-stdin] [--faults=FILE.json] <${practiceTenantNames.join('|')}|FILE.json|generate:OPTIONS> ...`,
    )
  }
  const server = await startServer(names.map(tenantNamed), faultsOf(argv))
  const stop = (): void => {
    void server.close().then(() => process.exit(0))
  }
  process.once('exit', () => server.forget())
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  if (argv.includes('--exit-with-stdin')) process.stdin.once('end', stop).resume()
  process.stdout.write(`${JSON.stringify(server.announcement)}\n`)
}

function faultsOf(argv: readonly string[]): CloudOptions {
  const path = argv.find((argument) => argument.startsWith('--faults='))?.slice('--faults='.length)
  return path === undefined ? {} : { faults: parseFaultPlan(JSON.parse(readFileSync(path, 'utf8'))) }
}

if (import.meta.main) {
  try {
    await main(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 64
  }
}
