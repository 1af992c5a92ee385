/** The time of a command, ISO 8601 UTC. */
import type { Asked, Guided } from '../answers/guided.ts'
import type { Io } from './io.ts'

export function nowOf({ clock }: Pick<Io, 'clock'>): string {
  return new Date(clock.now()).toISOString()
}

/** What a command asks of a stored run. */
export function askedNow({ config, data, edition }: Guided, io: Pick<Io, 'clock'>): Asked {
  return { config, data, edition, now: nowOf(io) }
}
