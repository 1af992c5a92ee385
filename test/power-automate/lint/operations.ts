/** The operations of a definition with their parameters and responses, references resolved. */
import { at, isObject, listOf, objectOf, textOf, type Json, type JsonObject } from './json.ts'

export interface Operation {
  readonly path: string
  readonly method: string
  /** Method and path, for a sentence. */
  readonly place: string
  readonly id: string
  readonly fields: JsonObject
  readonly pathItem: JsonObject
  readonly parameters: readonly JsonObject[]
  /** By status. */
  readonly responses: JsonObject
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch']

export function operationsOf(definition: JsonObject): Operation[] {
  return Object.entries(objectOf(definition['paths'])).flatMap(([path, item]) =>
    methods
      .filter((method) => isObject(at(item, method)))
      .map((method) => operationOf(definition, path, method, objectOf(item))),
  )
}

function operationOf(definition: JsonObject, path: string, method: string, pathItem: JsonObject): Operation {
  const fields = objectOf(pathItem[method])
  const parameters = [...listOf(pathItem['parameters']), ...listOf(fields['parameters'])]
  const responses = Object.entries(objectOf(fields['responses']))
  return {
    path,
    method,
    place: `${method.toUpperCase()} ${path}`,
    id: textOf(fields['operationId']),
    fields,
    pathItem,
    parameters: parameters.map((parameter) => resolved(definition, parameter)),
    responses: Object.fromEntries(responses.map(([status, response]) => [status, resolved(definition, response)])),
  }
}

/** What a reference stands for; no reference of ours leads to another. */
export function resolved(definition: JsonObject, value: Json | undefined): JsonObject {
  const ref = textOf(at(value, '$ref'))
  return ref === '' ? objectOf(value) : objectOf(at(definition, ...ref.replace(/^#\//, '').split('/')))
}

export function successesOf({ responses }: Operation): JsonObject[] {
  return Object.entries(responses)
    .filter(([status]) => /^2\d\d$/.test(status))
    .map(([, response]) => objectOf(response))
}

/** The schema that it answers with, references resolved. */
export function answerOf(definition: JsonObject, operation: Operation): JsonObject {
  const schema = successesOf(operation).find((response) => isObject(response['schema']))?.['schema']
  return resolved(definition, schema)
}
