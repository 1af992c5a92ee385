/** The clock of the cloud is not ours: ahead and behind, alone and with waits that are dates. */
import type { PlannedFault } from '../../../mocks/faults/plan.ts'
import { complete, type Row } from '../row.ts'

const family = 'clocks'
const apis = ['graph', 'powerPlatform', 'bap', 'dataverse'] as const

const dated: PlannedFault = {
  fault: { kind: 'status', status: 429, retryAfter: { inSeconds: 30 } },
  at: { api: apis, times: 2 },
}

export const clocks: readonly Row[] = (
  [
    ['ahead', 'an hour ahead', 3600],
    ['behind', 'an hour behind', -3600],
    ['far-behind', 'two days behind', -172_800],
  ] as const
).flatMap(([id, words, seconds]): Row[] => [
  {
    id: `clock-${id}`,
    family,
    title: `the clock of the cloud is ${words}`,
    faults: () => [{ fault: { kind: 'clock-skew', seconds } }],
    sync: complete,
    capacity: complete,
  },
  {
    id: `clock-${id}-date`,
    family,
    title: `the clock of the cloud is ${words}, and 429 asks to wait until a date 30 seconds later by that clock`,
    faults: () => [{ fault: { kind: 'clock-skew', seconds } }, dated],
    sync: complete,
    capacity: complete,
    waits: { atLeast: 29, atMost: 300 },
    peers: null,
  },
])
