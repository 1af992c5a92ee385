/** Sections 5.10 and 5.12: operations that other parts name, and the versions of operations. */
import { at, isObject, listOf, textOf, walk, type Json, type JsonObject } from './json.ts'
import { answerOf } from './operations.ts'
import { perOperation, rulesOf, type Linted } from './rule.ts'

const calling = ['x-ms-dynamic-values', 'x-ms-dynamic-list', 'x-ms-dynamic-schema', 'x-ms-dynamic-properties']

/** Every object of the definition that bears the extension, with the extension. */
function bearing({ definition }: Linted, name: string): { place: string; extension: Json }[] {
  return [...walk(definition)].flatMap(({ value, path }) => {
    const extension = at(value, name)
    return extension === undefined ? [] : [{ place: path.join('.'), extension }]
  })
}

function referenced(linted: Linted): string[] {
  const inDefinition = [
    ...[...calling, 'x-ms-notification'].flatMap((name) =>
      bearing(linted, name).map(({ extension }) => at(extension, 'operationId')),
    ),
    ...bearing(linted, 'x-ms-operation-context').map(({ extension }) => at(extension, 'simulate', 'operationId')),
  ]
  const { properties } = linted
  const inProperties = [
    ...listOf(at(properties, 'properties', 'policyTemplateInstances')).flatMap((policy) =>
      listOf(at(policy, 'parameters', 'x-ms-apimTemplate-operationName')),
    ),
    ...listOf(at(properties, 'properties', 'scriptOperations')),
  ]
  return [...inDefinition, ...inProperties].map(textOf).filter((id) => id !== '')
}

/** The schema at a path such as `value` or `data/rows`; the whole answer without one. */
function schemaAt(answer: JsonObject, path: string): Json | undefined {
  if (path === '') return answer
  return path.split('/').reduce<Json | undefined>((schema, name) => at(schema, 'properties', name), answer)
}

function noArray(linted: Linted, name: string, pathField: string): string[] {
  const { definition, operations } = linted
  return bearing(linted, name).flatMap(({ place, extension }) => {
    const invoked = operations.find(({ id }) => id === textOf(at(extension, 'operationId')))
    if (invoked === undefined) return []
    const rows = schemaAt(answerOf(definition, invoked), textOf(at(extension, pathField)))
    return at(rows, 'type') === 'array' ? [] : [place]
  })
}

/** Old and new designers read one of a pair each. */
function alone(linted: Linted, first: string, second: string): string[] {
  return [...walk(linted.definition)].flatMap(({ value, path }) =>
    isObject(value) && first in value !== second in value ? [path.join('.')] : [],
  )
}

const dynamicRules = rulesOf(10, {
  ReferencedOperationUnknown: (linted) =>
    referenced(linted).filter((id) => linted.operations.every((operation) => operation.id !== id)),
  InvokedOperationShouldProduceArray: (linted) => [
    ...noArray(linted, 'x-ms-dynamic-values', 'value-collection'),
    ...noArray(linted, 'x-ms-dynamic-list', 'itemsPath'),
  ],
  DynamicValuesAlone: (linted) => alone(linted, 'x-ms-dynamic-values', 'x-ms-dynamic-list'),
  DynamicSchemaAlone: (linted) => alone(linted, 'x-ms-dynamic-schema', 'x-ms-dynamic-properties'),
})

const annotation = (fields: JsonObject, ...names: string[]): Json | undefined =>
  at(fields, 'x-ms-api-annotation', ...names)

const versionRules = rulesOf(12, {
  ApiAnnotationExtensionReplacementInfoForNonDeprecatedOperations: perOperation(
    ({ fields }) => annotation(fields, 'replacement') !== undefined && fields['deprecated'] !== true,
  ),
  ApiAnnotationExtensionReplacementInfoMissingApiProperty: perOperation(
    ({ fields }) =>
      annotation(fields, 'replacement') !== undefined && textOf(annotation(fields, 'replacement', 'api')) === '',
  ),
  ApiAnnotationExtensionReplacementInfoMissingOperationIdProperty: perOperation(
    ({ fields }) =>
      annotation(fields, 'replacement') !== undefined &&
      textOf(annotation(fields, 'replacement', 'operationId')) === '',
  ),
  OperationFamilyHasManyActiveProductionOperations: ({ operations }) => {
    const active = operations
      .filter(({ fields }) => annotation(fields, 'status') === 'Production' && fields['deprecated'] !== true)
      .map(({ fields }) => textOf(annotation(fields, 'family')))
    return [...new Set(active.filter((family, index) => active.indexOf(family) !== index))]
  },
  RevisionNotInOperationId: perOperation(({ id, fields }) => {
    const revision = Number(annotation(fields, 'revision') ?? 1)
    return revision > 1 && !id.endsWith(`_V${revision}`)
  }),
})

export const referenceRules = [...dynamicRules, ...versionRules]
