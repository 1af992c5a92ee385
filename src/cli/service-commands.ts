/** The commands that run by themselves: the service and the demo. */
import type { Command } from 'commander'
import type { Finish, Io } from './io.ts'
import { reads } from './least-permissions.ts'
import { editionOption, verboseOption } from './options.ts'

export function defineServing(program: Command, io: Io, finish: Finish): void {
  program
    .command('serve')
    .summary('sync on a schedule, with HTTP API and dashboard')
    .description(
      'Syncs by SEATLEDGER_SCHEDULE until it is stopped, one run at a time, and answers over HTTP on SEATLEDGER_LISTEN: the dashboard, the API (/api/docs), /metrics, /healthz, /readyz. Prints the link that opens the dashboard signed in; with SEATLEDGER_API_AUDIENCE people sign in with Entra ID.',
    )
    .addOption(verboseOption())
    .addHelpText(
      'after',
      `\nExample:\n  SEATLEDGER_SCHEDULE="0 3 * * *" SEATLEDGER_START_AT_ONCE=true seatledger serve\n${reads}`,
    )
    .action(async (options) => finish(await (await import('./serve.ts')).serve(options, io)))
  program
    .command('mcp')
    .summary('the same answers for an assistant, read-only')
    .description(
      'Speaks the Model Context Protocol over standard input and output until the input ends: an assistant starts it. It reads the store alone and changes nothing.',
    )
    .addOption(editionOption())
    .addOption(verboseOption())
    .addHelpText('after', '\nExample:\n  seatledger mcp --pseudonymize')
    .action(async (options) => finish(await (await import('./mcp.ts')).mcp(options, io)))
  program
    .command('demo')
    .summary('the main job on bundled practice tenants, no account needed')
    .addHelpText('after', '\nExample:\n  seatledger demo')
    .action(async () => finish(await (await import('./demo.ts')).demo(io)))
}
