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

const openTag = /<([A-Za-z][\w-]*)((?:\s+[\w-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y
const closeTag = /<\/([A-Za-z][\w-]*)\s*>/y
const textRun = /[^<]+/y
const attribute = /([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

interface OpenElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlElement[]
  text: string
}

/** Throws `XmlError` at the first character that fits nowhere. */
export function parseXml(source: string): XmlElement {
  const outside: OpenElement = { name: '', attributes: {}, children: [], text: '' }
  const open: OpenElement[] = [outside]
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const match = pattern.exec(source)
    if (match !== null) at += match[0].length
    return match
  }
  while (at < source.length) {
    const parent = open.at(-1)
    if (parent === undefined) throw new XmlError(`an element is closed twice at position ${at}`)
    const began = take(openTag)
    if (began !== null) {
      const element = { name: began[1] ?? '', attributes: readAttributes(began[2] ?? ''), children: [], text: '' }
      if (began[3] === '/') parent.children.push(element)
      else open.push(element)
      continue
    }
    const ended = take(closeTag)
    if (ended !== null) close(open, ended[1] ?? '')
    else {
      const text = take(textRun)
      if (text === null) throw new XmlError(`unexpected character at position ${at}`)
      parent.text += decode(text[0])
    }
  }
  const [root, second] = outside.children
  if (open.length !== 1 || root === undefined || second !== undefined || outside.text.trim() !== '') {
    throw new XmlError('the document is not one element')
  }
  return root
}

function close(open: OpenElement[], name: string): void {
  const element = open.pop()
  const parent = open.at(-1)
  if (element?.name !== name || parent === undefined) throw new XmlError(`</${name}> closes nothing`)
  parent.children.push({ ...element, text: element.text.trim() })
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
