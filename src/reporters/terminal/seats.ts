/** The seats document as text: by plan, and by person where asked. */
import type { SeatsDocument } from '../../model/documents.ts'
import { coverageSection, joinSections, noticeLine, section, titleLine } from './frame.ts'
import { seatSection, unknownSkuSection } from './seat-tables.ts'
import { table } from './table.ts'
import { cell, count, figure, name, time, type RenderOptions } from './text.ts'

type People = NonNullable<SeatsDocument['people']>

export function renderSeats(document: SeatsDocument, options: RenderOptions): string {
  return joinSections([
    titleLine(document, 'seats', options),
    seatSection(document, options),
    useSection(document, options),
    unknownSkuSection(document.unknownSkus, options),
    document.people === undefined ? '' : peopleSection(document, document.people, options),
    coverageSection(document.coverage, options),
    noticeLine(document, options),
  ])
}

/** Idle, duplicate and moved seats, where a rule could look at them. */
function useSection(document: SeatsDocument, options: RenderOptions): string {
  const known = document.seats.filter((seat) => [seat.idle, seat.duplicate, seat.moved].some((some) => some !== null))
  const rows = known.map((seat) => [
    seat.plan,
    cell(seat.skuPartNumber),
    ...[seat.idle, seat.duplicate, seat.moved].map((some) => (some === null ? 'not known' : figure(some))),
  ])
  const columns = ['Idle', 'Duplicate', 'Moved early'].map((title) => ({ title, align: 'right' }) as const)
  const since = document.historySince === null ? '' : ` (history since ${time(document.historySince)})`
  return section(
    `Use of the seats${since}`,
    [table([{ title: 'Plan' }, { title: 'SKU' }, ...columns], rows, options)],
    options,
  )
}

function peopleSection(document: SeatsDocument, people: People, options: RenderOptions): string {
  if (people.length === 0) return section('People', ['Nobody holds a seat of a plan of the guide.'], options)
  return section('People', [peopleTable(people, knowsSignIns(document), options), savingLine(people)], options)
}

/** Without a sign-in: never signed in where sign-ins were read, else not known. */
function knowsSignIns({ coverage }: SeatsDocument): boolean {
  return coverage.some(({ source, state }) => source === 'graph/sign-ins' && state === 'complete')
}

function peopleTable(people: People, hasSignIns: boolean, options: RenderOptions): string {
  const rows = people.map((person) => [
    [name(person.name), ...(person.upn === null ? [] : [cell(person.upn)])].join('\n'),
    person.seats.map((seat) => seat.plan).join('\n'),
    person.seats.map(originText).join('\n'),
    person.lastSignIn === null ? (hasSignIns ? 'never' : 'not known') : time(person.lastSignIn).slice(0, 10),
    person.environments === null ? 'not known' : figure(person.environments),
    person.verdict,
    person.saving === null ? '' : figure(person.saving),
  ])
  const titles = ['Who', 'Seats', 'Assigned', 'Last sign-in', 'Environments', 'Verdict']
  const columns = [...titles.map((title) => ({ title })), { title: 'Saving', align: 'right' as const }]
  return table(columns, rows, options)
}

function savingLine(people: People): string {
  const savings = people.flatMap(({ saving }) => saving ?? [])
  if (savings.length === 0) return ''
  const total = savings.reduce((sum, saving) => sum + saving, 0)
  return `Could be saved at the list price: ${figure(total)} a month, with ${count(savings.length, 'person', 'people')}.`
}

function originText(seat: People[number]['seats'][number]): string {
  const since = seat.since === null ? '' : ` since ${time(seat.since).slice(0, 10)}`
  const group = seat.group === null ? cell(seat.via) : `group ${name(seat.group.name ?? seat.group.id)}`
  return `${group}${since}`
}
