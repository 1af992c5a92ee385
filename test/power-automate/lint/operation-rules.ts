/** Sections 5.4 and 5.8: ids, summaries and descriptions of operations, and their paths. */
import { textOf } from './json.ts'
import { perOperation, rulesOf, type Linted } from './rule.ts'
import { isSentence, isSentenceCase } from './words.ts'

/** The validator publishes no number: the length of a summary. */
const longest = 80

const summary = ({ fields }: Linted['operations'][number]): string => textOf(fields['summary'])
const description = ({ fields }: Linted['operations'][number]): string => textOf(fields['description'])
const repeated = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
]

const wordRules = rulesOf(4, {
  OperationIdRequired: perOperation(({ id }) => id === ''),
  OperationIdNotUnique: ({ operations }) => repeated(operations.map(({ id }) => id).filter((id) => id !== '')),
  OperationIdSanitized: perOperation(({ id }) => id !== id.replace(/[^A-Za-z0-9]/g, '') && !/_V\d+$/.test(id)),
  OperationIdNotPascalCase: perOperation(({ id }) => id !== '' && !/^[A-Z]/.test(id)),
  OperationIdTooLong: perOperation(({ id }) => id.length > longest),
  OperationSummaryRequired: perOperation((operation) => summary(operation).trim() === ''),
  OperationSummaryTooLong: perOperation((operation) => summary(operation).length > longest),
  OperationSummaryCharactersInvalid: perOperation((operation) => !/^[A-Za-z0-9 ().!?]*$/.test(summary(operation))),
  OperationSummaryNotSentenceCase: perOperation(
    (operation) => summary(operation) !== '' && !isSentenceCase(summary(operation)),
  ),
  OperationSummaryEndsInPunctuation: perOperation((operation) => /[.!?:;,]$/.test(summary(operation))),
  OperationDescriptionNotSentence: perOperation((operation) => !isSentence(description(operation))),
  OperationDescriptionSameAsSummary: perOperation(
    (operation) => summary(operation) !== '' && description(operation).replace(/\.$/, '') === summary(operation),
  ),
})

/** Paths that differ in the names of their parameters alone are the same path. */
const shapeOf = (path: string): string => path.replace(/\{[^}]*\}/g, '{}')

const pathRules = rulesOf(8, {
  OperationPathMustStartWithSlash: ({ definition }) => pathsOf(definition).filter((path) => !path.startsWith('/')),
  OperationPathMayNotContainQueryOrFragment: ({ definition }) =>
    pathsOf(definition).filter((path) => /[?#]/.test(path)),
  OperationPathContainsUnsupportedCharacters: ({ definition }) =>
    pathsOf(definition).filter((path) => path.includes('*')),
  OperationPathTemplateNotValid: ({ definition }) =>
    pathsOf(definition).filter((path) => /[{}]/.test(path.replace(/\{[A-Za-z0-9_.-]+\}/g, ''))),
  DuplicateOperationPath: ({ definition }) => repeated(pathsOf(definition).map(shapeOf)),
})

function pathsOf({ paths }: Linted['definition']): string[] {
  return Object.keys(typeof paths === 'object' && paths !== null ? paths : {})
}

export const operationRules = [...wordRules, ...pathRules]
