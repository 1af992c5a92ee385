/** Progress of a sync on standard error: counts while it goes on where the terminal can rewrite a line, else one line per source that ended. */
import { name } from '../reporters/terminal/text.ts'
import type { SourceProgress } from '../sync/progress.ts'
import type { Io } from './io.ts'

export interface ProgressLine {
  readonly report: (event: SourceProgress) => void
  /** Leaves the terminal's last line clean. */
  readonly end: () => void
}

/** A name as a person sees it; replaced before it is cut. */
export function environmentWords(environment: string, { pseudonyms }: Pick<Io, 'pseudonyms'>): string {
  return name(pseudonyms?.names.name('environment', environment) ?? environment)
}

const marks = { complete: 'read', partial: 'read in part', 'not-assessed': 'not assessed' } as const

export function createProgress(io: Pick<Io, 'stderr' | 'liveProgress' | 'pseudonyms'>): ProgressLine {
  const rows = new Map<string, number>()
  const redraw = (): void => {
    const total = [...rows.values()].reduce((sum, count) => sum + count, 0)
    const busy = [...rows.keys()].slice(-2).join(', ')
    io.stderr(`\r\u001B[2K${total.toLocaleString('en-US')} rows · reading ${busy}`)
  }
  return {
    report(event) {
      const label =
        event.environment === null ? event.source : `${event.source} of ${environmentWords(event.environment.name, io)}`
      rows.set(label, event.rows)
      if (event.state === 'reading') {
        if (io.liveProgress) redraw()
        return
      }
      const clear = io.liveProgress ? '\r\u001B[2K' : ''
      const mark = event.isKept ? 'kept' : marks[event.state]
      io.stderr(`${clear}  ${mark}: ${label}, ${event.rows.toLocaleString('en-US')} rows\n`)
    },
    end() {
      if (io.liveProgress) io.stderr('\r\u001B[2K')
    },
  }
}
