/** What the directory takes as a filter: property names, literal types, and what asks for the advanced mode. */
import { hasKind, parseFilter, testsOf, type Filter, type Test } from '../odata/filter.ts'
import { FilterSyntaxError } from '../odata/lexer.ts'
import { Refused } from '../refused.ts'
import type { GraphType } from './properties.ts'

/** The most clauses joined by `or`, and values of `in`, in the default mode. */
const mostClauses = 15

interface FilterMode {
  readonly isAdvanced: boolean
  /** The only ones that there are; undefined means those of the directory. */
  readonly comparisons: readonly string[] | undefined
}

/** Throws `Refused` with 400 for what the service does not take. */
export function readFilter<Item>(text: string, type: GraphType<Item>, { isAdvanced, comparisons }: FilterMode): Filter {
  const filter = parse(text)
  for (const test of testsOf(filter)) {
    requireKnown(test, type)
    if (comparisons?.includes(test.operator) === false) throw unsupported(`'${test.operator}' is not supported here.`)
  }
  if (!isAdvanced) requireSimple(filter)
  return filter
}

/** Whether some part of the filter looks into the assigned licenses. */
export function asksForLicenses(filter: Filter): boolean {
  return testsOf(filter).some((test) => test.path.startsWith('assignedLicenses'))
}

function parse(text: string): Filter {
  try {
    return parseFilter(text)
  } catch (error) {
    if (error instanceof FilterSyntaxError)
      throw new Refused(400, 'BadRequest', `Invalid filter clause: ${error.message}`)
    throw error
  }
}

function requireKnown<Item>(test: Test, type: GraphType<Item>): void {
  if (test.operator === 'dataverse-in' || test.operator === 'dataverse-contains')
    throw unsupported('Unsupported or invalid query filter clause.')
  const wanted = wantedType(test, type)
  if (wanted === undefined || wanted === 'complex') {
    throw unsupported(`Unsupported or invalid query filter clause specified for property '${test.path}'.`)
  }
  if (test.operator === 'in' && test.path.includes('/')) {
    throw unsupported(`The operator 'in' is not supported on '${test.path}'.`)
  }
  for (const { type: given } of test.values) {
    if (given === wanted || given === 'null') continue
    const text = `A binary operator with incompatible types was detected. Found operand types '${edm[wanted]}' and '${edm[given]}' for operator kind 'Equal'.`
    throw new Refused(400, 'BadRequest', `Invalid filter clause: ${text}`)
  }
}

const edm = {
  string: 'Edm.String',
  guid: 'Edm.Guid',
  boolean: 'Edm.Boolean',
  dateTime: 'Edm.DateTimeOffset',
  number: 'Edm.Int32',
  null: 'Edm.Null',
}

function wantedType<Item>({ path }: Test, type: GraphType<Item>) {
  if (path.endsWith('/$count')) return type.properties.has(path.slice(0, -'/$count'.length)) ? 'number' : undefined
  return type.lambdas.get(path) ?? type.properties.get(path)?.type
}

/** What the default mode refuses. */
function requireSimple(filter: Filter): void {
  const isComplex = hasKind(filter, 'or') || hasKind(filter, 'and')
  if (isComplex && asksForLicenses(filter)) {
    throw unsupported('Complex query on property assignedLicenses is not supported.')
  }
  if (hasKind(filter, 'not')) throw needsAdvanced('not')
  for (const test of testsOf(filter)) requireSimpleTest(test)
  if (filter.kind === 'or' && filter.parts.length > mostClauses) throw tooManyClauses(filter.parts.length)
}

function requireSimpleTest({ path, operator, values }: Test): void {
  if (operator === 'ne' || operator === 'endswith') throw needsAdvanced(operator)
  if (path.endsWith('/$count') || path.startsWith('assignedPlans')) throw needsAdvanced(path)
  if (values.length > mostClauses) throw tooManyClauses(values.length)
}

function needsAdvanced(what: string): Refused {
  return unsupported(`Operator or property '${what}' needs ConsistencyLevel: eventual and $count=true.`)
}

function tooManyClauses(count: number): Refused {
  const text = `Too many child clauses specified in search filter expression containing 'OR' operators: ${count}. Max allowed: ${mostClauses}.`
  return unsupported(text)
}

function unsupported(message: string): Refused {
  return new Refused(400, 'Request_UnsupportedQuery', message)
}
