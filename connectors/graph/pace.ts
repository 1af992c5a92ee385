/** Keeps a source below the request rate of its service: after so many requests, Graph is left alone for the period. */
import type { Graph } from './graph.ts'

export interface Rate {
  readonly requests: number
  readonly perMs: number
}

/** To be called before each request. The wait is the host queue's, within the time budget of the run. */
export function paceOf(graph: Graph, { requests, perMs }: Rate): () => void {
  let sent = 0
  return () => {
    if (sent > 0 && sent % requests === 0) graph.pause(perMs)
    sent += 1
  }
}
