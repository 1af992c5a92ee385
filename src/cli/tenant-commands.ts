/** The commands that read the tenant, with their options and their help. */
import { Option, type Command } from 'commander'
import type { Finish, Io } from './io.ts'
import { reads } from './least-permissions.ts'
import {
  compareOption,
  editionOption,
  evidenceOption,
  failOnOption,
  failOnPoolOption,
  jsonOption,
  maxAgeOption,
  verboseOption,
} from './options.ts'

export function defineReadingTenant(program: Command, io: Io, finish: Finish): void {
  program
    .command('sync')
    .summary('collect, evaluate and store; print the summary')
    .description('Reads the tenant, evaluates it and stores the run: whole or not at all.')
    .option('--full', 'read everything anew, also what an interrupted sync has read already')
    .addOption(evidenceOption())
    .addOption(failOnOption())
    .addOption(jsonOption())
    .addOption(verboseOption())
    .addHelpText('after', `\nExample:\n  seatledger sync --fail-on high\n${reads}`)
    .action(async (options) => finish(await (await import('./sync.ts')).sync(options, io)))
  program
    .command('capacity')
    .summary('what the seats entitle the tenant to, and what is used')
    .description('Checks the six pools live, in a handful of requests and without a store; or from the last sync.')
    .option('--stored', 'use the last sync instead of the tenant')
    .addOption(editionOption())
    .addOption(compareOption())
    .addOption(failOnPoolOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .addOption(verboseOption())
    .addHelpText(
      'after',
      `
Example:
  seatledger capacity --fail-on near
  seatledger capacity --compare dynamics-365-2026-07

Least permissions: Microsoft Graph Organization.Read.All (application); Power Platform admin application.`,
    )
    .action(async (options) => finish(await (await import('./capacity.ts')).capacity(options, io)))
  program
    .command('doctor')
    .summary('check configuration, sign-in, permissions and environments')
    .description('Tries each API and each environment, and prints what mends what fails.')
    .addOption(
      new Option(
        '--script <kind>',
        'print the commands that register the application user where it is missing',
      ).choices(['pac', 'powershell']),
    )
    .addOption(jsonOption())
    .addOption(verboseOption())
    .addHelpText('after', `\nExample:\n  seatledger doctor --script pac > register.sh\n${reads}`)
    .action(async (options) => finish(await (await import('./doctor.ts')).doctor(options, io)))
}
