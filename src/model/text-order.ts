/** The order of names in documents: by code point, so that two runs give the same bytes wherever they run. */

/** Compares by code point, as UTF-8 bytes would sort; `<` alone compares UTF-16 units, which puts astral characters before U+E000. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    if (a.charCodeAt(index) !== b.charCodeAt(index)) return compareAt(a, b, index)
  }
  return a.length - b.length
}

function compareAt(a: string, b: string, index: number): number {
  // Two different low surrogates belong to code points that start one unit earlier, with an equal high surrogate.
  return (a.codePointAt(index) ?? 0) - (b.codePointAt(index) ?? 0)
}
