/** The nearest of several names, by the number of single-letter edits between them (Levenshtein). */

/** Edits (insert, drop, replace a letter) that turn one text into the other. */
export function countEdits(from: string, to: string): number {
  const letters = Array.from(to)
  let previous = Array.from({ length: letters.length + 1 }, (_, column) => column)
  for (const [row, letter] of Array.from(from).entries()) {
    const current = [row + 1]
    for (const [column, other] of letters.entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1)
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1))
    }
    previous = current
  }
  return previous.at(-1) ?? 0
}

/** No candidate is longer, so that nothing after it tells them apart. */
const longestName = 100

/** The candidate with the fewest edits, the first of several; an empty text without candidates. */
export function findNearest(name: string, candidates: readonly string[]): string {
  let best = ''
  let fewest = Number.POSITIVE_INFINITY
  for (const candidate of candidates) {
    const edits = countEdits(name.slice(0, longestName), candidate)
    if (edits < fewest) [best, fewest] = [candidate, edits]
  }
  return best
}
