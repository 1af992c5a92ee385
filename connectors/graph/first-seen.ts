/** Lists that repeat themselves, within a page or over several: what is seen for the first time is kept. */
export function firstSeen<R>(rows: readonly R[], keyOf: (row: R) => string, seen: Set<string>): R[] {
  const fresh: R[] = []
  for (const row of rows) {
    const key = keyOf(row)
    if (seen.has(key)) continue
    seen.add(key)
    fresh.push(row)
  }
  return fresh
}
