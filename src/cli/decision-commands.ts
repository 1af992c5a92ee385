/** The commands by which a person decides: rights, purchases, waivers, imported months. */
import type { Command } from 'commander'
import type { Finish, Io } from './io.ts'
import { editionOption, jsonOption, keepOption, maxAgeOption, seatsOption, untilOption } from './options.ts'

export function defineDeciding(program: Command, io: Io, finish: Finish): void {
  program
    .command('rights')
    .summary('what the guide grants one user')
    .description('Channels, tables, custom tables and roles, dual use, Power BI, external use: each with its clause.')
    .argument('<user>', 'a sign-in name or an object id')
    .addOption(editionOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  seatledger rights ada@contoso.example')
    .action(async (user, options) => finish(await (await import('./rights.ts')).rights(user, options, io)))
  program
    .command('plan')
    .summary('what to buy, cheapest first, from what is held')
    .description(
      'The cheapest purchases that license a staffing, or the tenant as it stands: the exact minimum of the monthly price.',
    )
    .addOption(seatsOption('--digital <people>', 'people who work on digital channels only'))
    .addOption(seatsOption('--voice <people>', 'people who work on voice only'))
    .addOption(seatsOption('--both <people>', 'people who work on both'))
    .option('--staffing <file>', 'a JSON file of rows { count, channels, customerService, holds }')
    .option('--prices <file>', 'a JSON file of your prices, as SEATLEDGER_PRICES')
    .option('--fix', 'mend the open findings on restricted tables: a license, or a role to remove')
    .addOption(editionOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  seatledger plan --digital 3 --voice 7 --both 1
  seatledger plan --staffing staffing.json --prices prices.json
  seatledger plan --fix

A staffing row: { "count": 3, "channels": "digital", "customerService": true, "holds": ["customer-service-enterprise"] }`,
    )
    .action(async (options) => finish(await (await import('./plan.ts')).plan(options, io)))
}

export function defineKeeping(program: Command, io: Io, finish: Finish): void {
  program
    .command('waive')
    .summary('accept a finding for a time')
    .description('The finding stays listed, and is open again at midnight UTC after the last day.')
    .argument('<id>', 'the id of a finding')
    .requiredOption('--reason <text>', 'why: an auditor reads it')
    .addOption(untilOption())
    .option('--by <name>', 'who accepts it (default: who is signed in on this machine)')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExample:\n  seatledger waive seat-idle-0123456789ab --reason "back from leave in January" --until 2027-01-15',
    )
    .action(async (id, options) => finish(await (await import('./waive.ts')).waive(id, options, io)))
  program
    .command('import-usage')
    .summary('monthly routes and minutes, where no API gives them')
    .description('Stores the months of a file; a month imported again replaces itself. A bad file stores nothing.')
    .argument('<file>', 'CSV in UTF-8 with a header')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The file is either of:
  period,pool,consumed            2026-11,voicebot-minutes,1234
  Type,Start,End,Duration,...     the detail rows of the Voice minutes report of the Customer Service admin center

Example:
  seatledger import-usage november.csv`,
    )
    .action(async (file, options) => finish(await (await import('./import-usage.ts')).importUsage(file, options, io)))
  program
    .command('prune')
    .summary('delete old runs of the tenant, and give their disk space back')
    .description(
      'Deletes the runs that began more than --keep days ago, with their rows, and what interrupted syncs left beside the store. ' +
        'Findings, waivers, the seat ledger, imported months and the newest run stay. Trends and `evaluate --as-of` reach back as far as the runs that are kept.',
    )
    .addOption(keepOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  seatledger prune --keep 400')
    .action(async (options) => finish(await (await import('./prune.ts')).prune(options, io)))
}
