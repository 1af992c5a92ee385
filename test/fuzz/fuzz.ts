/** What every fuzz test shares: how often and with which seed it runs, the saved corpus that it replays first, and hostile values. */
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { test } from 'vitest'
import { z } from 'zod'

/** `FUZZ_RUNS` and `FUZZ_SEED`; `npm run fuzz` sets 5,000. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 500)
/** A busy machine is no endless loop. */
const timeout = 120_000 + 100 * numRuns
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_124)

const Corpus = z.array(
  z.strictObject({
    /** What it broke, or why it is worth a replay. */
    note: z.string().min(1),
    input: z.unknown(),
    /** A text that is repeated so often. */
    times: z.int().positive().optional(),
  }),
)

/** The inputs of `corpus/<parser>.json`, in their order. */
export function corpusOf(parser: string): unknown[] {
  const text = readFileSync(new URL(`./corpus/${parser}.json`, import.meta.url), 'utf8')
  return Corpus.parse(JSON.parse(text)).map(({ input, times }) =>
    typeof input === 'string' && times !== undefined ? input.repeat(times) : input,
  )
}

/** The same where every input is a text. */
export function textsOf(parser: string): string[] {
  return z.array(z.string()).parse(corpusOf(parser))
}

/** The corpus first, then so many cases of the seed. What fails is shrunk, and its seed and path are printed. */
export function fuzz<T>(
  title: string,
  inputs: fc.Arbitrary<T>,
  check: (input: T) => void,
  corpus: readonly NoInfer<T>[] = [],
): void {
  test(title, { timeout }, () => {
    fc.assert(fc.property(inputs, check), optionsOf(corpus))
  })
}

export function fuzzAsync<T>(
  title: string,
  inputs: fc.Arbitrary<T>,
  check: (input: T) => Promise<void>,
  corpus: readonly NoInfer<T>[] = [],
): void {
  test(title, { timeout }, async () => {
    await fc.assert(fc.asyncProperty(inputs, check), optionsOf(corpus))
  })
}

function optionsOf<T>(corpus: readonly T[]): fc.Parameters<[T]> {
  return { seed, numRuns: numRuns + corpus.length, examples: corpus.map((input) => [input]) }
}

/**
 * Each unit between a head and a tail, over and over up to 100,000 characters. Nothing is timed: what takes a time that grows with
 * the square of the length does not end before the test does.
 */
export function longTexts(units: readonly string[], heads: readonly string[] = [''], tails = ['!']): string[] {
  return units.flatMap((unit) =>
    heads.flatMap((head) => tails.map((tail) => `${head}${unit.repeat(100_000 / unit.length)}${tail}`)),
  )
}

/** What has broken programs of this kind: ends of encodings, marks that reorder, formulas, markup, numbers at their ends. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\0',
  '\ud800',
  '\udc00x',
  '\ufeffbom',
  '\u202eexe.cod',
  '\u200f\u2066',
  '\u2028',
  '\r\nSet-Cookie: a=b',
  '\u001b[2J',
  '\u009b31m',
  '=HYPERLINK("http://evil.example")',
  '+1+cmd|calc',
  '@SUM(1)',
  '<script>alert(1)</script>',
  "' or 1 eq 1",
  '"/><condition/>',
  '../../x?y#z',
  '%00%ff%zz',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'NaN',
  '-0',
  '1e400',
  '0x10',
  '2026-02-30',
  '0001-01-01T00:00:00',
  '+275760-09-13T00:00:00Z',
  '2026-11-24T08:00:00+99:99',
  '٣',
  'İ',
  'ß',
  'e\u0301',
  '👩‍👩‍👧‍👦',
  'x'.repeat(10_000),
]

/** Any UTF-16 text, half pairs too, short and with a liking for the hostile. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 10 }).map((units) => String.fromCharCode(...units)),
)

/** Texts of a grammar gone wrong: its own pieces in any order. */
export function piecesOf(...pieces: readonly string[]): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...pieces) }, anyText), { maxLength: 12 })
    .map((all) => all.join(''))
}

export const hostileNumbers: readonly number[] = [
  0,
  -0,
  -1,
  0.5,
  1e-320,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e308,
  // What `JSON.parse` makes of 1e400.
  Number.POSITIVE_INFINITY,
]

/** Whatever a body of JSON can hold in the place of a value. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  anyText,
  fc.constantFrom<unknown>(...hostileNumbers),
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { value: [] }, JSON.parse('{"__proto__":{"x":1}}')),
  fc.jsonValue({ maxDepth: 3 }),
)
