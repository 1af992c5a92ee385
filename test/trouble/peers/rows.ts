/** Rows of the matrix as the peers can play them: their environment, and a foreign host that counts tokens. */
import { foreignHost } from './cloud.ts'
import { peerEnvironmentId } from './truth.ts'
import type { PeerRow } from './run.ts'
import type { Row } from '../row.ts'

/** One by which a rate of 20 % strikes at least two requests of each peer. */
const seed = 14
export const undisturbed = 'undisturbed'

/** The undisturbed row first: a comparison is fair only where it is green. */
export function peerRowsOf(rows: readonly Row[]): readonly PeerRow[] {
  const place = {
    environmentId: peerEnvironmentId,
    otherEnvironmentId: peerEnvironmentId,
    trap: `https://${foreignHost}`,
  }
  const disturbed = rows.flatMap((row): PeerRow[] => {
    const faults = row.peers === undefined ? row.faults(place) : row.peers
    return faults === null ? [] : [{ id: row.id, faults: { seed, faults } }]
  })
  return [{ id: undisturbed, faults: null }, ...disturbed]
}
