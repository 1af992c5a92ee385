/** What Dataverse takes as a filter: columns, literals, the `In` function, and how many conditions. */
import { parseFilter, testsOf, type Filter, type Test } from '../odata/filter.ts'
import { FilterSyntaxError } from '../odata/lexer.ts'
import { Refused } from '../refused.ts'
import type { ColumnType, TableDefinition } from './table-definitions.ts'

/** The code of nearly everything that is wrong with a query. */
export const queryErrorCode = '0x80060888'
const mostConditions = 500

/** Throws `Refused` with 400. */
export function readFilter(text: string, table: TableDefinition): Filter {
  const filter = parseDataverseFilter(text)
  const tests = testsOf(filter)
  if (tests.length > mostConditions) {
    const message = `Number of conditions in query exceeded maximum limit: TooManyConditionsInQuery (${tests.length}).`
    throw new Refused(400, '0x8004430C', message)
  }
  for (const test of tests) requireTyped(test, table)
  return filter
}

export function parseDataverseFilter(text: string): Filter {
  try {
    return parseFilter(text)
  } catch (error) {
    if (error instanceof FilterSyntaxError) throw queryError(error.message)
    throw error
  }
}

export function queryError(message: string): Refused {
  return new Refused(400, queryErrorCode, message)
}

/** A lookup may be named by its column, `businessunitid`, within `In`. */
export function columnOf(path: string, table: TableDefinition): string {
  if (table.columns[path] !== undefined) return path
  return `_${path}_value`
}

function requireTyped(test: Test, table: TableDefinition): void {
  if (test.operator === 'in') throw queryError(`The 'in' operator is not supported: use Microsoft.Dynamics.CRM.In.`)
  const isFunction = test.operator === 'dataverse-in' || test.operator === 'dataverse-contains'
  const column = isFunction ? columnOf(test.path, table) : test.path
  const type = table.columns[column] ?? table.linked[column]
  if (type === undefined) {
    throw queryError(
      `Could not find a property named '${test.path}' on type 'Microsoft.Dynamics.CRM.${table.logicalName}'.`,
    )
  }
  if ((test.operator === 'dataverse-contains') !== (type === 'choices')) {
    throw queryError(`The operator '${test.operator}' is not valid for the column '${test.path}'.`)
  }
  if (isFunction) requireQuotedList(test)
  else requireLiteral(test, wantedLiteral(type, table))
}

function requireQuotedList({ operator, values }: Test): void {
  if (values.length === 0) throw queryError(`Invalid number of condition values for the operator ${operator}: 0.`)
  if (values.some(({ type }) => type !== 'string')) {
    throw queryError("Cannot convert a value of 'PropertyValues' to type 'Edm.String': values are quoted strings.")
  }
}

function requireLiteral({ path, values }: Test, wanted: string): void {
  for (const { type } of values) {
    if (type === wanted || type === 'null') continue
    const text = `A binary operator with incompatible types was detected on '${path}': '${wanted}' and '${type}'.`
    throw queryError(text)
  }
}

function wantedLiteral(type: ColumnType, table: TableDefinition): string {
  return type === 'guid' && table.quotesGuids ? 'string' : type
}
