/** Texts of a tenant as a browser may show them. React keeps markup from acting; what is left is what reorders, hides or never ends. */

/** Control characters, line separators, bidi marks, tags, and what is drawn as nothing. Joiners stay: emoji and scripts need them. */
const acting =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu
/** No script puts more marks on one letter; piled up they cover the lines above. */
const piledMarks = /(\p{M}{4})\p{M}+/gu
const isPlain = /^[\x20-\x7e]{0,4000}$/
const longest = 4000

/** What was hidden is shown as its number: somebody who hides something should be seen to. */
export function harmless(text: string): string {
  if (isPlain.test(text)) return text
  const shown = text
    .toWellFormed()
    .replace(/[\r\n\t]+/g, ' ')
    .replace(acting, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`)
    .replace(piledMarks, '$1')
  return shown.length <= longest
    ? shown
    : `${shown.slice(0, longest / 2)} … ${shown.slice(-longest / 2)}`.toWellFormed()
}

/** For `JSON.parse`: every text of a document, none of its keys. */
export function harmlessValue(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? harmless(value) : value
}
