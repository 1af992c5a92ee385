/** Text for a terminal: what a person wrote stays, what a terminal would act on goes, whole, and nothing is endless. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cell, name, plain } from '../../src/reporters/terminal/harmless.ts'
import { columnsOf, wrap } from '../../src/reporters/terminal/wrap.ts'
import { anyText, fuzz, longTexts, piecesOf, textsOf } from './fuzz.ts'

const words = fc.stringMatching(/^[A-Za-z0-9äöß日本🎧. ,-]{0,12}$/u)
/** Sequences as a terminal takes them: whole, with their ends. */
const sequences = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('\u001b[', '\u009b'),
      fc.stringMatching(/^[0-9;?]{0,6}$/),
      fc.constantFrom('m', 'J', 'H', 'K', '~'),
    )
    .map((parts) => parts.join('')),
  fc
    .tuple(
      fc.constantFrom('\u001b]', '\u009d', '\u001bP', '\u001b_'),
      fc.stringMatching(/^[ -~]{0,12}$/),
      fc.constantFrom('\u0007', '\u001b\\', '\u009c'),
    )
    .map((parts) => parts.join('')),
  fc.constantFrom(
    '\u001bc',
    '\u001b7',
    '\u001b(B',
    '\u0000',
    '\u0007',
    '\b',
    '\u202e',
    '\u2066',
    '\u200f',
    '\u200b',
    '\ufeff',
  ),
)
const mixed = fc.array(fc.tuple(words, sequences), { maxLength: 6 })
const nasty = fc.oneof(
  piecesOf(
    '\u001b',
    '[',
    ']',
    'P',
    '\\',
    '\u0007',
    '\u009b',
    '\u009c',
    '\u202e',
    '\n',
    '\t',
    ';',
    '3',
    'm',
    'ä',
    '🎧',
    '\ud83c',
    '\u0301',
    '\u3164',
    ' ',
  ),
  anyText,
)

describe('text for a terminal', () => {
  fuzz('keeps the words between the sequences, and only those', mixed, (parts) => {
    expect(plain(parts.map(([word, sequence]) => word + sequence).join(''))).toBe(parts.map(([word]) => word).join(''))
  })

  fuzz(
    'holds nothing that acts, hides or reorders, and is not endless',
    nasty,
    (text) => {
      for (const shown of [plain(text), cell(text), name(text)]) {
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u)
        expect(columnsOf(shown)).toBeLessThanOrEqual(4000)
      }
      expect(columnsOf(name(text))).toBeLessThanOrEqual(60)
      // Done again it changes nothing: what is left is plain.
      expect(plain(plain(text))).toBe(plain(text))
    },
    textsOf('terminal-text'),
  )

  fuzz(
    'wraps without losing a letter',
    fc.tuple(fc.array(words, { maxLength: 8 }), fc.integer({ min: 1, max: 40 })),
    ([all, width]) => {
      const text = all.join(' ')

      const letters = (lines: readonly string[]): string => lines.join('').replaceAll(/\s/g, '')
      expect(letters(wrap(text, width))).toBe(letters([text]))
    },
  )

  test('long ones end', () => {
    for (const text of longTexts([
      '\u001b',
      '\u001b[',
      '\u001b[0',
      '\u001b]',
      '\u009d',
      ' ',
      'a ',
      '\u0301',
      'a\u0301',
      '🎧',
      '\u200b',
      '\ud800',
    ])) {
      plain(text)
      cell(text)
      name(text)
    }
  })
})
