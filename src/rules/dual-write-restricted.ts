/** The rule of dual-write: a map that writes a restricted table does so for people of finance and operations, who need its license. */
import { citeSources } from '../access/cited-sources.ts'
import type { TableRule } from '../access/table-rules.ts'
import { listWords, tableWords } from '../access/words.ts'
import type { FeatureFacts } from '../facts/feature-facts.ts'
import { findingId } from '../findings/id.ts'
import type { DualWriteMap } from '../model/features.ts'
import type { FindingDraft, Remedy } from '../model/finding.ts'
import { compareText } from '../model/text-order.ts'
import type { FeatureRule } from './rule.ts'

const id = 'dual-write-restricted'

export const dualWriteRestricted: FeatureRule = {
  id,
  scope: 'feature',
  title: 'No dual-write map writes a restricted table',
  failureTitle: 'Dual-write maps write restricted tables',
  description:
    'Dual-write copies rows between finance and operations apps and Dataverse. People whose work updates a restricted table through it need a license of that table, as if they worked in Dataverse. Dataverse shows the maps and not the people: who they are must be asked of the finance and operations side. Of each map the newest stored version counts; a map without a row that says whether it runs may run from the other side.',
  notApplicable: 'No environment that was read has dual-write maps',
  clauses: ['dual-write', 'restricted-tables', 'restricted-tables-page'],
  needs: ['power-platform/environments', 'dataverse/dual-write'],
  appliesTo: ({ dualWriteMaps }) => dualWriteMaps !== null && dualWriteMaps.length > 0,
  judge(features) {
    const byName = [...Map.groupBy(features.dualWriteMaps ?? [], ({ name }) => name)]
    return byName.toSorted(([a], [b]) => compareText(a, b)).flatMap(([, maps]) => draftsOf(newestOf(maps), features))
  },
}

/** The stored version with the highest number; where two rows bear it, the legs of both. */
function newestOf(maps: readonly DualWriteMap[]): DualWriteMap {
  const newest = maps.reduce((a, b) => (compareVersions(b.version, a.version) > 0 ? b : a))
  const same = maps.filter(({ version }) => compareVersions(version, newest.version) === 0)
  return { ...newest, legs: same.flatMap(({ legs }) => legs) }
}

/** Part by part as numbers: 1.0.0.10 is newer than 1.0.0.9. */
function compareVersions(a: string, b: string): number {
  const left = partsOf(a)
  const right = partsOf(b)
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function partsOf(version: string): number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0)
}

/** A restricted table that the map writes. */
interface WrittenTable {
  readonly rule: TableRule
  readonly direction: 'to-dataverse' | 'both'
}

/** One per table, by name. A leg names its table as the Web API does, or by its logical name. */
function writtenTables({ legs }: DualWriteMap, { tableRules, entitySets }: FeatureFacts): WrittenTable[] {
  const inward = legs.filter(({ direction }) => direction !== 'from-dataverse')
  return tableRules
    .flatMap((rule): WrittenTable[] => {
      const names = [rule.table, entitySets.get(rule.table)]
      const own = inward.filter(({ table }) => names.includes(table))
      if (own.length === 0) return []
      return [{ rule, direction: own.some(({ direction }) => direction === 'both') ? 'both' : 'to-dataverse' }]
    })
    .toSorted((a, b) => compareText(a.rule.table, b.rule.table))
}

/** null: rows say that it does not run. Without a row it may run from the other side. */
function stateOf(name: string, runtime: FeatureFacts['dualWriteRuntime']): 'active' | 'unknown' | null {
  const rows = (runtime ?? []).filter(({ mapName }) => mapName === name)
  if (rows.length === 0) return 'unknown'
  return rows.some(({ active }) => active) ? 'active' : null
}

function draftsOf(map: DualWriteMap, features: FeatureFacts): FindingDraft[] {
  const { ref, dualWriteRuntime, statuses } = features
  const [first, ...others] = writtenTables(map, features)
  const state = stateOf(map.name, dualWriteRuntime)
  if (first === undefined || state === null) return []
  const tables = listWords([first, ...others].map(({ rule }) => tableWords(rule.displayName, rule.table)))
  return [
    {
      id: findingId(id, ref.id, ref.id, map.name),
      rule: id,
      severity: state === 'active' ? 'medium' : 'low',
      subject: { kind: 'environment', id: ref.id, name: ref.name, upn: null },
      environment: ref,
      title: `The dual-write map ${map.name} ${state === 'active' ? 'writes' : 'may write'} ${tables} in ${ref.name}`,
      detail: detailOf(map, state, tables),
      evidence: { map: map.name, table: first.rule.table, direction: first.direction, state },
      remedies: remediesOf(map, tables),
      clauses: ['dual-write', 'restricted-tables', 'restricted-tables-page'],
      sources: citeSources(statuses, ['dataverse/dual-write'], ref.id),
    },
  ]
}

function detailOf({ name, version }: DualWriteMap, state: 'active' | 'unknown', tables: string): string {
  const newest = version === '' ? 'The newest version' : `Version ${version}, the newest,`
  return [
    `${newest} of ${name} has a leg from finance and operations into ${tables}, which is restricted.`,
    state === 'active'
      ? 'The map runs.'
      : 'Whether it runs is not known: for maps that start in finance and operations that is written on the other side.',
    'The rows are written by one account of dual-write, so that the finance users behind it cannot be seen: each of them needs a license that matches.',
  ].join(' ')
}

function remediesOf({ name }: DualWriteMap, tables: string): Remedy[] {
  return [
    {
      text: `Ask who works in finance and operations on what ${name} copies, and give each of them a license for ${tables}.`,
      kind: 'review',
      target: name,
    },
    {
      text: `If the map is not needed, stop it in finance and operations, or let its leg run from Dataverse alone.`,
      kind: 'configure',
      target: name,
    },
  ]
}
