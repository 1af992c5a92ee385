/** A small document of XML as a tree: elements, attributes and text, as far as FetchXML needs them, and nothing else. */

export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** Of the element itself, blanks at the ends taken off. */
  readonly text: string
}

/** What cannot be read; the API says 400 in its own words. */
export class XmlError extends Error {}

const patterns = [
  ['open', /<([A-Za-z][\w-]*)((?:\s+[\w-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*>/y],
  ['empty', /<([A-Za-z][\w-]*)((?:\s+[\w-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*\/>/y],
  ['close', /<\/([A-Za-z][\w-]*)\s*>/y],
  ['text', /([^<]+)/y],
] as const
const attribute = /([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

interface XmlToken {
  readonly kind: (typeof patterns)[number][0]
  /** Name of a tag, or the text. */
  readonly content: string
  readonly attributes: string
}

/** Throws `XmlError` at the first character that fits nowhere. */
export function parseXml(source: string): XmlElement {
  const tokens = tokenize(source).filter(({ kind, content }) => kind !== 'text' || content.trim() !== '')
  const { element, next } = readElement(tokens, 0)
  if (next < tokens.length) throw new XmlError('the document is not one element')
  return element
}

function tokenize(source: string): XmlToken[] {
  const tokens: XmlToken[] = []
  for (let at = 0; at < source.length;) {
    const found = matchAt(source, at)
    if (found === null) throw new XmlError(`unexpected character at position ${at}`)
    tokens.push(found.token)
    at += found.length
  }
  return tokens
}

function matchAt(source: string, at: number): { readonly token: XmlToken; readonly length: number } | null {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const [whole, content = '', attributes = ''] = pattern.exec(source) ?? []
    if (whole !== undefined) return { token: { kind, content, attributes }, length: whole.length }
  }
  return null
}

/** The element that begins at this token, and the first token after it. */
function readElement(tokens: readonly XmlToken[], at: number): { readonly element: XmlElement; readonly next: number } {
  const begin = tokens[at]
  if (begin?.kind !== 'open' && begin?.kind !== 'empty') throw new XmlError('an element was expected')
  const { content: name } = begin
  const attributes = readAttributes(begin.attributes)
  if (begin.kind === 'empty') return { element: { name, attributes, children: [], text: '' }, next: at + 1 }
  const children: XmlElement[] = []
  let text = ''
  let next = at + 1
  for (let token = tokens[next]; token?.kind !== 'close'; token = tokens[next]) {
    if (token?.kind === 'text') {
      text += decode(token.content)
      next += 1
    } else {
      const child = readElement(tokens, next)
      children.push(child.element)
      next = child.next
    }
  }
  if (tokens[next]?.content !== name) throw new XmlError(`<${name}> is not closed`)
  return { element: { name, attributes, children, text: text.trim() }, next: next + 1 }
}

function readAttributes(source: string): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [, name = '', double, single] of source.matchAll(attribute)) {
    if (Object.hasOwn(attributes, name)) throw new XmlError(`the attribute '${name}' stands twice`)
    attributes[name] = decode(double ?? single ?? '')
  }
  return attributes
}

function decode(text: string): string {
  return text.replace(/&([^;\s]*);?/g, (whole, name: string) => {
    const character = entities[name]
    if (character === undefined || !whole.endsWith(';')) throw new XmlError(`'${whole}' is no entity`)
    return character
  })
}
