/** Every schema of a definition, with where it stands: definitions, bodies, answers and notifications, and what is nested in them. */
import { at, isObject, objectOf, type Json, type JsonObject } from './json.ts'
import type { Linted } from './rule.ts'

export interface Placed {
  readonly schema: JsonObject
  readonly place: string
  /** The name of the property that it describes; null for a schema that is no property. */
  readonly property: string | null
}

export function schemasOf({ definition, operations }: Linted): Placed[] {
  const named = Object.entries(objectOf(definition['definitions'])).flatMap(([name, schema]) => below(schema, name))
  const inline = operations.flatMap(({ place, parameters, responses, pathItem }) => [
    ...parameters.flatMap((parameter) => below(parameter['schema'], `${place} body`)),
    ...Object.entries(responses).flatMap(([status, response]) => below(at(response, 'schema'), `${place} ${status}`)),
    ...below(at(pathItem, 'x-ms-notification-content', 'schema'), `${place} notification`),
  ])
  return [...named, ...inline]
}

function below(schema: Json | undefined, place: string, property: string | null = null): Placed[] {
  if (!isObject(schema)) return []
  const properties = Object.entries(objectOf(schema['properties']))
  return [
    { schema, place, property },
    ...properties.flatMap(([name, nested]) => below(nested, `${place}.${name}`, name)),
    ...below(schema['items'], `${place}[]`),
  ]
}
