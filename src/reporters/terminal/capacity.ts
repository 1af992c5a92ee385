/** The capacity document as text: pools first, then how they come about, seats, environments and what was not looked at. */
import type { CapacityDocument } from '../../model/documents.ts'
import type { EnvironmentCapacity } from '../../model/pool.ts'
import { coverageSection, joinSections, noticeLine, section, titleLine } from './frame.ts'
import { derivationSection, poolTable } from './pools.ts'
import { seatSection, unknownSkuSection } from './seat-tables.ts'
import { table } from './table.ts'
import { cell, figure, name, type RenderOptions } from './text.ts'

export function renderCapacity(document: CapacityDocument, options: RenderOptions): string {
  return joinSections([
    titleLine(document, 'capacity', options),
    section('Pools', [poolTable(document.pools, options)], options),
    derivationSection(document.pools, options),
    seatSection(document, options),
    unknownSkuSection(document.unknownSkus, options),
    environmentSection(document.environments, options),
    coverageSection(document.coverage, options),
    noticeLine(document, options),
  ])
}

function environmentSection(environments: readonly EnvironmentCapacity[], options: RenderOptions): string {
  const rows = environments.map((environment) => [
    name(environment.name),
    cell(environment.type),
    storageText(environment.database),
    storageText(environment.file),
    storageText(environment.log),
    drawText(environment),
  ])
  const columns = ['Database', 'File', 'Log'].map((title) => ({ title, align: 'right' }) as const)
  return section(
    'Environments (GB rated, 1 GB = 1,024 MB)',
    [table([{ title: 'Environment' }, { title: 'Type' }, ...columns, { title: 'Draws on the pool' }], rows, options)],
    options,
  )
}

/** Rated storage; the actual one beside it where it differs. */
function storageText(storage: EnvironmentCapacity['database']): string {
  if (storage.rated === null) return 'not known'
  const differs = storage.actual !== null && storage.actual !== storage.rated
  return differs ? `${figure(storage.rated)} (actual ${figure(storage.actual ?? 0)})` : figure(storage.rated)
}

function drawText(environment: EnvironmentCapacity): string {
  const draws = environment.drawsOnPool === null ? 'not known' : environment.drawsOnPool ? 'yes' : 'no'
  const policy = environment.billingPolicy === null ? '' : `, paid by ${name(environment.billingPolicy)}`
  const included = environment.included
  const without =
    included === null
      ? ''
      : `, beyond the included ${figure(included.database)} / ${figure(included.file)} / ${figure(included.log)}`
  return `${draws}${policy}${without}`
}
