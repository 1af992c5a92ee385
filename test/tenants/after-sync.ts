/** A practice tenant after one sync: the first test of a file pays for it, the others start from the same bytes. */
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { openCommandLine, type CommandLine } from './command-line.ts'

export interface Prepared {
  /** Settings of the operator before the sync. */
  readonly prepare?: (commandLine: CommandLine) => void
  readonly argv?: readonly string[]
}

/** To be called at the top of a file; what it gives is to be called inside a test. */
export function afterSync(tenant: string, { prepare, argv = [] }: Prepared = {}): () => Promise<CommandLine> {
  let stored: Readonly<Record<string, string>> | null = null
  return async () => {
    const commandLine = openCommandLine(loadTenant(tenant))
    prepare?.(commandLine)
    if (stored === null) {
      await commandLine.type('sync', ...argv)
      stored = commandLine.files()
    } else commandLine.putFiles(stored)
    commandLine.cloud.resetCounts()
    return commandLine
  }
}
