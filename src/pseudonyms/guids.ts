/** GUIDs in a text: with their dashes in any case, or as 32 digits; and the ids of default environments, which are made of one. */

export interface Found {
  readonly start: number
  readonly end: number
  /** In its one spelling. */
  readonly value: string
}

const dashed = /(?:default-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi
const shortest = 32

/** More digits are a hash. */
const bare = /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/gi

export function* guidsIn(text: string): Generator<Found> {
  if (text.length < shortest) return
  for (const { 0: written, index } of text.matchAll(dashed)) {
    yield { start: index, end: index + written.length, value: written.toLowerCase() }
  }
  for (const { 0: written, index } of text.matchAll(bare)) {
    yield { start: index, end: index + written.length, value: withDashes(written.toLowerCase()) }
  }
}

function withDashes(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
