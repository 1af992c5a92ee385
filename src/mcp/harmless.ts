/** What comes from a tenant, fit for an assistant: nothing invisible, nothing that acts on a screen, nothing endless. Spelled out, so that a reader sees that it was there. */

/** Controls, bidi and zero-width marks, tags and other format characters, line separators, half characters, and what is drawn as nothing. */
const acting = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu
/** No script puts more marks on one letter. */
const piledMarks = /(\p{M}{4})\p{M}+/gu
const longestText = 4000

export function harmlessText(text: string): string {
  const spelled = text.replace(acting, spell).replace(piledMarks, '$1')
  if (spelled.length <= longestText) return spelled
  const kept = longestText / 2
  const cut = spelled.length - longestText
  return `${spelled.slice(0, kept).toWellFormed()} … (${cut} characters left out) … ${spelled.slice(-kept).toWellFormed()}`
}

/** A copy of a document with every text of it harmless; its own keys are ours. */
export function harmless(value: unknown): unknown {
  if (typeof value === 'string') return harmlessText(value)
  if (Array.isArray(value)) return value.map(harmless)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, harmless(below)]))
}

function spell(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`
}
