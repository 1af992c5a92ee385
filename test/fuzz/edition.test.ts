/** Edition files: a good one with one value gone wrong is read exactly as it stands, or refused in one line that names the place. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { afterAll, describe, expect } from 'vitest'
import { z } from 'zod'
import { ConfigurationError } from '../../src/errors.ts'
import { loadEdition, shippedEditionIds } from '../../src/guide/load.ts'
import { anyJson, anyText, corpusOf, fuzz } from './fuzz.ts'

const folder = mkdtempSync(join(tmpdir(), 'seatledger-editions-'))
const file = join(folder, 'edition.json')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const Json = z.record(z.string(), z.json())
/** A shipped edition with its sentences shortened: it is written and read hundreds of times. */
const editions = shippedEditionIds()
  .slice(0, 1)
  .map((id) => readFileSync(new URL(`../../src/guide/editions/${id}.json`, import.meta.url), 'utf8'))
  .map((text) =>
    Json.parse(
      JSON.parse(text, (_, value: unknown) => (String(value).length > 60 && typeof value === 'string' ? 'x' : value)),
    ),
  )

/** null where it is refused. */
function load(text: string): unknown {
  writeFileSync(file, text)
  try {
    return loadEdition(file)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    expect(error.message).toMatch(/^The guide edition ".*" is not valid: [^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u)
    return null
  }
}

/** Every place of a value, as a path. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))]
}

function withValue(at: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(at)) {
    const changed = at.map((item: unknown, index) => (String(index) === key ? withValue(item, rest, value) : item))
    return changed.filter((item) => item !== undefined)
  }
  const entries = Object.entries(Object(at))
  const others = entries.filter(([name]) => name !== key)
  const inner = withValue(entries.find(([name]) => name === key)?.[1], rest, value)
  return Object.fromEntries(inner === undefined ? others : [...others, [key, inner]])
}

const change = fc.nat(editions.length - 1).chain((index) =>
  fc.record({
    index: fc.constant(index),
    path: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...placesIn(editions[index]).slice(1)) },
      anyText.map((name) => [name]),
    ),
    value: fc.oneof(
      { weight: 6, arbitrary: anyJson },
      fc.constantFrom(...placesIn(editions[index]).map((path) => path.at(-1) ?? '')),
      fc.constant(undefined),
    ),
  }),
)

const corpus = corpusOf('edition').flatMap(
  (input) => z.object({ path: z.array(z.string()), value: z.unknown() }).safeParse(input).data ?? [],
)

describe('editions', () => {
  fuzz(
    'are read as they stand, or refused',
    change,
    ({ index, path, value }) => {
      const text = JSON.stringify(withValue(editions[index], path, value))
      const edition = load(`\ufeff${text}`)

      if (edition !== null) expect(isDeepStrictEqual(edition, JSON.parse(text))).toBe(true)
    },
    corpus.map(({ path, value }) => ({ index: 0, path, value })),
  )

  fuzz(
    'of anything are refused',
    fc.oneof(
      anyText,
      anyJson.map((value) => JSON.stringify(value)),
    ),
    (text) => {
      expect(load(text)).toBeNull()
    },
    corpusOf('edition').flatMap((input) => z.object({ text: z.string() }).safeParse(input).data?.text ?? []),
  )
})
