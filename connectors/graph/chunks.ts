/** A list in pieces, as many as one request takes. */
export function* chunks<T>(items: readonly T[], length: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += length) yield items.slice(start, start + length)
}
