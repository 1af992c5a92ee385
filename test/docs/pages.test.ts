/** The generated pages stand in docs/ as the rules and editions make them: `npm run docs` writes them anew. */
import { describe, expect, test } from 'vitest'
import { numbersPage, type GoldenCase } from '../../src/docs/numbers-page.ts'
import { provisionsPage } from '../../src/docs/provisions-page.ts'
import { rulePage, rulesIndex } from '../../src/docs/rule-page.ts'
import { derivePools } from '../../src/entitlements/pools.ts'
import { loadReferenceData, loadShippedEditions } from '../../src/guide/load.ts'
import type { PlanId } from '../../src/model/pool.ts'
import { rules } from '../../src/rules/index.ts'
import { edition, seat } from '../facts/seat-facts.ts'

const data = loadReferenceData()

/** What counted seats alone entitle to: nothing is reported, nothing used. */
function golden(title: string, seats: GoldenCase['seats'], of = edition): GoldenCase {
  const held = of.plans.flatMap(({ id }) => seatsOf(id, seats[id]))
  const pools = derivePools({
    seats: held,
    packs: [],
    skus: [],
    capacity: null,
    edition: of,
    otherEditions: [],
    data,
    overrides: new Map(),
    asOf: '2026-11-24T08:00:00.000Z',
  })
  return { title, seats, edition: of, pools }
}

function seatsOf(plan: PlanId, counted: number | undefined) {
  return counted === undefined ? [] : [seat(plan, { enabled: counted, counted })]
}

const contoso = { 'digital-addon': 3, 'voice-addon': 7, 'customer-service-premium': 1 } as const

describe('docs/', () => {
  test.each(rules.map((rule) => [rule.id, rule] as const))('rules/%s.md', async (id, rule) => {
    await expect(rulePage(rule, edition)).toMatchFileSnapshot(`../../docs/rules/${id}.md`)
  })

  test('rules/README.md', async () => {
    await expect(rulesIndex(rules)).toMatchFileSnapshot('../../docs/rules/README.md')
  })

  test('numbers.md: the golden cases, worked by hand, in every edition that ships', async () => {
    const cases = loadShippedEditions().flatMap((of) => [
      golden(`100 Digital seats (${of.id})`, { digital: 100 }, of),
      golden(`100 Voice seats (${of.id})`, { voice: 100 }, of),
      golden(`Contoso of Scenario 1: 3 Digital add-ons, 7 Voice add-ons, 1 Premium (${of.id})`, contoso, of),
    ])

    await expect(numbersPage(cases)).toMatchFileSnapshot('../../docs/numbers.md')
  })

  test('what-no-api-shows.md', async () => {
    await expect(provisionsPage(edition)).toMatchFileSnapshot('../../docs/what-no-api-shows.md')
  })
})

describe('the golden figures of the page', () => {
  test.each([
    [{ digital: 100 }, [35, 220, 200, 5000, 0, 0]],
    [{ voice: 100 }, [35, 3520, 200, 0, 200_000, 600_000]],
    [contoso, [12.75, 306, 22, 200, 16_000, 48_000]],
  ])('%j', (seats, entitled) => {
    expect(golden('', seats).pools.map((pool) => pool.entitled)).toEqual(entitled)
  })
})
