/** JSON answers on the wire, and JSON bodies as they come in. */
import { Refused } from './refused.ts'
import type { WireResponse } from './wire.ts'

export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  }
}

/** The body as an object. Throws `Refused` with 400 for anything else. */
export function readJsonObject(body: string): Readonly<Record<string, unknown>> {
  const value = parse(body)
  if (isRecord(value)) return value
  throw new Refused(400, 'BadRequest', 'Unable to read JSON request payload.')
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
