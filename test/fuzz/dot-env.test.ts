/** The `.env` file: variables come back in every way of quoting them, and bytes that are no text are refused instead of half read. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { readEnvironment } from '../../src/cli/environment-file.ts'
import { anyText, fuzz, longTexts, piecesOf, textsOf } from './fuzz.ts'

const folder = mkdtempSync(join(tmpdir(), 'seatledger-env-'))
const file = join(folder, '.env')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function read(content: string | Uint8Array, ofProcess: Readonly<Record<string, string>> = {}) {
  writeFileSync(file, content)
  return readEnvironment(ofProcess, file)
}

const names = fc.stringMatching(/^[A-Z][A-Z_0-9]{0,15}$/)
const values = fc.stringMatching(/^[\x20-\x7eäß日]{0,30}$/).filter((text) => !/["'`\\]/.test(text))
const styles = fc.record({
  quote: fc.constantFrom('"', "'", '`'),
  end: fc.constantFrom('\n', '\r\n'),
  bom: fc.boolean(),
  comment: fc.constantFrom('', '# a comment', '#A=b'),
})

describe('.env', () => {
  fuzz(
    'comes back, whatever the quotes, line ends and marks',
    fc.tuple(fc.dictionary(names, values, { minKeys: 1, maxKeys: 5 }), styles),
    ([variables, { quote, end, bom, comment }]) => {
      const lines = Object.entries(variables).flatMap(([name, value]) => [comment, `${name}=${quote}${value}${quote}`])

      expect(read(`${bom ? '\ufeff' : ''}${lines.join(end)}${end}`)).toEqual(variables)
    },
  )

  fuzz('yields to the variables of the process', fc.tuple(names, values, values), ([name, ofFile, ofProcess]) => {
    expect(read(`${name}="${ofFile}"`, { [name]: ofProcess })).toEqual({ [name]: ofProcess })
  })

  fuzz(
    'of anything is read or refused',
    fc.oneof(
      piecesOf('A', 'B', '=', '"', "'", '`', '\n', '\r\n', '\r', '#', ' ', 'export ', '\\n', '$A', '${A}'),
      anyText,
    ),
    (text) => {
      const variables = read(text)

      expect(variables).not.toBeNull()
      for (const value of Object.values(variables ?? {})) expect(typeof value).toBe('string')
    },
    textsOf('dot-env'),
  )

  fuzz(
    'of bytes that are no UTF-8 is refused',
    fc.tuple(fc.uint8Array({ maxLength: 20 }), fc.constantFrom([0xff], [0xc3], [0xed, 0xa0, 0x80])),
    ([bytes, broken]) => {
      expect(read(Uint8Array.from([...bytes, ...broken]))).toBeNull()
    },
  )

  test('long ones end', () => {
    for (const text of longTexts(['A', '=', '"', 'A=x\n', '#', ' ', "A='", 'A="\n'], ['', 'A="'])) read(text)
  })
})
