/** The sections of a report for people, behind its summary: the lists with the columns that fit on a page. */
import { exportLists } from '../lists/index.ts'
import { pickColumns, type ExportList } from '../lists/list.ts'

export interface ReportSection {
  readonly id: string
  readonly title: string
  readonly list: ExportList
}

function section(id: string, title: string, keys?: readonly string[]): ReportSection {
  const list = exportLists.find((one) => one.id === id)
  if (list === undefined) throw new Error(`no list ${id}`)
  return { id, title, list: keys === undefined ? list : pickColumns(list, keys) }
}

const poolKeys = ['pool', 'unit', 'period', 'entitled', 'total', 'consumed', 'remaining', 'status', 'coveredBy']

/** The four things, in their order. */
export const poolSection = section('pools', '1. Over or within', [...poolKeys, 'packsNeeded', 'runsOut'])
export const roleSection = section('roles', '2. Who can write what without a license', [
  'role',
  'environment',
  'findings',
  'cleared',
  'action',
])
export const missingSection = section('not-assessed', '3. What was not looked at, and how to mend that')

/** What stands behind them. Findings are drawn by each format itself: a row of them is more than a row of cells. */
export const laterSections: readonly ReportSection[] = [
  section('pool-terms', 'How each entitlement adds up', [
    'pool',
    'label',
    'seats',
    'perSeat',
    'amount',
    'unit',
    'clause',
  ]),
  section('pool-details', 'Other readings, and the figures of the admin API'),
  section('seats', 'Seats', [
    'plan',
    'skuPartNumber',
    'enabled',
    'warning',
    'trialUnits',
    'counted',
    'assigned',
    'unassigned',
    'idle',
    'duplicate',
    'moved',
  ]),
  section('people', 'People', [
    'name',
    'upn',
    'seats',
    'assigned',
    'since',
    'lastSignIn',
    'environments',
    'verdict',
    'saving',
  ]),
]

export const findingSection = section('findings', 'Findings')
export const waivedSection = section('waived', 'Accepted for a time (waived)')

export const closingSections: readonly ReportSection[] = [
  section('no-api', 'What no API shows, and a person must check', ['title', 'text', 'clause']),
  section('environments', 'Environments', [
    'name',
    'type',
    'databaseRated',
    'databaseActual',
    'fileRated',
    'fileActual',
    'logRated',
    'logActual',
    'drawsOnPool',
  ]),
  section('rules', 'Rules'),
  section('coverage', 'What was read', ['source', 'environment', 'state', 'required', 'reason']),
]
export const clauseSection = section('clauses', 'Clauses')
