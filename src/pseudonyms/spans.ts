/** Parts of a text and what takes their place, joined so that nothing of what is to go is left, however parts overlap. */

/** From `start` to `end` (not part of it) in code units; `token` null: this part stays as it is. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly token: string | null
}

/** The text with each part replaced. A larger part wins over what lies in it; of two that overlap both go; of equal ones the first wins, and one that goes over one that stays. */
export function replaceSpans(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text
  let result = ''
  let end = 0
  for (const span of inOrder(spans)) {
    if (span.end <= end) continue
    if (span.start < end) {
      // The rest of what overlaps goes too, or half a name would stay behind.
      if (span.token === null) continue
      result += span.token
    } else {
      result += text.slice(end, span.start) + (span.token ?? text.slice(span.start, span.end))
    }
    end = span.end
  }
  return result + text.slice(end)
}

function inOrder(spans: readonly Span[]): readonly Span[] {
  const going = spans.filter(({ token }) => token !== null)
  // A part that stays stays whole or not at all.
  const staying = spans.filter(({ token, start, end }) => {
    return token === null && !going.some((other) => overlapsBeyond(other, { start, end }))
  })
  return [...going, ...staying].toSorted(
    (a, b) => a.start - b.start || b.end - a.end || Number(a.token === null) - Number(b.token === null),
  )
}

/** Whether what goes covers all of what would stay, or reaches out of it. */
function overlapsBeyond(other: Span, { start, end }: Omit<Span, 'token'>): boolean {
  const overlaps = other.start < end && start < other.end
  const liesWithin = other.start >= start && other.end <= end
  const isSame = other.start === start && other.end === end
  return overlaps && (!liesWithin || isSame)
}
