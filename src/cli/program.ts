/** Every command with its options and its help. What a command does is loaded only when it is called, so that help is quick. */
import { Command, Option } from 'commander'
import type { Io } from './io.ts'
import {
  accessByOption,
  compareOption,
  editionOption,
  evidenceOption,
  failOnOption,
  failOnPoolOption,
  jsonOption,
  maxAgeOption,
  parseAsOf,
  seatsOption,
  untilOption,
  verboseOption,
} from './options.ts'

export type Finish = (exitCode: number) => void

const reads = `
Least permissions: Microsoft Graph Organization.Read.All, User.Read.All and GroupMember.Read.All (application);
Power Platform admin application; a read role (Service Reader) as application user in each environment.
\`seatledger doctor\` checks each of them and prints what mends what is missing.`

function defineReadingTenant(program: Command, io: Io, finish: Finish): void {
  program
    .command('sync')
    .summary('collect, evaluate and store; print the summary')
    .description('Reads the tenant, evaluates it and stores the run: whole or not at all.')
    .option('--full', 'read everything anew (the default in this version)')
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

function defineReadingStore(program: Command, io: Io, finish: Finish): void {
  program
    .command('access')
    .summary('who can write restricted tables without a license, and by which way')
    .option('--environment <id or name>', 'one environment')
    .option('--user <sign-in name or id>', 'one person')
    .option('--table <logical name>', 'one table, such as incident')
    .addOption(accessByOption())
    .addOption(failOnOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  seatledger access --by role --environment Production')
    .action(async (options) => finish(await (await import('./access.ts')).access(options, io)))
  program
    .command('findings')
    .summary('all findings, then each rule that could not be assessed')
    .option('--rule <id>', 'findings of one rule')
    .addOption(
      new Option('--severity <severity>', 'this severity and above').choices(['high', 'medium', 'low', 'info']),
    )
    .addOption(
      new Option('--status <status>', 'open, waived, resolved or all')
        .choices(['open', 'waived', 'resolved', 'all'])
        .default('open'),
    )
    .addOption(failOnOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  seatledger findings --severity medium --json')
    .action(async (options) => finish(await (await import('./findings.ts')).findings(options, io)))
  program
    .command('explain')
    .summary('one finding or one pool, whole')
    .argument('<id>', 'the id of a finding, or of a pool such as dataverse-database')
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  seatledger explain voicebot-minutes')
    .action(async (id, options) => finish(await (await import('./explain.ts')).explain(id, options, io)))
  program
    .command('seats')
    .summary('seats: purchased, assigned, counted, idle, duplicate, moved')
    .addOption(new Option('--by <what>', 'one row per plan or per person').choices(['plan', 'user']).default('plan'))
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  seatledger seats --by user')
    .action(async (options) => finish(await (await import('./seats.ts')).seats(options, io)))
  program
    .command('evaluate')
    .summary('judge a stored run again, without the tenant')
    .description('Judges the newest stored run that is not later than --as-of, as if today were that day.')
    .addOption(editionOption())
    .addOption(new Option('--as-of <date>', 'as if today were this day (UTC)').argParser(parseAsOf))
    .option('--save', 'keep the result as the findings of the store')
    .addOption(failOnOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  seatledger evaluate --as-of 2026-11-01')
    .action(async (options) => finish(await (await import('./evaluate.ts')).evaluate(options, io)))
}

function defineDeciding(program: Command, io: Io, finish: Finish): void {
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

function defineKeeping(program: Command, io: Io, finish: Finish): void {
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
}

function defineServing(program: Command, io: Io, finish: Finish): void {
  program
    .command('serve')
    .summary('sync on a schedule, with a health endpoint')
    .description('Syncs by SEATLEDGER_SCHEDULE until it is stopped, one run at a time; answers /healthz and /readyz.')
    .addOption(verboseOption())
    .addHelpText(
      'after',
      `\nExample:\n  SEATLEDGER_SCHEDULE="0 3 * * *" SEATLEDGER_START_AT_ONCE=true seatledger serve\n${reads}`,
    )
    .action(async (options) => finish(await (await import('./serve.ts')).serve(options, io)))
  program
    .command('demo')
    .summary('the main job on bundled practice tenants, no account needed')
    .addHelpText('after', '\nExample:\n  seatledger demo')
    .action(async () => finish(await (await import('./demo.ts')).demo(io)))
}

/** The program for one call; commander's own exits and prints are left to `main.ts`. */
export function buildProgram(version: string, io: Io, finish: Finish): Command {
  const program = new Command('seatledger')
    .description(
      'Who holds which Dynamics 365 seat, what the seats entitle to, and who writes restricted tables without one.',
    )
    .version(version)
    .configureHelp({ helpWidth: io.width ?? 100, showGlobalOptions: true })
    .configureOutput({ writeOut: io.stdout, writeErr: () => undefined })
    .showSuggestionAfterError(true)
    .exitOverride()
    .addHelpText(
      'after',
      `
First steps:
  seatledger demo            see the main job on a practice tenant
  seatledger doctor          check sign-in and permissions of your own
  seatledger sync            read the tenant, then: access, findings, explain, seats, plan

Exit codes: 0 fine, 1 failed, 2 something is at or above --fail-on, 3 incomplete, 64 wrong usage or configuration.
Settings come from environment variables and a .env file: see .env.example.`,
    )
  defineReadingTenant(program, io, finish)
  defineReadingStore(program, io, finish)
  defineDeciding(program, io, finish)
  defineKeeping(program, io, finish)
  defineServing(program, io, finish)
  return program
}
