/** License assignments of the audit log: written as the service does they come back, and what is cut or broken is never half read. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeOf, skuIdsOf } from '../../connectors/graph/assigned-licenses.ts'
import { fuzz, longTexts, piecesOf, textsOf } from './fuzz.ts'

const guid = fc.uuid()
const plans = fc.array(fc.oneof(guid, fc.stringMatching(/^[A-Z_0-9]{1,12}$/)), { maxLength: 3 })
const license = fc.record({
  name: fc.stringMatching(/^[A-Za-z0-9_ .-]{0,20}$/),
  id: fc.oneof(
    guid,
    guid.map((id) => id.toUpperCase()),
  ),
  plans,
})
type License = typeof license extends fc.Arbitrary<infer L> ? L : never
const licenses = fc.uniqueArray(license, { maxLength: 6, selector: ({ id }) => id.toLowerCase() })
const style = fc.constantFrom('quoted', 'plain', 'escaped')

/** The forms that were seen: a JSON list of texts, and the same without its quotes or with escaped ones. */
function written(held: readonly License[], how: string): string {
  const texts = held.map(
    ({ name, id, plans: disabled }) => `[SkuName=${name}, SkuId=${id}, DisabledPlans=[${disabled.join(', ')}]]`,
  )
  const quote = { quoted: '"', plain: '', escaped: '\\"' }[how] ?? ''
  return `[${texts.map((text) => `${quote}${text}${quote}`).join(how === 'plain' ? ', ' : ',')}]`
}

const idsOf = (held: readonly License[]): string[] => held.map(({ id }) => id.toLowerCase())

describe('license assignments', () => {
  fuzz('come back as they were held', fc.tuple(licenses, style), ([held, how]) => {
    expect(skuIdsOf(written(held, how))).toEqual(idsOf(held))
  })

  fuzz(
    'that are cut anywhere are not read',
    fc.tuple(licenses, style, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })),
    ([held, how, part]) => {
      const text = written(held, how)
      const cut = text.slice(0, Math.floor(text.length * part))

      expect(skuIdsOf(cut)).toEqual(cut.trim() === '' ? [] : null)
    },
  )

  fuzz('give what came and what went', fc.tuple(licenses, licenses, style), ([before, after, how]) => {
    const [old, now] = [new Set(idsOf(before)), new Set(idsOf(after))]

    expect(changeOf(written(before, how), written(after, how))).toEqual({
      added: [...now].filter((id) => !old.has(id)).toSorted(),
      removed: [...old].filter((id) => !now.has(id)).toSorted(),
    })
  })

  fuzz(
    'of anything are ids that stand there, one for each that is named, or null',
    fc.oneof(
      piecesOf(
        '[',
        ']',
        '"',
        'SkuName=',
        'SkuId=',
        'skuid=',
        ', ',
        'DisabledPlans=[]',
        '11111111-1111-4111-8111-111111111111',
        '1111',
        ' ',
      ),
      fc.tuple(licenses, style, fc.nat(300), fc.constantFrom('[', ']', 'SkuId=', '')).map(([held, how, at, more]) => {
        const text = written(held, how)
        return text.slice(0, at) + more + text.slice(at + 1)
      }),
    ),
    (text) => {
      const ids = skuIdsOf(text)
      if (ids === null) return

      for (const id of ids) expect(text.toLowerCase()).toContain(id)
      // Every word that announces an id must have brought one: of a text that is read nothing is left out.
      const named = text
        .split(/SkuId=/i)
        .slice(1)
        .map((rest) => rest.trimStart().slice(0, 36).toLowerCase())
      expect([...new Set(named)]).toEqual(ids)
      // One list: the bracket that opens it closes at its end and not before.
      let depth = 0
      for (const [at, letter] of Array.from(text.trim()).entries()) {
        depth += letter === '[' ? 1 : letter === ']' ? -1 : 0
        expect(depth > 0 || at === Array.from(text.trim()).length - 1).toBe(true)
      }
    },
    textsOf('audit-strings'),
  )

  test('long ones end', () => {
    for (const text of longTexts(['[', ']', 'SkuId=', 'SkuId= ', ' ', 'a', '1111-', '[]'], ['', '[SkuId='], ['', ']']))
      skuIdsOf(text)
  })
})
