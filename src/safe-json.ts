/** JSON that may be shown by a terminal: what JSON itself lets through and a terminal acts on is spelled as an escape, so that the value stays the same. */

/** DEL and C1 controls, bidi marks, zero-width and other format characters, line and paragraph separators, half characters: in JSON they stand in strings only. */
const acting = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** The same JSON, harmless on a terminal. What wrote the JSON has escaped the C0 controls already. */
export function safeJson(json: string): string {
  return json.replace(acting, (character) =>
    Array.from({ length: character.length }, (_, index) => escapeOf(character.charCodeAt(index))).join(''),
  )
}

function escapeOf(codeUnit: number): string {
  return `\\u${codeUnit.toString(16).padStart(4, '0')}`
}
