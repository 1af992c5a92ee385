/** The operations of the connector as paths of OpenAPI 2.0, with the extensions of Power Platform. */
import { z } from 'zod'
import type { ConnectorOperation } from '../operation.ts'
import { refTo } from './definitions.ts'
import { swagger2, type JsonObject } from './swagger2.ts'

export function pathsOf(operations: readonly ConnectorOperation[]): JsonObject {
  const paths = new Map<string, JsonObject>()
  for (const operation of operations) {
    const { path, method, trigger } = operation
    paths.set(path, { ...paths.get(path), [method]: operationOf(operation), ...notificationOf(trigger) })
  }
  return Object.fromEntries(paths)
}

/** Whether its answer is a page. */
export function isPageable({ answer }: ConnectorOperation): boolean {
  return 'nextLink' in answer.schema.shape
}

function operationOf(operation: ConnectorOperation): JsonObject {
  const { operationId, summary, description, visibility, trigger, isSafe } = operation
  return {
    operationId,
    summary,
    description,
    'x-ms-visibility': visibility,
    ...(trigger === undefined ? {} : { 'x-ms-trigger': 'single', 'x-ms-trigger-hint': trigger.hint }),
    ...(isSafe === undefined ? {} : { 'x-ms-safe-operation': true }),
    ...(isPageable(operation) ? { 'x-ms-pageable': { nextLinkName: 'nextLink' } } : {}),
    parameters: parametersOf(operation),
    responses: responsesOf(operation),
  }
}

function notificationOf(trigger: ConnectorOperation['trigger']): JsonObject {
  if (trigger === undefined) return {}
  const { name, description } = trigger
  return { 'x-ms-notification-content': { description, schema: refTo(name) } }
}

function parametersOf({ parameters = {}, body }: ConnectorOperation): JsonObject[] {
  return [
    ...parametersIn('path', parameters.path),
    ...parametersIn('query', parameters.query),
    ...(body === undefined ? [] : [bodyOf(body)]),
  ]
}

function parametersIn(place: 'path' | 'query', schema: z.ZodObject | undefined): JsonObject[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { target: 'draft-4', io: 'input' })
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...swagger2(property),
  }))
}

function bodyOf({ name, description }: NonNullable<ConnectorOperation['body']>): JsonObject {
  return { name: 'body', in: 'body', required: true, 'x-ms-summary': 'Body', description, schema: refTo(name) }
}

function responsesOf({ answer, parameters }: ConnectorOperation): JsonObject {
  const { status, name, description, hasLocation } = answer
  const location = { type: 'string', format: 'uri', description: 'The address to delete it at.' }
  return {
    [status]: {
      description,
      schema: refTo(name),
      ...(hasLocation === undefined ? {} : { headers: { Location: location } }),
    },
    '400': { description: 'The question cannot be answered as it was asked.' },
    '401': { description: 'The caller is not signed in.' },
    '403': { description: 'The caller lacks the role that this needs.' },
    ...(parameters?.path === undefined ? {} : { '404': { description: 'There is no such thing.' } }),
    ...(status === 202 ? { '409': { description: 'A run is under way already.' } } : {}),
    '429': { description: 'Too many calls; try again later.' },
    default: { description: 'The service could not answer.' },
  }
}
