/** Reads a body as what it is: JSON by its content type, text otherwise, null where there is none. */
import { z } from 'zod'

/** `isBroken`: the content type says JSON and the bytes are none. */
export interface ParsedBody {
  readonly value: unknown
  readonly isBroken: boolean
}

export function parseBody(bytes: Buffer, contentType: string | undefined): ParsedBody {
  if (bytes.length === 0) return { value: null, isBroken: false }
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  if (contentType !== undefined && !isJsonType(contentType)) return { value: text, isBroken: false }
  try {
    const value: unknown = JSON.parse(text)
    return { value, isBroken: false }
  } catch {
    return { value: text, isBroken: contentType !== undefined }
  }
}

export function isJsonType(contentType: string | undefined): boolean {
  return /[/+]json\b/i.test(contentType ?? '')
}

/** `text/html`, without parameters: they may hold anything. */
export function mediaTypeOf(contentType: string | undefined): string {
  return /^[\w.+-]{1,60}\/[\w.+-]{1,60}/.exec(contentType ?? '')?.[0].toLowerCase() ?? 'of no known type'
}

const Code = z.string().regex(/^[\w.:-]{1,80}$/)

const ErrorBody = z.union([
  z.object({ error: z.object({ code: Code }) }).transform((body) => body.error.code),
  z.object({ code: Code }).transform((body) => body.code),
  z.object({ error: Code }).transform((body) => body.error),
])

/** The API's own error code, of `{ error: { code } }`, of flat `{ code }`, or of the OAuth form `{ error }`; never its prose. */
export function serviceCodeOf(body: unknown): string | null {
  return ErrorBody.safeParse(body).data ?? null
}
