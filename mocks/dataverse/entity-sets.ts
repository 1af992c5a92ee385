/** The entity set of a table: most follow from the name, some do not. */

const irregularSets: Readonly<Record<string, string>> = {
  msdyn_productinventory: 'msdyn_productinventories',
  msdyn_projecttaskdependency: 'msdyn_projecttaskdependencies',
  msdyn_rmasubstatus: 'msdyn_rmasubstatuses',
  msdyn_rtvsubstatus: 'msdyn_rtvsubstatuses',
  msdyn_scheduleboardsetting: 'msdyn_scheduleboardsettinges',
  msdyn_systemuserschedulersetting: 'msdyn_systemuserschedulersettinges',
}

export function entitySetOf(table: string): string {
  return irregularSets[table] ?? `${table}s`
}
