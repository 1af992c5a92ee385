/** Connections: refused, reset before and within the body, standing still, drop by drop, cut JSON. */
import type { Fault } from '../../../mocks/faults/plan.ts'
import { allOfGraph, complete, failed, impatient, incomplete, oneEnvironment, patient, type Row } from '../row.ts'

const family = 'connections'
const apis = ['graph', 'powerPlatform', 'bap', 'dataverse'] as const

const refused: Row[] = [
  {
    id: 'refused-environment',
    family,
    title: 'connection refused by one environment',
    faults: ({ environmentId }) => [{ fault: { kind: 'refuse' }, at: { environmentId } }],
    sync: incomplete(oneEnvironment, /localhost:\d+ cannot be reached \(ECONNREFUSED\)/),
    peers: null,
  },
  {
    id: 'refused-graph',
    family,
    title: 'connection refused by Graph',
    faults: () => [{ fault: { kind: 'refuse' }, at: { api: 'graph' } }],
    sync: incomplete(allOfGraph, /localhost:\d+ cannot be reached \(ECONNREFUSED\)/),
    capacity: incomplete(allOfGraph, /localhost:\d+ cannot be reached \(ECONNREFUSED\)/),
    peers: [{ fault: { kind: 'refuse' } }],
  },
  {
    id: 'refused-sign-in',
    family,
    title: 'connection refused at sign-in',
    faults: () => [{ fault: { kind: 'refuse' }, at: { api: 'signIn' } }],
    sync: failed(/sign-in .*localhost:\d+ cannot be reached \(ECONNREFUSED\)/),
    capacity: failed(/sign-in .*localhost:\d+ cannot be reached \(ECONNREFUSED\)/),
  },
]

const kinds: readonly (readonly [string, string, Fault, RegExp])[] = [
  ['reset-headers', 'connection reset before the headers', { kind: 'reset-headers' }, /localhost:\d+ broke/],
  ['reset-body', 'connection reset within the body', { kind: 'reset-body' }, /localhost:\d+ broke/],
  ['truncated', 'truncated JSON', { kind: 'truncate' }, /JSON/],
  ['stall-headers', 'no header ever comes', { kind: 'stall-headers' }, /no answer within/],
  ['stall-body', 'a body that stops', { kind: 'stall-body' }, /body stood still/],
]

const passing: Row[] = kinds.map(([id, words, fault]) => ({
  id: `${id}-once`,
  family,
  title: `${words}: the first try of each API`,
  faults: () => apis.map((api) => ({ fault, at: { api, times: 1 } })),
  sync: complete,
  capacity: complete,
  waits: { atLeast: 0.25 },
  ...(id.startsWith('stall') ? { limits: impatient } : {}),
  peers: [{ fault, at: { api: apis, times: 1 } }],
}))

const staying: Row[] = kinds.map(([id, words, fault, sentence]) => ({
  id: `${id}-environment`,
  family,
  title: `${words}: for ever of one environment`,
  faults: ({ environmentId }) => [{ fault, at: { environmentId } }],
  sync: incomplete(oneEnvironment, sentence),
  ...(id.startsWith('stall') ? { limits: impatient } : {}),
  peers: null,
}))

const slow: Row[] = [
  {
    id: 'drip-whole',
    family,
    title: 'a slow drip that is whole in the end',
    faults: () => [{ fault: { kind: 'drip', bytes: 400, everyMs: 5 }, at: { api: apis, rate: 0.2 } }],
    sync: complete,
    capacity: complete,
    peers: [{ fault: { kind: 'drip', bytes: 400, everyMs: 5 }, at: { rate: 0.2 } }],
  },
  {
    id: 'drip-endless',
    family,
    title: 'a drip of one environment that takes longer than a body may',
    faults: ({ environmentId }) => [{ fault: { kind: 'drip', bytes: 1, everyMs: 50 }, at: { environmentId } }],
    sync: incomplete(oneEnvironment, /body was not complete within/),
    limits: { ...patient, bodyTotalMs: 500 },
    peers: [{ fault: { kind: 'drip', bytes: 1, everyMs: 200 }, at: { api: apis } }],
  },
]

export const connections: readonly Row[] = [...refused, ...passing, ...staying, ...slow]
