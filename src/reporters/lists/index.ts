/** The lists of an export, in the order of its sheets and files. */
import type { ExportContent } from '../../model/export.ts'
import { findingList, waivedList } from './findings.ts'
import type { ExportList } from './list.ts'
import { notAssessedList } from './not-assessed.ts'
import { pathList, roleList } from './paths.ts'
import { poolDetailList } from './pool-details.ts'
import { poolList, termList } from './pools.ts'
import { clauseList, coverageList, provisionList, ruleList } from './provenance.ts'
import { environmentList, peopleList, seatList } from './seats.ts'

export const exportLists: readonly ExportList[] = [
  poolList,
  termList,
  poolDetailList,
  seatList,
  peopleList,
  findingList,
  pathList,
  roleList,
  waivedList,
  notAssessedList,
  provisionList,
  environmentList,
  ruleList,
  coverageList,
  clauseList,
]

/** How many rows a list has, known before they are gone through. */
export function rowsOf({ id }: ExportList, content: ExportContent): number | null {
  const { bySeverity, waived, paths } = content.totals
  if (id === 'findings') return Object.values(bySeverity).reduce((sum, count) => sum + count, 0)
  if (id === 'paths') return paths
  return id === 'waived' ? waived : null
}
