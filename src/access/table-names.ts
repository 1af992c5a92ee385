/** The logical names that a sync asks Dataverse for. */
import type { ReferenceData } from '../guide/reference-data.ts'
import { compareText } from '../model/text-order.ts'

/** Tables of the main list, the candidates for journeys, and those of the second list where it is on; sorted. */
export function restrictedTableNames({ restrictedTables }: ReferenceData, fieldServiceList: boolean): string[] {
  const { tables, journey, fieldServiceList: second } = restrictedTables
  const names = [...tables.map(({ logicalName }) => logicalName), ...journey.candidates]
  return [...names, ...(fieldServiceList ? second.tables : [])].toSorted(compareText)
}
