/** An OData filter as a tree: the part of the grammar that the three APIs take. Knows no property names and no service. */
import { FilterSyntaxError, tokenize, type Literal, type Token } from './lexer.ts'

const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const
const textFunctions = ['startswith', 'endswith', 'contains'] as const
type Comparison = (typeof comparisons)[number]
type TextFunction = (typeof textFunctions)[number]

export interface Test {
  readonly kind: 'test'
  /** `displayName`; within a lambda with its variable, `x/skuId`; `…/$count` for the number of items. */
  readonly path: string
  readonly operator: Comparison | TextFunction | 'in' | DataverseFunction
  /** One, except for `in` and the functions of Dataverse. */
  readonly values: readonly Literal[]
}

export type Filter =
  | Test
  | { readonly kind: 'any'; readonly path: string; readonly variable: string; readonly inner: Filter }
  | { readonly kind: 'and'; readonly parts: readonly Filter[] }
  | { readonly kind: 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly inner: Filter }

type DataverseFunction = 'dataverse-in' | 'dataverse-contains'

const dataverseFunctions = new Map<string, DataverseFunction>([
  ['Microsoft.Dynamics.CRM.In', 'dataverse-in'],
  ['Microsoft.Dynamics.CRM.ContainValues', 'dataverse-contains'],
])

/** Throws `FilterSyntaxError`. */
export function parseFilter(text: string): Filter {
  const reader = createReader(tokenize(text))
  const filter = readJoined(reader, 'or')
  if (!reader.isAtEnd()) throw new FilterSyntaxError(`Syntax error: unexpected end of expression in '${text}'.`)
  return filter
}

interface Reader {
  readonly isAtEnd: () => boolean
  /** Takes the next token if it is this word or mark. */
  readonly skip: (text: string) => boolean
  readonly expect: (text: string) => void
  readonly word: () => string
  readonly literal: () => Literal
}

function createReader(tokens: readonly Token[]): Reader {
  let at = 0
  const textAt = (): string | null => {
    const token = tokens[at]
    return token === undefined || token.kind === 'literal' ? null : token.text
  }
  const skip = (text: string): boolean => {
    const isNext = textAt() === text
    if (isNext) at += 1
    return isNext
  }
  return {
    isAtEnd: () => at >= tokens.length,
    skip,
    expect: (text) => {
      if (!skip(text)) throw new FilterSyntaxError(`Syntax error: '${text}' expected at token ${at}.`)
    },
    word: () => {
      const token = tokens[at++]
      if (token?.kind === 'word') return token.text
      throw new FilterSyntaxError('Syntax error: a property or function was expected.')
    },
    literal: () => {
      const token = tokens[at++]
      if (token?.kind === 'literal') return token.literal
      throw new FilterSyntaxError('Syntax error: a literal was expected.')
    },
  }
}

/** `or` binds weaker than `and`. */
function readJoined(reader: Reader, joint: 'and' | 'or'): Filter {
  const readPart = (): Filter => (joint === 'or' ? readJoined(reader, 'and') : readUnary(reader))
  const first = readPart()
  const parts = [first]
  while (reader.skip(joint)) parts.push(readPart())
  return parts.length === 1 ? first : { kind: joint, parts }
}

function readUnary(reader: Reader): Filter {
  if (reader.skip('not')) return { kind: 'not', inner: readUnary(reader) }
  if (reader.skip('(')) {
    const inner = readJoined(reader, 'or')
    reader.expect(')')
    return inner
  }
  const word = reader.word()
  const listFunction = dataverseFunctions.get(word)
  if (listFunction !== undefined) return readListFunction(reader, listFunction)
  if (word.endsWith('/any')) return readAny(reader, word.slice(0, -'/any'.length))
  const name = textFunctions.find((each) => each === word.toLowerCase())
  return name === undefined ? readComparison(reader, word) : readTextFunction(reader, name)
}

function readAny(reader: Reader, path: string): Filter {
  reader.expect('(')
  const variable = reader.word()
  reader.expect(':')
  const inner = readJoined(reader, 'or')
  reader.expect(')')
  return { kind: 'any', path, variable, inner }
}

function readTextFunction(reader: Reader, operator: TextFunction): Filter {
  reader.expect('(')
  const path = reader.word()
  reader.expect(',')
  const value = reader.literal()
  reader.expect(')')
  return { kind: 'test', path, operator, values: [value] }
}

function readComparison(reader: Reader, path: string): Filter {
  if (reader.skip('in')) return { kind: 'test', path, operator: 'in', values: readList(reader, '(', ')') }
  const operator = comparisons.find((each) => reader.skip(each))
  if (operator === undefined) throw new FilterSyntaxError(`Syntax error: an operator was expected after '${path}'.`)
  return { kind: 'test', path, operator, values: [reader.literal()] }
}

/** `In(PropertyName='teamid',PropertyValues=['…','…'])`. */
function readListFunction(reader: Reader, operator: DataverseFunction): Filter {
  reader.expect('(')
  reader.expect('PropertyName')
  reader.expect('=')
  const name = reader.literal()
  reader.expect(',')
  reader.expect('PropertyValues')
  reader.expect('=')
  const values = readList(reader, '[', ']')
  reader.expect(')')
  if (name.type !== 'string') throw new FilterSyntaxError('Syntax error: PropertyName is a string.')
  return { kind: 'test', path: name.value, operator, values }
}

function readList(reader: Reader, open: string, close: string): Literal[] {
  reader.expect(open)
  const values: Literal[] = []
  while (!reader.skip(close)) {
    if (values.length > 0) reader.expect(',')
    values.push(reader.literal())
  }
  return values
}

/** Every test of the filter, as the service sees it: lambda variables replaced by the collection's path. */
export function testsOf(filter: Filter, lambda: { variable: string; path: string } | null = null): Test[] {
  if (filter.kind === 'test') return [{ ...filter, path: resolvePath(filter.path, lambda) }]
  if (filter.kind === 'any') return testsOf(filter.inner, filter)
  if (filter.kind === 'not') return testsOf(filter.inner, lambda)
  return filter.parts.flatMap((part) => testsOf(part, lambda))
}

function resolvePath(path: string, lambda: { variable: string; path: string } | null): string {
  if (lambda === null || !path.startsWith(`${lambda.variable}/`)) return path
  return `${lambda.path}${path.slice(lambda.variable.length)}`
}

/** Whether some part of the filter is of this kind. */
export function hasKind(filter: Filter, kind: Filter['kind']): boolean {
  if (filter.kind === kind) return true
  if (filter.kind === 'test') return false
  return 'parts' in filter ? filter.parts.some((part) => hasKind(part, kind)) : hasKind(filter.inner, kind)
}
