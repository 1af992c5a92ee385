/** Edits of the bytes of a true answer: cut, of another type, too many, packed too tight, nested too deep. */
import { gzipSync } from 'node:zlib'
import type { WireResponse } from '../wire.ts'
import type { BodyFault } from './plan.ts'

export type BytesFault = Extract<
  BodyFault,
  { readonly kind: 'truncate' | 'content-type' | 'oversized' | 'gzip-bomb' | 'deep-json' }
>

const mebibyte = 1024 * 1024

/** Null for what is no JSON object. */
export function editBytes(fault: BytesFault, response: WireResponse): WireResponse | null {
  const { status, headers, body } = response
  if (status !== 200 || typeof body !== 'string' || !body.endsWith('}')) return null
  const open = body.slice(0, -1)
  switch (fault.kind) {
    case 'truncate':
      return { ...response, body: body.slice(0, fault.afterBytes ?? Math.floor(body.length / 2)) }
    case 'content-type':
      return { ...response, headers: { ...headers, 'content-type': fault.type ?? 'text/html' } }
    case 'oversized':
      // `identity`: the size is to stand on the wire.
      return { ...response, headers: { ...headers, 'content-encoding': 'identity' }, body: swollen(open, fault.bytes) }
    case 'gzip-bomb':
      return { ...response, headers: { ...headers, 'content-encoding': 'gzip' }, body: bomb(open, fault.bytes) }
    case 'deep-json':
      return { ...response, body: `${open},"deep":${nested(fault.depth)}}` }
    default:
      return fault satisfies never
  }
}

function swollen(open: string, bytes = 65 * mebibyte): Buffer {
  return Buffer.concat([Buffer.from(open), Buffer.alloc(bytes, 0x20), Buffer.from('}')])
}

/** Members of one gzip file follow each other: the spaces are packed once. */
function bomb(open: string, bytes = 256 * mebibyte): Buffer {
  const piece = gzipSync(Buffer.alloc(mebibyte, 0x20))
  const pieces = Array.from({ length: Math.ceil(bytes / mebibyte) }, () => piece)
  return Buffer.concat([gzipSync(open), ...pieces, gzipSync('}')])
}

function nested(depth = 100_000): string {
  return '['.repeat(depth) + ']'.repeat(depth)
}
