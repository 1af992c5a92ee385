/** Sections 5.6, 5.7 and 5.9: responses, the properties of schemas, and pages. */
import { at, isObject, listOf, textOf, walk, type Json, type JsonObject } from './json.ts'
import { answerOf, successesOf } from './operations.ts'
import { perOperation, rulesOf, type Linted } from './rule.ts'
import { schemasOf, type Placed } from './schemas.ts'
import { isSentence } from './words.ts'

const schemas = (isBroken: (placed: Placed) => boolean) => (linted: Linted) =>
  schemasOf(linted)
    .filter(isBroken)
    .map(({ place }) => place)

const isEmpty = (value: Json | undefined): boolean => isObject(value) && Object.keys(value).length === 0

const answerRules = rulesOf(6, {
  OperationMustHaveResponse: perOperation(({ responses }) => Object.keys(responses).length === 0),
  OperationMustHaveResponseWithSchema: perOperation(
    (operation) => successesOf(operation).filter(({ schema }) => schema !== undefined).length === 0,
  ),
  OperationHasManyResponsesWithSchema: perOperation(
    (operation) => successesOf(operation).filter(({ schema }) => schema !== undefined).length > 1,
  ),
  DefaultResponseWithSchema: perOperation(({ responses }) => at(responses, 'default', 'schema') !== undefined),
  EmptySchema: (linted) => schemas(({ schema }) => isEmpty(schema))(linted),
  /** The scopes of a security definition may be empty, and parameters of a dynamic call. */
  EmptyObject: ({ definition }) =>
    [...walk(definition)]
      .filter(({ value, path }) => isEmpty(value) && !['scopes', 'parameters'].includes(path.at(-1) ?? ''))
      .map(({ path }) => path.join('.')),
})

const typeTests: Readonly<Record<string, (value: Json) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
}

/** Of schemas and of parameters. */
function chosen(linted: Linted): JsonObject[] {
  return [...walk(linted.definition)].flatMap(({ value }) => (isObject(value) && 'enum' in value ? [value] : []))
}

function shownValues(schema: JsonObject): Json[] {
  return listOf(schema['x-ms-enum-values']).map((entry) => at(entry, 'value') ?? null)
}

const named = ({ description }: JsonObject): string => textOf(description)

const propertyRules = rulesOf(7, {
  PropertyTitleRequired: schemas(
    ({ schema, property }) => property !== null && textOf(schema['title'] ?? schema['x-ms-summary']).trim() === '',
  ),
  PropertyDescriptionRequired: schemas(
    ({ schema, property }) => property !== null && !isSentence(textOf(schema['description'])),
  ),
  ArrayWithoutItems: schemas(({ schema }) => schema['type'] === 'array' && !isObject(schema['items'])),
  InvalidEnumValue: (linted) =>
    chosen(linted)
      .filter((schema) => {
        const isOfType = typeTests[textOf(schema['type'])]
        return isOfType !== undefined && listOf(schema['enum']).some((value) => !isOfType(value))
      })
      .map(named),
  DuplicateEnumValuesInExtension: (linted) =>
    chosen(linted)
      .filter((schema) => new Set(shownValues(schema)).size !== shownValues(schema).length)
      .map(named),
  ExtensionEnumValueNotInEnum: (linted) =>
    chosen(linted)
      .filter((schema) => shownValues(schema).some((value) => !listOf(schema['enum']).includes(value)))
      .map(named),
})

const nextLinkOf = ({ fields }: Linted['operations'][number]): string | null => {
  const pageable = fields['x-ms-pageable']
  return pageable === undefined ? null : textOf(at(pageable, 'nextLinkName'))
}

const pageRules = rulesOf(9, {
  InvalidNextLinkNameValue: perOperation(
    (operation) => !['nextLink', '@odata.nextLink', null].includes(nextLinkOf(operation)),
  ),
  NextLinkNotInAnswer: perOperation((operation, { definition }) => {
    const name = nextLinkOf(operation)
    return name !== null && at(answerOf(definition, operation), 'properties', name) === undefined
  }),
  NextLinkWithoutPolicy: perOperation((operation, { properties }) => {
    const name = nextLinkOf(operation)
    return name !== null && !isCovered(operation.id, name, properties)
  }),
})

/** A policy that names no operation holds for all. */
function isCovered(id: string, name: string, properties: JsonObject): boolean {
  return listOf(at(properties, 'properties', 'policyTemplateInstances')).some((policy) => {
    const operations = at(policy, 'parameters', 'x-ms-apimTemplate-operationName')
    return (
      textOf(at(policy, 'templateId')).toLowerCase() === 'updatenextlink' &&
      at(policy, 'parameters', 'x-ms-apimTemplateParameter.nextLinkPropertyName') === name &&
      (operations === undefined || listOf(operations).includes(id))
    )
  })
}

export const responseRules = [...answerRules, ...propertyRules, ...pageRules]
