/** Whatever seats somebody holds: taking away the duplicates takes away no channel, and leaves no duplicate. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HeldSeat } from '../../src/facts/seat-facts.ts'
import { planIds, type PlanId } from '../../src/model/pool.ts'
import { listPrices } from '../../src/seats/list-price.ts'
import { duplicatesOf, separateOf } from '../../src/seats/overlap.ts'
import { edition, held, holder } from '../facts/seat-facts.ts'

const prices = listPrices(edition)
const seatOfAnyPlan = fc
  .record({ plan: fc.constantFrom(...planIds), number: fc.nat(2), isTrial: fc.boolean() })
  .map(({ plan, number, isTrial }) => held(plan, { skuId: `${isTrial ? 'trial' : 'paid'}-${plan}-${number}` }))
const anySeats = fc.uniqueArray(seatOfAnyPlan, { selector: ({ skuId }) => skuId, maxLength: 8 })
const isTrial = (skuId: string): boolean => skuId.startsWith('trial')
const scales = { edition, prices, isTrial }

function rightsOf(plan: PlanId): string[] {
  const channels = edition.plans.find(({ id }) => id === plan)?.channels ?? []
  return plan.startsWith('customer-service') ? [...channels, 'customer-service'] : [...channels]
}

const paid = (seats: readonly HeldSeat[]) => seats.filter(({ skuId }) => !isTrial(skuId))
const idsOf = (seats: readonly HeldSeat[]) => duplicatesOf(holder('ada', seats), scales).map(({ sku }) => sku.skuId)
const opened = (seats: readonly HeldSeat[]) => [...new Set(seats.flatMap(({ plan }) => rightsOf(plan)))].toSorted()

function withoutDuplicates(seats: readonly HeldSeat[]): HeldSeat[] {
  const going = new Set(idsOf(seats))
  return seats.filter(({ skuId }) => !going.has(skuId))
}

test('no channel is lost, neither with the trials nor when they end', () => {
  fc.assert(
    fc.property(anySeats, (seats) => {
      const left = withoutDuplicates(seats)

      expect(opened(left)).toEqual(opened(seats))
      expect(opened(paid(left))).toEqual(opened(paid(seats)))
    }),
  )
})

test('what stays holds no duplicate, and every duplicate names a seat that stays', () => {
  fc.assert(
    fc.property(anySeats, (seats) => {
      const left = withoutDuplicates(seats)
      const staying = new Set(left.map(({ skuId }) => skuId))

      expect(duplicatesOf(holder('ada', left), scales)).toEqual([])
      for (const { coveredBy } of duplicatesOf(holder('ada', seats), scales)) {
        expect(staying.has(coveredBy.skuId)).toBe(true)
      }
    }),
  )
})

test('the order of the seats changes nothing', () => {
  fc.assert(
    fc.property(anySeats, (seats) => {
      expect(idsOf(seats.toReversed()).toSorted()).toEqual(idsOf(seats).toSorted())
    }),
  )
})

test('a combined seat is named only where it opens what both open, and for a saving above 0', () => {
  fc.assert(
    fc.property(anySeats, (seats) => {
      const going = new Set(idsOf(seats))
      const separate = separateOf(holder('ada', seats), going, scales)
      if (separate === null) return

      expect([separate.digital.plan, separate.voice.plan].map(rightsOf)).toEqual([['digital'], ['voice']])
      expect(separate.saving?.monthly).toBeGreaterThan(0)
      expect(isTrial(separate.digital.skuId) || isTrial(separate.voice.skuId)).toBe(false)
    }),
  )
})
