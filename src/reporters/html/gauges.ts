/** The pools as bars: how much of each is used, in words too. */
import type { Pool } from '../../model/pool.ts'
import { totalOf } from '../lists/pools.ts'
import { quantity } from '../terminal/text.ts'
import { html } from './markup.ts'
import { tag } from './table.ts'

const colors = { within: '#107c10', near: '#bc4b09', over: '#a4262c', unknown: '#8a8886' } as const satisfies Record<
  Pool['status'],
  string
>

export function gaugesOf(pools: readonly Pool[]): string {
  return `<ul class="gauges">${pools.map(gaugeOf).join('')}</ul>\n`
}

function gaugeOf(pool: Pool): string {
  const total = totalOf(pool)
  const { consumed, unit, period, entitled, status } = pool
  const month = period === null ? '' : ` in ${period}`
  const words = [
    `Entitled by the guide: ${quantity(entitled, unit)}${month}`,
    ...(period === null ? [`Total by the admin API: ${quantity(total, unit)}`] : []),
    `Consumed: ${quantity(consumed, unit)}`,
    `Remaining: ${quantity(pool.remaining, unit)}`,
  ]
  return `<li><strong>${pool.pool}</strong>${tag(status)}${barOf(pool, total)}${words.map((word) => `<div class="small">${html(word)}</div>`).join('')}</li>`
}

/** Nothing is drawn of what is not known: an empty bar would say "nothing used". */
function barOf({ consumed, status }: Pool, total: number | null): string {
  if (total === null || consumed === null || total === 0) return ''
  const used = Math.min(100, Math.max(0, (consumed / total) * 100)).toFixed(1)
  return `<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="8" fill="#e1dfdd"/><rect width="${used}" height="8" fill="${colors[status]}"/></svg>`
}
