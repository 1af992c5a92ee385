/** What went wrong between the browser and the service, in the words of the service (RFC 9457) where it has some. */

import { harmless } from './harmless.ts'

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  /** 0: the service was not reached. */
  readonly status: number
  readonly code: string | null
  readonly hint: string | null

  constructor(status: number, message: string, more: { readonly code?: string | null; readonly hint?: string | null }) {
    super(message)
    this.status = status
    this.code = more.code ?? null
    this.hint = more.hint ?? null
  }
}

function textOf(body: unknown, key: string): string | null {
  if (typeof body !== 'object' || body === null) return null
  const value: unknown = Reflect.get(body, key)
  return typeof value === 'string' && value !== '' ? harmless(value) : null
}

/** Reads a problem document; whatever else came is told by its status. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null)
  const message = textOf(body, 'detail') ?? textOf(body, 'title') ?? `The service answered ${response.status}.`
  return new ApiProblem(response.status, message, { code: textOf(body, 'code'), hint: textOf(body, 'hint') })
}

export function problemFrom(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  const hint = 'Is `seatledger serve` still running? A new start prints a new link.'
  return new ApiProblem(0, 'The service does not answer.', { hint })
}
