/** An OData filter as tokens. Knows no grammar. */

export type Literal =
  | { readonly type: 'string' | 'guid' | 'dateTime'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'null'; readonly value: null }

export type Token =
  | { readonly kind: 'literal'; readonly literal: Literal }
  | { readonly kind: 'word' | 'mark'; readonly text: string }

/** What cannot be read as a filter; the API says 400 in its own words. */
export class FilterSyntaxError extends Error {}

const patterns = [
  ['blank', /\s+/y],
  ['string', /'(?:[^']|'')*'/y],
  ['guid', /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/iy],
  ['dateTime', /\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?/y],
  ['number', /-?\d+(?:\.\d+)?/y],
  ['word', /[A-Za-z_@$][\w.$/]*/y],
  ['mark', /[(),:=[\]]/y],
] as const

type PatternName = (typeof patterns)[number][0]

/** Throws `FilterSyntaxError` at the first character that begins no token. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const found = matchAt(text, at)
    if (found.name !== 'blank') tokens.push(tokenOf(found.name, found.text))
    at += found.text.length
  }
  return tokens
}

function matchAt(text: string, at: number): { readonly name: PatternName; readonly text: string } {
  for (const [name, pattern] of patterns) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match !== null) return { name, text: match[0] }
  }
  throw new FilterSyntaxError(`Syntax error at position ${at} in '${text}'.`)
}

function tokenOf(name: PatternName, text: string): Token {
  if (name === 'string') {
    return { kind: 'literal', literal: { type: 'string', value: text.slice(1, -1).replaceAll("''", "'") } }
  }
  if (name === 'guid' || name === 'dateTime') {
    return { kind: 'literal', literal: { type: name, value: text.toLowerCase() } }
  }
  if (name === 'number') return { kind: 'literal', literal: { type: 'number', value: Number(text) } }
  return name === 'word' ? wordOrConstant(text) : { kind: 'mark', text }
}

function wordOrConstant(text: string): Token {
  if (text === 'true' || text === 'false') {
    return { kind: 'literal', literal: { type: 'boolean', value: text === 'true' } }
  }
  return text === 'null' ? { kind: 'literal', literal: { type: 'null', value: null } } : { kind: 'word', text }
}
