/** A workbook as an independent reader sees it: sheets with their cells, values and formulas, from the XML itself. */
import { unzip } from './zip.ts'

export interface ReadCell {
  /** As it is kept; a text without `_xHHHH_`. */
  readonly value: string | number | null
  readonly formula: string | null
  /** `str`, `s`, `n` … of the XML; `n` where it says nothing. */
  readonly type: string
  readonly style: number
}

export interface ReadSheet {
  readonly name: string
  readonly xml: string
  /** By reference, such as `B12`. */
  readonly cells: ReadonlyMap<string, ReadCell>
  readonly rowCount: number
}

export interface ReadWorkbook {
  readonly sheets: ReadonlyMap<string, ReadSheet>
  /** All parts by their names. */
  readonly files: ReadonlyMap<string, Buffer>
}

/** What XML 1.0 allows (https://www.w3.org/TR/xml/#charsets). */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const notXml = /[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

export function readWorkbook(bytes: Buffer): ReadWorkbook {
  const files = unzip(bytes)
  const textOf = (name: string): string => new TextDecoder('utf-8', { fatal: true }).decode(files.get(name))
  for (const [name] of files) if (notXml.test(textOf(name))) throw new Error(`${name} is no XML`)
  const targets = new Map(
    [...textOf('xl/_rels/workbook.xml.rels').matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  )
  const sheets = new Map<string, ReadSheet>()
  for (const [tag] of textOf('xl/workbook.xml').matchAll(/<sheet\b[^>]*>/g)) {
    const name = unescaped(attribute(tag, 'name'))
    sheets.set(name, readSheet(name, textOf(`xl/${targets.get(attribute(tag, 'r:id')) ?? ''}`)))
  }
  return { sheets, files }
}

function readSheet(name: string, xml: string): ReadSheet {
  const cells = new Map<string, ReadCell>()
  for (const [, attributes = '', content = ''] of xml.matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
    const type = attribute(attributes, 't') || 'n'
    const formula = /<f\b[^>]*>(.*?)<\/f>/s.exec(content)?.[1]
    const value = /<v\b[^>]*>(.*?)<\/v>/s.exec(content)?.[1]
    cells.set(attribute(attributes, 'r'), {
      value: value === undefined ? null : type === 'n' ? Number(value) : unspelled(unescaped(value)),
      formula: formula === undefined ? null : unescaped(formula),
      type,
      style: Number(attribute(attributes, 's')),
    })
  }
  return { name, xml, cells, rowCount: [...xml.matchAll(/<row\b/g)].length }
}

function attribute(tag: string, name: string): string {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? `&${name};`
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
  })
}

/** ECMA-376, 22.9.2.19: as Excel reads a text. */
function unspelled(text: string): string {
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
}
