/** Parts of a text that are percent-encoded, or base64 of a text: what they hold is looked at as it reads when decoded. */
import type { Span } from './spans.ts'

/** An encoded text may be encoded again; more often than this nobody does. */
const mostTimes = 3

const segment = /[^\s"'<>`]+/g
const octets = /(?:%[0-9a-f]{2})+/gi
const base64 = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,}={0,2}/g
const readable = /^[\u0020-\u007e]+$/

/** `replaced`: a decoded part with what names something replaced. */
export function* encodedSpans(text: string, depth: number, replaced: (decoded: string) => string): Generator<Span> {
  if (depth >= mostTimes) return
  if (text.includes('%')) {
    for (const { start, end, part } of partsOf(text, segment)) {
      const decoded = part.replace(octets, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
      if (decoded === part) continue
      const token = replaced(decoded)
      // As a URL it was written: what stays of it is written so again.
      if (token !== decoded) yield { start, end, token: encodeURI(token.toWellFormed()) }
    }
  }
  for (const { start, end, part } of partsOf(text, base64)) {
    const decoded = Buffer.from(part, 'base64').toString('latin1')
    if (!readable.test(decoded)) continue
    const token = replaced(decoded)
    if (token !== decoded) yield { start, end, token: Buffer.from(token).toString('base64url') }
  }
}

function* partsOf(
  text: string,
  pattern: RegExp,
): Generator<{ readonly start: number; readonly end: number; readonly part: string }> {
  for (const { 0: part, index } of text.matchAll(pattern)) yield { start: index, end: index + part.length, part }
}
