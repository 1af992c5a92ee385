/** 500, 502 with HTML, 503 and 504: once everywhere, for ever somewhere. */
import type { PlannedFault, StatusFault } from '../../../mocks/faults/plan.ts'
import { complete, failed, incomplete, oneEnvironment, type Row } from '../row.ts'

const family = 'server errors'
const apis = ['graph', 'powerPlatform', 'bap', 'dataverse'] as const

const kinds: readonly (readonly [string, string, StatusFault])[] = [
  ['500', '500', { kind: 'status', status: 500 }],
  ['502-html', '502 with HTML', { kind: 'status', status: 502, body: 'html' }],
  ['503', '503, Retry-After 10', { kind: 'status', status: 503, retryAfter: 10 }],
  ['504', '504 without a body', { kind: 'status', status: 504, body: 'empty' }],
]

const passing: Row[] = kinds.map(([id, words, fault]) => ({
  id: `${id}-once`,
  family,
  title: `${words}: the first try of every request`,
  faults: () => [{ fault, at: { api: apis, times: 1, per: 'address' } }],
  sync: complete,
  capacity: complete,
  waits: { atLeast: 0.25 },
  peers: [
    {
      fault: { ...fault, ...(fault.retryAfter === undefined ? {} : { retryAfter: 1 }) },
      at: { times: 1, per: 'address' },
    },
  ],
}))

const staying: Row[] = kinds.map(([id, words, fault]) => ({
  id: `${id}-environment`,
  family,
  title: `${words}: for ever of one environment`,
  faults: ({ environmentId }) => [{ fault, at: { environmentId } }],
  sync: incomplete(oneEnvironment, new RegExp(`${fault.status}.*localhost:\\d+.*budget`)),
  peers: null,
}))

const everywhere = (at: PlannedFault['at'] = {}): PlannedFault => ({
  fault: { kind: 'status', status: 502, body: 'html' },
  at,
})

export const serverErrors: readonly Row[] = [
  ...passing,
  ...staying,
  {
    id: '502-html-all',
    family,
    title: '502 with HTML: for ever of all APIs',
    faults: () => [everywhere({ api: apis })],
    sync: failed(/502.*localhost:\d+.*budget/),
    capacity: failed(/502.*localhost:\d+.*budget/),
    peers: [everywhere()],
  },
  {
    id: '503-sign-in',
    family,
    title: '503 at sign-in twice',
    faults: () => [{ fault: { kind: 'status', status: 503 }, at: { api: 'signIn', path: '/token', times: 2 } }],
    sync: complete,
    capacity: complete,
  },
]
