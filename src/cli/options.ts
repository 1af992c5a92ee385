/** The options that several commands share: their texts, choices and parsers. A wrong value ends with 64 before anything is read. */
import { InvalidArgumentError, Option } from 'commander'
import { exportFormats } from '../model/export.ts'
import { isDay, parseInstant } from '../model/instant.ts'

export const jsonOption = (): Option => new Option('--json', 'print one JSON document on standard output')

export const verboseOption = (): Option => new Option('--verbose', 'log each request as a JSON line on standard error')

/** Of the program, so that every command takes it, before its name and behind. */
export const pseudonymizeOption = (): Option =>
  new Option(
    '--pseudonymize',
    'put stable tokens in the place of names, sign-in names, hosts and ids, in documents and logs (default: off)',
  )

export const failOnOption = (): Option =>
  new Option('--fail-on <severity>', 'end with 2 when an open finding that is listed is this severe or worse')
    .choices(['high', 'medium', 'low', 'never'])
    .default('medium')

export const failOnPoolOption = (): Option =>
  new Option('--fail-on <status>', 'end with 2 when a pool is over (wholly covered ones do not count), or near')
    .choices(['over', 'near', 'never'])
    .default('over')

export const accessByOption = (): Option =>
  new Option('--by <what>', 'what a change would clear; user: the plain list').choices([
    'user',
    'role',
    'table',
    'environment',
  ])

export const maxAgeOption = (): Option =>
  new Option('--max-age <hours>', 'end with 3 when the stored run is older').argParser(parseHours)

export const editionOption = (): Option =>
  new Option('--edition <id>', 'guide edition: an id, or the path of an edition file (default: SEATLEDGER_EDITION)')

export const compareOption = (): Option =>
  new Option('--compare <edition>', 'the entitlements of another edition beside, each difference with both clauses')

export const evidenceOption = (): Option =>
  new Option(
    '--evidence',
    'look for writes on restricted tables, in the audit log or the rows (90 days, or SEATLEDGER_EVIDENCE)',
  )

export const exportFormatOption = (): Option =>
  new Option('--format <format>', 'xlsx, csv, json, html or markdown').choices(exportFormats).makeOptionMandatory()

export const outOption = (): Option =>
  new Option(
    '--out <path>',
    'a folder, or the name of a file (csv: a folder); both are made where they are not there; only the owner can read them',
  ).makeOptionMandatory()

export const untilOption = (): Option =>
  new Option('--until <day>', 'the last day, UTC (default: 90 days from now, at most 366)').argParser(parseDay)

export const keepOption = (): Option =>
  new Option('--keep <days>', 'runs that began in the last so many days stay; 0: only the newest run')
    .argParser(parseDays)
    .makeOptionMandatory()

export const seatsOption = (flags: string, text: string): Option => new Option(flags, text).argParser(parseCount)

function parseHours(text: string): number {
  const hours = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : 0
  if (hours <= 0) throw new InvalidArgumentError('a number of hours above 0 is needed.')
  return hours
}

function parseCount(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('a whole number of people is needed.')
  return Number(text)
}

/** At most a hundred years: beyond, a day can no longer be written. */
function parseDays(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 36_500) {
    throw new InvalidArgumentError('a whole number of days from 0 to 36500 is needed.')
  }
  return Number(text)
}

/** A day as it is written, `2026-11-24`. */
function parseDay(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError('a day such as 2026-11-24 is needed.')
  return text
}

/** A day (`2026-11-24`, its end in UTC) or a time, as ISO 8601 UTC. */
export function parseAsOf(text: string): string {
  const time = parseInstant(isDay(text) ? `${text}T23:59:59.999Z` : text)
  if (time === null) throw new InvalidArgumentError('a date such as 2026-11-24 is needed.')
  return new Date(time).toISOString()
}
