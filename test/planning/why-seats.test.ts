/** The sentences of a seat plan, as a license manager reads them. */
import { expect, test } from 'vitest'
import { loadEdition } from '../../src/guide/load.ts'
import type { StaffingRow } from '../../src/model/plan.ts'
import type { PlanId } from '../../src/model/pool.ts'
import { planSeats, type SeatPlanInput } from '../../src/planning/seat-plan.ts'
import { tieSentence } from '../../src/planning/ties.ts'
import { namesIn, whySeats, type SeatPlanStory } from '../../src/planning/why-seats.ts'
import { listPrices } from '../../src/seats/list-price.ts'

const edition = loadEdition('contact-center-2025-02')
const prices = listPrices(edition)

function why(
  staffing: readonly StaffingRow[],
  input: Partial<SeatPlanInput> = {},
  story: Partial<SeatPlanStory> = {},
): string[] {
  const free = input.free ?? new Map<PlanId, number>()
  const purchased = input.purchased ?? new Map<PlanId, number>()
  const plan = planSeats({ staffing, edition, prices, ...input, free, purchased })
  return whySeats({ plan, edition, prices, purchased, free, drawn: [], bound: [], ...story })
}

const lead: StaffingRow = { count: 1, channels: 'both', customerService: false, holds: [] }

test('says what was minimized, and why the standalone seat is cheaper for a lead without Customer Service', () => {
  expect(why([lead])).toEqual([
    'Minimized, exactly and over all people together: the price per month in USD of what must be bought; of equal prices the fewest seats, then the fewest different SKUs, then the order of the edition.',
    '1 person who needs digital and voice and holds nothing: Contact Center (Digital + Voice) (110), cheaper than Contact Center Digital and Contact Center Voice (95 + 95 = 190), Customer Service Premium (195) or Customer Service Enterprise and Contact Center (Digital + Voice) Add-on (105 + 90 = 195). Nothing asks for Customer Service Enterprise here, which Premium and the add-ons would pay for as well.',
  ])
})

test('names the tie of Premium with Customer Service Enterprise and the combined add-on', () => {
  const staffing = [{ ...lead, customerService: true }]
  const { bought, ties } = planSeats({ staffing, edition, prices, free: new Map(), purchased: new Map() })

  expect(ties.map((tie) => tieSentence(bought, tie, prices, namesIn(edition)))).toEqual([
    '1 Customer Service Premium (customer-service-premium) could be 1 Customer Service Enterprise (customer-service-enterprise) and 1 Contact Center (Digital + Voice) Add-on (digital-voice-addon) at the same price: 195, 105 + 90 = 195. The plan takes what has the fewest seats.',
  ])
})

test('says what is kept, what is there already, what is missing, and who holds what must be replaced', () => {
  const staffing: StaffingRow[] = [
    {
      count: 2,
      channels: 'voice',
      customerService: true,
      holds: ['customer-service-enterprise', 'legacy-omnichannel'],
    },
    { count: 1, channels: 'digital', customerService: false, holds: ['digital'] },
    { count: 0, channels: 'both', customerService: false, holds: [] },
  ]
  const input = {
    free: new Map<PlanId, number>([
      ['voice-addon', 1],
      ['digital', -3],
    ]),
    purchased: new Map<PlanId, number>([
      ['customer-service-enterprise', 5],
      ['voice-addon', 4],
      ['digital-addon', 6],
    ]),
  }
  const drawn = [
    { skuId: 'x', count: 1, from: 'idle seats', partNumber: 'VOICE_ADD_ON', holders: ['Ada (ada@contoso.example)'] },
  ]
  const bound = [{ skuId: 'x', personId: 'ben', holder: 'Ben', until: '2027-01-01' }]

  expect(why(staffing, input, { drawn, bound }).slice(1)).toEqual([
    '2 people who need voice and Customer Service Enterprise and hold Customer Service Enterprise and Omnichannel add-on (legacy): Contact Center Voice Add-on (75), partly from units that are there.',
    '1 person who needs digital and holds Contact Center Digital: what is held covers it.',
    '1 unit of VOICE_ADD_ON: idle seats, used first; they move from Ada (ada@contoso.example), as the guide lets them.',
    'The idle seat of Ben stays: the guide binds it to its holder until 2027-01-01.',
    '3 more of Contact Center Digital are assigned than purchased: the plan buys them.',
    'Over the maximum already, so the plan buys none of them: 6 Contact Center Digital Add-on against 5 Customer Service Enterprise. Fewer at the renewal mend that (rule addon-quantity).',
    'Maximum kept: 5 Contact Center Voice Add-on against 5 Customer Service Enterprise.',
    '2 people hold Omnichannel (legacy) seats: they license until the end of their term and cannot be bought, so the plan is what must take their place then.',
  ])
})

test('names what has no price', () => {
  const some = new Map([...prices].filter(([id]) => id !== 'digital-voice'))

  expect(why([lead], { prices: some }).at(-1)).toBe(
    'Contact Center (Digital + Voice) has no price and was left out, so a cheaper plan may exist: give it in the file of --prices.',
  )
})
