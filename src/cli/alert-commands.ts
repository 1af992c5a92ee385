/** The command about alerts, with its help. */
import type { Command } from 'commander'
import { ConfigurationError } from '../errors.ts'
import type { Finish, Io } from './io.ts'
import { jsonOption } from './options.ts'

export function defineAlerts(program: Command, io: Io, finish: Finish): void {
  const alerts = program
    .command('alerts')
    .summary('who is told when findings are new, worse or resolved')
    .addHelpText('after', '\nExample:\n  seatledger alerts test')
    .action(() => {
      throw new ConfigurationError(
        'alerts: what to do is missing; allowed: test',
        'see `seatledger alerts --help`',
        'usage',
      )
    })
  alerts
    .command('test')
    .summary('send one test alert to each configured receiver')
    .description(
      'Sends one message of kind "test" to SEATLEDGER_TEAMS_URL and SEATLEDGER_WEBHOOK_URL, once, and says what came of it. ' +
        'Exit code 0 where all took it, 1 where one did not, 64 where none is configured.',
    )
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  seatledger alerts test --json')
    .action(async (options) => finish(await (await import('./alerts.ts')).alertsTest(options, io)))
}
