/** FetchXML as a query: the part of its schema that the practice cloud answers; what it does not know it refuses. */
import { Refused } from '../../refused.ts'
import { parseXml, XmlError, type XmlElement } from './xml.ts'

export interface FetchCondition {
  readonly kind: 'condition'
  /** Alias of a linked table; null is the element that holds the filter. */
  readonly entityName: string | null
  readonly attribute: string
  readonly operator: string
  readonly values: readonly string[]
}

export interface FetchFilter {
  readonly kind: 'filter'
  readonly joint: 'and' | 'or'
  readonly parts: readonly (FetchFilter | FetchCondition)[]
}

export const aggregates = ['count', 'countcolumn', 'max', 'min', 'sum', 'avg'] as const

export interface FetchAttribute {
  readonly name: string
  readonly alias: string | null
  readonly aggregate: (typeof aggregates)[number] | null
  readonly isGroup: boolean
  readonly isDistinct: boolean
}

export interface FetchEntity {
  readonly name: string
  readonly hasAllAttributes: boolean
  readonly attributes: readonly FetchAttribute[]
  readonly filters: readonly FetchFilter[]
  readonly orders: readonly { readonly by: string; readonly isDescending: boolean }[]
  readonly links: readonly FetchLink[]
}

/** An inner join: `from` is a column of the linked table, `to` one of the table that holds the link. */
export interface FetchLink extends FetchEntity {
  readonly alias: string
  readonly from: string
  readonly to: string
}

export interface FetchQuery {
  readonly isDistinct: boolean
  readonly isAggregate: boolean
  /** Rows per page; null without. */
  readonly count: number | null
  readonly page: number
  readonly cookie: string | null
  readonly top: number | null
  readonly aggregateLimit: number | null
  readonly entity: FetchEntity
}

const mostConditions = 500

/** Throws `Refused` with 400. */
export function parseFetchXml(source: string): FetchQuery {
  const root = readDocument(source)
  const known = 'version mapping output-format no-lock distinct aggregate count page paging-cookie top aggregatelimit'
  requireShape(root, 'fetch', known, 'entity')
  const [entity, second] = root.children
  if (entity === undefined || second !== undefined) throw fetchError('A fetch has exactly one entity.')
  if (countConditions(root) > mostConditions) {
    throw new Refused(
      400,
      '0x8004430C',
      'Number of conditions in query exceeded maximum limit: TooManyConditionsInQuery.',
    )
  }
  requireShape(entity, 'entity', 'name', 'attribute all-attributes filter order link-entity')
  const { attributes } = root
  const query = {
    isDistinct: isTrue(attributes['distinct']),
    isAggregate: isTrue(attributes['aggregate']),
    count: wholeNumber(attributes['count']),
    page: wholeNumber(attributes['page']) ?? 1,
    cookie: attributes['paging-cookie'] ?? null,
    top: wholeNumber(attributes['top']),
    aggregateLimit: wholeNumber(attributes['aggregatelimit']),
    entity: readEntity(entity),
  }
  if (query.top !== null && (query.count !== null || attributes['page'] !== undefined)) {
    throw fetchError('The top attribute cannot be specified with paging attribute page or count.')
  }
  return query
}

export function fetchError(message: string): Refused {
  return new Refused(400, '0x8004111c', `Invalid XML. ${message}`)
}

function readDocument(source: string): XmlElement {
  try {
    return parseXml(source)
  } catch (error) {
    if (error instanceof XmlError) throw fetchError(error.message)
    throw error
  }
}

function readEntity(element: XmlElement): FetchEntity {
  const named = (name: string): XmlElement[] => element.children.filter((child) => child.name === name)
  return {
    name: requireText(element, 'name'),
    hasAllAttributes: named('all-attributes').length > 0,
    attributes: named('attribute').map(readAttribute),
    filters: named('filter').map(readFilter),
    orders: named('order').map(readOrder),
    links: named('link-entity').map(readLink),
  }
}

function readLink(element: XmlElement, index: number): FetchLink {
  const known = 'name from to alias link-type intersect visible'
  requireShape(element, 'link-entity', known, 'attribute all-attributes filter order link-entity')
  const { alias = `${requireText(element, 'name')}${index + 1}` } = element.attributes
  const type = element.attributes['link-type'] ?? 'inner'
  if (type !== 'inner') throw fetchError(`The link-type '${type}' is not supported by the practice cloud.`)
  return { ...readEntity(element), alias, from: requireText(element, 'from'), to: requireText(element, 'to') }
}

function readAttribute(element: XmlElement): FetchAttribute {
  requireShape(element, 'attribute', 'name alias aggregate groupby distinct', '')
  const { alias = null, aggregate: given } = element.attributes
  const aggregate = aggregates.find((each) => each === given) ?? null
  if (given !== undefined && aggregate === null) throw fetchError(`The aggregate '${given}' is not known.`)
  return {
    name: requireText(element, 'name'),
    alias,
    aggregate,
    isGroup: isTrue(element.attributes['groupby']),
    isDistinct: isTrue(element.attributes['distinct']),
  }
}

function readOrder(element: XmlElement) {
  requireShape(element, 'order', 'attribute alias descending', '')
  const by = element.attributes['alias'] ?? requireText(element, 'attribute')
  return { by, isDescending: isTrue(element.attributes['descending']) }
}

function readFilter(element: XmlElement): FetchFilter {
  requireShape(element, 'filter', 'type', 'filter condition')
  const { type = 'and' } = element.attributes
  if (type !== 'and' && type !== 'or') throw fetchError(`The filter type '${type}' is not known.`)
  const parts = element.children.map((child) => (child.name === 'filter' ? readFilter(child) : readCondition(child)))
  return { kind: 'filter', joint: type, parts }
}

function readCondition(element: XmlElement): FetchCondition {
  requireShape(element, 'condition', 'attribute operator value entityname', 'value')
  const { value } = element.attributes
  const listed = element.children.map(({ text }) => text)
  if (value !== undefined && listed.length > 0) throw fetchError('A condition has one value or a list of them.')
  return {
    kind: 'condition',
    entityName: element.attributes['entityname'] ?? null,
    attribute: requireText(element, 'attribute'),
    operator: requireText(element, 'operator'),
    values: value === undefined ? listed : [value],
  }
}

/** Throws for an element, an attribute or a child that is not of the schema. */
function requireShape(element: XmlElement, name: string, attributes: string, children: string): void {
  const unknown =
    Object.keys(element.attributes).find((each) => !attributes.split(' ').includes(each)) ??
    element.children.find((child) => !children.split(' ').includes(child.name))?.name
  if (element.name === name && unknown === undefined) return
  throw fetchError(`The element '${element.name}' has invalid content: '${unknown ?? element.name}'.`)
}

function requireText(element: XmlElement, name: string): string {
  const text = element.attributes[name]
  if (text !== undefined && text !== '') return text
  throw fetchError(`The element '${element.name}' needs the attribute '${name}'.`)
}

function isTrue(text = 'false'): boolean {
  if (['true', 'false', '1', '0'].includes(text)) return text === 'true' || text === '1'
  throw fetchError(`'${text}' is neither true nor false.`)
}

function wholeNumber(text: string | undefined): number | null {
  if (text === undefined) return null
  if (/^[1-9]\d*$/.test(text)) return Number(text)
  throw fetchError(`'${text}' is no number above 0.`)
}

/** Links count as conditions. */
function countConditions(element: XmlElement): number {
  const own = element.name === 'condition' || element.name === 'link-entity' ? 1 : 0
  return element.children.reduce((sum, child) => sum + countConditions(child), own)
}
