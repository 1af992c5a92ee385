/** Which requests a planned fault strikes: what its target fits, and then `from`, `times` and a rate drawn from the seed. */
import { createHash } from 'node:crypto'
import { createDice } from '../dice.ts'
import type { Api } from '../request-counts.ts'
import type { WireRequest } from '../wire.ts'
import type { FaultTarget } from './plan.ts'

/** A request on its way to a host. */
export interface Approach {
  readonly api: Api
  readonly environmentId: string | null
  readonly request: WireRequest
  /** Counted from 1. */
  readonly page: number
}

export interface Aim {
  fits(approach: Approach): boolean
  /** Counts a request that fits, and says whether it is struck. */
  strikes(approach: Approach): boolean
  /** Requests that fitted and were counted. */
  met(): number
}

export function createAim(target: FaultTarget, seed: string): Aim {
  const { from = 1, times = 'forever', per = 'all', rate = 1 } = target
  const path = target.path === undefined ? null : new RegExp(target.path, 'i')
  const counts = new Map<string, number>()
  const attempts = new Map<string, number>()
  let met = 0
  return {
    fits: (approach) => fits(target, path, approach),
    met: () => met,
    strikes(approach) {
      met += 1
      const address = addressOf(approach)
      const nth = countUp(counts, per === 'all' ? '' : address)
      if (nth < from || (times !== 'forever' && nth >= from + times)) return false
      return rate === 1 || chance(`${seed} ${countUp(attempts, address)} ${address}`) < rate
    },
  }
}

function fits(target: FaultTarget, path: RegExp | null, approach: Approach): boolean {
  const { api, environmentId, request } = approach
  if (target.api !== undefined && ![target.api].flat().includes(api)) return false
  if ((target.environmentId ?? environmentId) !== environmentId) return false
  if ((target.method ?? request.method) !== request.method) return false
  return path?.test(`${request.url.pathname}${request.url.search}`) !== false && isOnPage(target, approach)
}

function isOnPage(target: FaultTarget, { page }: Approach): boolean {
  if (target.page === 'later') return page > 1
  return target.page === undefined || page === (target.page === 'first' ? 1 : target.page)
}

/** What stays the same in every run, whatever the order: the host by what it is, and a page by its number instead of its token. */
function addressOf({ api, environmentId, request, page }: Approach): string {
  const { pathname, search } = request.url
  const query = search.replace(/\$skiptoken=[^&]*/i, '')
  return [api, environmentId, request.method, pathname, query, page, request.body].join(' ')
}

function countUp(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1
  counts.set(key, count)
  return count
}

/** In [0, 1). */
function chance(text: string): number {
  return createDice(createHash('sha256').update(text).digest().readUInt32LE()).roll()
}
