/** The answers that a route documents: its own, and the problems that any route may have. */
import { z } from 'zod'
import { Problem } from '../../model/service.ts'

interface Body {
  readonly description: string
  readonly content: Record<string, { schema: z.ZodType }>
}
type Documented = Record<number, Body>

const problems: Readonly<Record<number, string>> = {
  400: 'What was asked for is wrong, or names nothing in the last run.',
  401: 'Nobody is signed in, or the token is not good.',
  403: 'The role is missing, or the request comes from another site.',
  404: 'There is no such thing, or nothing was synced yet.',
  409: 'A sync is running already.',
  413: 'The body is too large.',
  415: 'The body is no JSON.',
  421: 'The Host header names no host of this service.',
  429: 'Too many requests; Retry-After says when to come again.',
  500: 'The service failed; its log says more.',
  502: 'The tenant could not be asked.',
  503: 'The store cannot be read now, or the service stops.',
}

/** `alsoStatuses`: beside those that every route may answer. */
export function problemResponses(alsoStatuses: readonly number[] = []): Documented {
  const statuses = [400, 401, 403, 404, 421, 429, 500, 503, ...alsoStatuses]
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: problems[status] ?? 'A problem.', content: { 'application/problem+json': { schema: Problem } } },
    ]),
  )
}

export function jsonResponse(schema: z.ZodType, description: string): Body {
  return { description, content: { 'application/json': { schema } } }
}

/** An answer without a body. */
export function nothing(description: string): z.ZodNull {
  return z.null().describe(description)
}

/** Of a document that is read. */
export function reads(schema: z.ZodType, description: string): Record<number, Body | z.ZodNull> {
  return {
    200: jsonResponse(schema, description),
    304: nothing('Nothing has changed since the answer with this tag.'),
    ...problemResponses(),
  }
}
