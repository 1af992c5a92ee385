/** Section 5.5: the parameters of an operation. */
import { textOf, type JsonObject } from './json.ts'
import type { Operation } from './operations.ts'
import { perOperation, rulesOf, type LintRule } from './rule.ts'
import { isSentence } from './words.ts'

const nameOf = (parameter: JsonObject): string => textOf(parameter['name'])
const isBody = (parameter: JsonObject): boolean => parameter['in'] === 'body'

/** A check that asks each parameter; what it says is the parameter. */
function perParameter(isBroken: (parameter: JsonObject) => boolean): LintRule['check'] {
  return perOperation(({ parameters }) => parameters.filter(isBroken).map(nameOf))
}

function duplicates({ parameters }: Operation): string[] {
  const names = parameters.map((parameter) => `${textOf(parameter['in'])} ${nameOf(parameter)}`)
  return names.filter((name, index) => names.indexOf(name) !== index)
}

/** Names in the path that no parameter declares. */
function undeclared({ path, parameters }: Operation): string[] {
  const declared = parameters.filter((parameter) => parameter['in'] === 'path').map(nameOf)
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name).filter((name) => !declared.includes(name))
}

export const parameterRules = rulesOf(5, {
  ParameterSummaryRequired: perParameter((parameter) => textOf(parameter['x-ms-summary']).trim() === ''),
  ParameterSummaryTooLong: perParameter((parameter) => textOf(parameter['x-ms-summary']).length > 80),
  ParameterDescriptionNotSentence: perParameter((parameter) => !isSentence(textOf(parameter['description']))),
  ParameterTypeRequired: perParameter((parameter) => !isBody(parameter) && textOf(parameter['type']) === ''),
  PathParameterNotRequired: perParameter((parameter) => parameter['in'] === 'path' && parameter['required'] !== true),
  PathParameterWithoutUrlEncoding: perParameter(
    (parameter) => parameter['in'] === 'path' && textOf(parameter['x-ms-url-encoding']) === '',
  ),
  InternalParameterWithoutDefault: perParameter(
    (parameter) =>
      parameter['required'] === true &&
      parameter['x-ms-visibility'] === 'internal' &&
      parameter['default'] === undefined,
  ),
  OperationMissingPathParameter: perOperation(undeclared),
  ConnectionIdParameterNotAllowed: perParameter((parameter) => nameOf(parameter).toLowerCase() === 'connectionid'),
  OperationParametersContainDuplicateParameter: perOperation(duplicates),
  OperationParametersContainMultipleBodyParameters: perOperation(
    ({ parameters }) => parameters.filter(isBody).length > 1,
  ),
  BodyOrFormDataParameterInFetchOperationNotAllowed: perOperation(
    ({ method, parameters }) =>
      method === 'get' && parameters.some((parameter) => ['body', 'formData'].includes(textOf(parameter['in']))),
  ),
})
