/** The plan as text: what to buy with each price and its source, what is reused, ties, the pools that result, and why. */
import type { PlanDocument, StaffingRow } from '../../model/plan.ts'
import type { Pool } from '../../model/pool.ts'
import { joinSections, noticeLine, section } from './frame.ts'
import { table } from './table.ts'
import { cell, figure, heading, name, plain, quantity, time, type RenderOptions } from './text.ts'

export function renderPlan(document: PlanDocument, options: RenderOptions): string {
  return joinSections([
    titleOf(document, options),
    section('For whom', [staffingTable(document.staffing, options)], options),
    section('To buy', [purchaseTable(document, options), `Together ${figure(document.monthly)} a month`], options),
    section('Used first, without buying', reusedLines(document), options),
    section('Ties', document.ties.map(line), options),
    section('Why', document.why.map(line), options),
    section('Pools that result', [poolTable(document.pools, options)], options),
    noticeLine(document, options),
  ])
}

/** Without a store no tenant need be named. */
function titleOf(document: PlanDocument, options: RenderOptions): string {
  const tenant = name(document.tenantName ?? document.tenantId)
  const whose = tenant === '' ? 'plan' : `${tenant}: plan`
  const basis = document.runId === null ? 'no sync stored' : `from the sync of ${time(document.asOf)}`
  return heading(`${whose} (${basis}, edition ${plain(document.edition)})`, options)
}

function line(sentence: string): string {
  return `  ${plain(sentence)}`
}

function staffingTable(staffing: readonly StaffingRow[], options: RenderOptions): string {
  const rows = staffing.map((row) => [
    figure(row.count),
    row.channels === 'both' ? 'digital and voice' : row.channels,
    row.customerService ? 'yes' : 'no',
    row.holds.length === 0 ? 'nothing' : cell(row.holds.join(', ')),
  ])
  const titles = [{ title: 'Channels' }, { title: 'Customer Service' }, { title: 'Hold' }]
  return table([{ title: 'People', align: 'right' }, ...titles], rows, options)
}

function purchaseTable({ purchases }: PlanDocument, options: RenderOptions): string {
  if (purchases.length === 0) return 'Nothing.'
  const rows = purchases.map((purchase) => [
    cell(purchase.plan),
    figure(purchase.count),
    figure(purchase.unitPrice),
    figure(purchase.monthly),
    cell(purchase.priceSource),
  ])
  const figures = ['Count', 'Price a month', 'Together'].map((title) => ({ title, align: 'right' }) as const)
  return table([{ title: 'Plan' }, ...figures, { title: 'Price from' }], rows, options)
}

function reusedLines({ reused }: PlanDocument): readonly string[] {
  return reused.map(({ skuId, count, from }) => `  ${figure(count)} x ${plain(skuId)} (${plain(from)})`)
}

function poolTable(pools: readonly Pool[], options: RenderOptions): string {
  const rows = pools.map((pool) => [
    pool.pool,
    quantity(pool.entitled, pool.period === null ? pool.unit : `${pool.unit}/month`),
    pool.terms.map((term) => cell(term.label)).join('\n'),
  ])
  return table([{ title: 'Pool' }, { title: 'Entitled', align: 'right' }, { title: 'From' }], rows, options)
}
