/** A run as server-sent events, until it ends or nobody listens any more (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
import { Readable } from 'node:stream'
import type { Clock } from '../clock.ts'
import { safeJson } from '../safe-json.ts'
import type { LiveRun, RunEvent } from './run-book.ts'

/** Proxies close what is silent. */
const silenceMs = 15_000

/** Comes as the reader takes it: what is told faster is told once, as it stands then. */
export function eventStream(run: LiveRun, afterId: number, clock: Clock): Readable {
  const over = new AbortController()
  const stream = Readable.from(lines(run, afterId, clock, over.signal), { objectMode: false })
  stream.once('close', () => over.abort())
  return stream
}

async function* lines(run: LiveRun, afterId: number, clock: Clock, over: AbortSignal): AsyncGenerator<string> {
  // At once, so that a reader knows that it is heard.
  yield 'retry: 2000\n\n'
  for (let last = afterId; ;) {
    const more = run.more()
    const events = run.eventsAfter(last)
    for (const event of events) yield textOf(event)
    last = events.at(-1)?.id ?? last
    if (run.run.state !== 'running') return
    if (!(await isToldBefore(more, clock, over))) {
      if (over.aborted) return
      yield ': still running\n\n'
    }
  }
}

/** false: nothing was told for a while, or nobody listens. */
async function isToldBefore(more: Promise<void>, clock: Clock, over: AbortSignal): Promise<boolean> {
  const waited = new AbortController()
  const signal = AbortSignal.any([waited.signal, over])
  const silence = clock.sleep(silenceMs, signal).then(
    () => false,
    () => false,
  )
  const isTold = await Promise.race([more.then(() => true), silence])
  waited.abort()
  return isTold
}

/** JSON has no line breaks, so that it is one line of data. */
function textOf({ id, event, data }: RunEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${safeJson(JSON.stringify(data))}\n\n`
}
