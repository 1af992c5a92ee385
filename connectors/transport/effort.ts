/** In words: how often and how long a host was asked before a request was given up, and the time that a run may take. Pure. */

/** What a request has cost so far. `budgetMs` is the run's whole budget, of which waits are a part. */
export interface Effort {
  readonly host: string
  readonly tries: number
  readonly elapsedMs: number
  readonly budgetMs: number
}

/** `after 8 tries in 3 min 12 s at graph.microsoft.com (time budget 180 minutes)`. */
export function effortWords({ host, tries, elapsedMs, budgetMs }: Effort): string {
  const count = tries === 1 ? '1 try' : `${tries} tries`
  return `after ${count} in ${durationWords(elapsedMs)} at ${host} (time budget ${minutesWords(budgetMs)})`
}

/** In whole seconds, rounded up: `3 min 12 s`, `45 s`. */
function durationWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`)
  return said.length === 0 ? '0 s' : said.join(' ')
}

/** As `SEATLEDGER_BUDGET_MINUTES` takes them. */
export function minutesWords(ms: number): string {
  const minutes = Math.round(ms / 600) / 100
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}
