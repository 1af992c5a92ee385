/** The commands that read the store, with their options and their help. */
import { Option, type Command } from 'commander'
import type { Finish, Io } from './io.ts'
import {
  accessByOption,
  editionOption,
  exportFormatOption,
  failOnOption,
  jsonOption,
  maxAgeOption,
  outOption,
  parseAsOf,
} from './options.ts'

export function defineReadingStore(program: Command, io: Io, finish: Finish): void {
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
  defineExport(program, io, finish)
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

function defineExport(program: Command, io: Io, finish: Finish): void {
  program
    .command('export')
    .summary('the last sync as files: a workbook, CSV, JSON, a page to print')
    .addOption(exportFormatOption())
    .addOption(outOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  seatledger export --format xlsx --out reports/')
    .action(async (options) => finish(await (await import('./export.ts')).exportRun(options, io)))
}
