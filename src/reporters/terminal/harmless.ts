/** What comes from a tenant, a service or an operator's file made fit for a terminal: nothing that acts, nothing invisible, nothing endless. JSON keeps it whole. */
import { columnsOf } from './wrap.ts'

/** Columns of a name, of a word in a table, of a text in a table, and of a sentence. */
const nameLimit = 60
const wordLimit = 120
const cellLimit = 600
const sentenceLimit = 4000

/** Whole escape sequences, else their letters would be left behind: strings of the terminal (DCS, SOS, OSC, PM, APC), CSI, and the two-byte ones. */
const escapes =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /(?:\u001b[PX\]^_]|[\u0090\u0098\u009d\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[ -/]*[0-~]/gu
/** Control, format (bidi marks, zero width) and line separator characters, and what is drawn as nothing: they redraw or reorder the screen, or hide. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu
/** No script puts more marks on one letter; piled up they cover the lines above. */
const piledMarks = /(\p{M}{4})\p{M}+/gu
const isAscii = /^[\x20-\x7e]*$/

/** A text of a document without anything that a terminal would act on; line breaks become blanks. Its middle goes where it has no end. */
export function plain(text: string): string {
  return cutMiddle(harmless(text), sentenceLimit)
}

/** The same for a table, where a long word would push all other columns off the screen. */
export function cell(text: string): string {
  const words = harmless(text)
    .split(' ')
    .map((word) => cutMiddle(word, wordLimit))
  return cutMiddle(words.join(' '), cellLimit)
}

/** A name of the tenant: plain, and cut to 60 columns. */
export function name(text: string): string {
  const shown = harmless(text)
  if (shown.trim() === '' && text !== '') return '(no visible name)'
  return columnsOf(shown) <= nameLimit ? shown : `${start(shown, nameLimit - 1)}…`
}

/** The same without any end: for files, where nothing runs off a screen. */
export function harmless(text: string): string {
  if (isAscii.test(text)) return text
  return text
    .toWellFormed()
    .replace(escapes, '')
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/\p{Zs}/gu, ' ')
    .replace(invisible, '')
    .replace(piledMarks, '$1')
}

/** Both ends stay: a sentence says who at its beginning and what at its end. */
function cutMiddle(text: string, limit: number): string {
  if (text.length <= limit / 2 || columnsOf(text) <= limit) return text
  const kept = Math.floor(limit / 2) - 1
  return `${start(text, kept)}…${end(text, kept)}`
}

/** The first characters that fit, none cut in two, with the marks upon the last. */
function start(text: string, limit: number): string {
  let columns = 0
  let length = 0
  for (const character of text) {
    columns += columnsOf(character)
    if (columns > limit) break
    length += character.length
  }
  return text.slice(0, length)
}

/** The last characters that fit; a mark whose letter is gone goes with it. */
function end(text: string, limit: number): string {
  let columns = 0
  let length = 0
  // A character takes two code units at most; of piled marks a few columns more or less do not matter here.
  for (const character of Array.from(text.slice(-4 * limit).toWellFormed()).toReversed()) {
    columns += columnsOf(character)
    if (columns > limit) break
    length += character.length
  }
  return text.slice(text.length - length).replace(/^\p{M}+/u, '')
}
