/** Seats, people and environments of an export. */
import type { SeatsDocument } from '../../model/documents.ts'
import type { ExportContent } from '../../model/export.ts'
import type { EnvironmentCapacity } from '../../model/pool.ts'
import { isWithoutSeats } from '../terminal/frame.ts'
import { defineList, knownFlag, knownNumber, knownTime, number, text, time } from './list.ts'

type SeatRow = SeatsDocument['seats'][number]
type Person = NonNullable<SeatsDocument['people']>[number]

export const seatList = defineList<SeatRow>({
  id: 'seats',
  title: 'seats',
  about: 'One row per subscribed SKU with a plan of the guide: counted = enabled + in grace - trial units.',
  columns: [
    text('plan', 'Plan', 28, ({ plan }) => plan),
    text('skuPartNumber', 'SKU', 44, ({ skuPartNumber }) => skuPartNumber),
    number('enabled', 'Enabled', 10, ({ enabled }) => enabled),
    number('warning', 'In grace', 10, ({ warning }) => warning),
    knownNumber('trialUnits', 'Trial', 10, ({ trialUnits }) => trialUnits),
    number('counted', 'Counted', 10, ({ counted }) => counted),
    number('assigned', 'Assigned', 10, ({ assigned }) => assigned),
    number('unassigned', 'Unassigned', 12, ({ enabled, warning, assigned }) => enabled + warning - assigned),
    knownNumber('idle', 'Idle', 10, ({ idle }) => idle),
    knownNumber('duplicate', 'Duplicate', 10, ({ duplicate }) => duplicate),
    knownNumber('moved', 'Moved early', 12, ({ moved }) => moved),
    number('suspended', 'Suspended', 11, ({ suspended }) => suspended),
    number('lockedOut', 'Locked out', 11, ({ lockedOut }) => lockedOut),
    time('graceUntil', 'Grace until (UTC)', 18, ({ graceUntil }) => graceUntil),
    text('skuId', 'SKU id', 38, ({ skuId }) => skuId),
  ],
  from: ({ seats }) => seats.seats,
  none: (content) => unreadOr(content, 'No subscription of this tenant has a plan of the guide.'),
})

export const peopleList = defineList<Person>({
  id: 'people',
  title: 'people',
  about:
    'One row per person with a seat: which, how it was assigned, last sign-in, verdict, and what could be saved a month.',
  columns: [
    text('name', 'Name', 30, ({ name }) => name),
    text('upn', 'Sign-in name', 36, ({ upn }) => upn),
    text('seats', 'Seats', 32, ({ seats }) => seats.map(({ plan }) => plan).join('; ')),
    text('assigned', 'Assigned', 32, ({ seats }) => seats.map(originOf).join('; ')),
    time('since', 'Since (UTC)', 18, earliestOf),
    knownTime('lastSignIn', 'Last sign-in (UTC)', 18, lastSignInOf),
    knownNumber('environments', 'Environments', 13, ({ environments }) => environments),
    text('verdict', 'Verdict', 16, ({ verdict }) => verdict),
    number('saving', 'Saving a month', 15, ({ saving }) => saving),
    text('id', 'Object id', 38, ({ id }) => id),
  ],
  from: ({ seats }) => seats.people ?? [],
  none: (content) => unreadOr(content, 'Nobody holds a seat of a plan of the guide.'),
})

/** An empty list means nothing where the subscribed SKUs could not be read. */
function unreadOr({ head }: ExportContent, sentence: string): string {
  return isWithoutSeats(head.coverage) ? 'The subscribed SKUs could not be read.' : sentence
}

function originOf({ via, group }: Person['seats'][number]): string {
  return group === null ? via : `group ${group.name ?? group.id}`
}

/** Without one: never signed in where sign-ins were read, else not known. */
function lastSignInOf({ lastSignIn }: Person, { seats }: ExportContent): string | null {
  const isRead = seats.coverage.some(({ source, state }) => source === 'graph/sign-ins' && state === 'complete')
  return lastSignIn ?? (isRead ? 'never' : null)
}

/** The first of a person's seats. */
function earliestOf({ seats }: Person): string | null {
  return seats.flatMap(({ since }) => since ?? []).toSorted()[0] ?? null
}

export const environmentList = defineList<EnvironmentCapacity>({
  id: 'environments',
  title: 'environments',
  about: 'One row per environment: rated and actual storage in GB (1 GB = 1,024 MB), and whether it draws on the pool.',
  columns: [
    text('name', 'Environment', 32, ({ name }) => name),
    text('type', 'Type', 14, ({ type }) => type),
    ...(['database', 'file', 'log'] as const).flatMap((part) => [
      knownNumber<EnvironmentCapacity>(`${part}Rated`, `${titleOf(part)} rated`, 15, (row) => row[part].rated),
      knownNumber<EnvironmentCapacity>(`${part}Actual`, `${titleOf(part)} actual`, 15, (row) => row[part].actual),
    ]),
    knownFlag('drawsOnPool', 'Draws on the pool', 17, ({ drawsOnPool }) => drawsOnPool),
    text('billingPolicy', 'Billing policy', 26, ({ billingPolicy }) => billingPolicy),
    knownTime('updatedOn', 'Measured on (UTC)', 18, ({ updatedOn }) => updatedOn),
    text('id', 'Environment id', 44, ({ id }) => id),
  ],
  from: ({ capacity }) => capacity.environments,
})

function titleOf(part: string): string {
  return `${part.charAt(0).toUpperCase()}${part.slice(1)}`
}
