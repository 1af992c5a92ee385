/** Practice tenants that were read once, each with its service. */
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand, startCloud, startService, type Cloud, type Environment, type Service } from './processes.ts'

export interface Practice {
  readonly folder: string
  /** What a command needs to read this tenant into its store. */
  envOf(name: string): Environment
  run(name: string, ...argv: readonly string[]): Promise<string>
  /** Starts the service of the tenant; all of them end with the practice. */
  serve(name: string): Promise<Service>
  stop(): Promise<void>
}

/** Findings (2) and incomplete data (3) are answers. */
const answered = new Set([0, 2, 3])

/** `more`: variables of every process. */
export async function startPractice(tenants: readonly string[], more: Environment = {}): Promise<Practice> {
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-dashboard-'))
  const cloud: Cloud = await startCloud(tenants, more)
  const services: Service[] = []
  const envOf = (name: string): Environment => ({
    ...cloud.envOf(name),
    ...more,
    SEATLEDGER_STORE: join(folder, `${name}.db`),
  })
  const cwdOf = (name: string): string => {
    const cwd = join(folder, name)
    mkdirSync(cwd, { recursive: true })
    return cwd
  }
  return {
    folder,
    envOf,
    async run(name, ...argv) {
      const { exitCode, stdout } = await runCommand(argv, cwdOf(name), envOf(name))
      if (!answered.has(exitCode)) throw new Error(`seatledger ${argv.join(' ')} ended with ${exitCode} on ${name}.`)
      return stdout
    },
    async serve(name) {
      const service = await startService(cwdOf(name), envOf(name))
      services.push(service)
      return service
    },
    async stop() {
      await Promise.all(services.map(async (service) => service.stop()))
      await cloud.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
