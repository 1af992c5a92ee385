/** The time of a command, ISO 8601 UTC. */
import type { Io } from './io.ts'

export function nowOf({ clock }: Pick<Io, 'clock'>): string {
  return new Date(clock.now()).toISOString()
}
