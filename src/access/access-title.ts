/** The title of a restricted-table finding: what somebody *can* do, or *did* where evidence of use shows it. */
import type { Judgment } from './judge.ts'
import type { TableLook } from './judge-use.ts'
import { countWords, operationWords, tableWords } from './words.ts'

export function accessTitle(judgment: Judgment, name: string, environment: string): string {
  const used = judgment.looks.filter((look) => look.used.length > 0)
  if (judgment.administrator) return administratorTitle(judgment, used.length, name, environment)
  const what = used.length > 0 ? `did ${didWords(used, judgment.tables.length)}` : `can ${canWords(judgment)}`
  return `${name} ${what} in ${environment} without a matching license`
}

function administratorTitle({ unlicensed }: Judgment, used: number, name: string, environment: string): string {
  if (used === 0) {
    const tables = countWords(unlicensed.length, 'restricted table')
    return `${name} administers ${environment} and can write ${tables} without a matching license`
  }
  const tables = countWords(used, 'restricted table')
  return `${name}, an administrator who also works in the application, did write ${tables} in ${environment} without a matching license`
}

function didWords(used: readonly TableLook[], all: number): string {
  const [only] = used
  if (only !== undefined && all === 1) {
    return `${operationWords(only.used)} ${tableWords(only.rule.displayName, only.rule.table)}`
  }
  const some = used.length === all ? '' : `${used.length} of `
  return `write ${some}${countWords(all, 'restricted table')}`
}

function canWords({ tables }: Judgment): string {
  const [only] = tables
  if (only === undefined || tables.length > 1) return `write ${countWords(tables.length, 'restricted table')}`
  const { rule, access } = only
  return `${operationWords(access.operations)} ${tableWords(rule.displayName, rule.table)}`
}
