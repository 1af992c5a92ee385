/** Times: UTC, as in the documents, and how long ago in words. */

export function time(iso: string | null): string {
  if (iso === null) return 'not known'
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
}

export function day(iso: string | null): string {
  return iso === null ? 'not known' : iso.slice(0, 10)
}

const steps = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
] as const

/** "3 hours ago"; what lies in the future "in 3 hours". */
export function ago(seconds: number): string {
  const size = Math.abs(seconds)
  const step = steps.find(([length]) => size >= length)
  if (step === undefined) return seconds < 0 ? 'in a moment' : 'just now'
  const many = Math.floor(size / step[0])
  const text = `${many} ${step[1]}${many === 1 ? '' : 's'}`
  return seconds < 0 ? `in ${text}` : `${text} ago`
}

export function secondsSince(iso: string): number {
  return (Date.now() - Date.parse(iso)) / 1000
}

export function duration(from: string, to: string | null): string {
  if (to === null) return 'not known'
  const seconds = Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000)
  if (seconds < 90) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}
