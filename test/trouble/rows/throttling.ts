/** 429: at a rate, in a storm, for ever, with every kind of `Retry-After`. */
import type { PlannedFault, StatusFault } from '../../../mocks/faults/plan.ts'
import {
  allEnvironments,
  allOfGraph,
  allOfPowerPlatform,
  complete,
  failed,
  incomplete,
  oneEnvironment,
  type Row,
} from '../row.ts'

type Wait = NonNullable<StatusFault['retryAfter']>

function throttle(retryAfter: Wait | null, at: PlannedFault['at'] = {}): PlannedFault {
  return { fault: { kind: 'status', status: 429, ...(retryAfter === null ? {} : { retryAfter }) }, at }
}

/** Which host was asked for how long, out of which budget. */
const hostAndBudget = /localhost:\d+.*budget/
const family = 'throttling'
const apis = ['graph', 'powerPlatform', 'bap', 'dataverse'] as const

const twoApis = ['graph', 'dataverse'] as const

const once: Row[] = (
  [
    ['seconds', '30 seconds', 30, 30],
    ['date', 'a date in 30 seconds', { inSeconds: 30 }, 29],
    ['300', '300 seconds, honored in full', 300, 300],
    ['zero', 'zero', 0, 0.25],
    ['negative', 'a negative number', -5, 0.25],
    ['past-date', 'a date that is over', { inSeconds: -60 }, 0.25],
    ['garbage', 'garbage', 'soon; maybe', 0.25],
    ['missing', 'missing', null, 0.25],
  ] as const
).map(([id, words, retryAfter, atLeast]) => ({
  id: `429-once-${id}`,
  family,
  title: `429 once at each API, Retry-After ${words}`,
  // Two waits of five minutes are more than the ten of `capacity`.
  faults: () => (id === '300' ? twoApis : apis).map((api) => throttle(retryAfter, { api, times: 1 })),
  sync: complete,
  capacity: complete,
  waits: { atLeast, atMost: 2000 },
  // A peer waits for real.
  peers: [throttle(typeof retryAfter === 'number' && retryAfter === 30 ? 2 : retryAfter, { times: 1 })],
}))

const rates: Row[] = [
  {
    id: '429-rate',
    family,
    title: '429 at a rate of 20 %, Retry-After 5',
    faults: () => [throttle(5, { api: apis, rate: 0.2 })],
    sync: complete,
    capacity: complete,
    peers: [throttle(1, { rate: 0.2 })],
  },
  {
    id: '429-storm',
    family,
    title: '429 in a storm: the first three tries of every request, no Retry-After',
    faults: () => [throttle(null, { api: apis, times: 3, per: 'address' })],
    sync: complete,
    capacity: complete,
    // Of one page: a peer waits for real, and up to ten seconds for each try.
    peers: [throttle(null, { page: 'first', times: 3, per: 'address' })],
  },
  {
    id: '429-storm-sign-in',
    family,
    title: '429 at sign-in twice, Retry-After 20',
    faults: () => [throttle(20, { api: 'signIn', path: '/token', times: 2 })],
    sync: complete,
    capacity: complete,
    waits: { atLeast: 20 },
    peers: [throttle(2, { api: 'signIn', path: '/token', times: 2 })],
  },
  {
    id: '429-in-batch',
    family,
    title: '429 of every other request within a $batch, Retry-After 15',
    faults: () => [{ fault: { kind: 'batch-items', status: 429, retryAfter: 15, every: 2 }, at: { times: 1 } }],
    sync: complete,
    waits: { atLeast: 15 },
    peers: null,
  },
]

const endless: Row[] = [
  {
    id: '429-forever-environment',
    family,
    title: '429 for ever of one environment, Retry-After 60',
    faults: ({ environmentId }) => [throttle(60, { environmentId })],
    sync: incomplete(oneEnvironment, hostAndBudget),
    peers: null,
  },
  {
    id: '429-forever-graph',
    family,
    title: '429 for ever of Graph, no Retry-After',
    faults: () => [throttle(null, { api: 'graph' })],
    sync: incomplete(allOfGraph, hostAndBudget),
    capacity: incomplete(allOfGraph, hostAndBudget),
  },
  {
    id: '429-forever-power-platform',
    family,
    title: '429 for ever of the Power Platform APIs, Retry-After 30',
    faults: () => [throttle(30, { api: ['powerPlatform', 'bap'] })],
    sync: incomplete(allOfPowerPlatform, hostAndBudget),
    capacity: incomplete(allOfPowerPlatform, hostAndBudget),
    peers: null,
  },
  {
    id: '429-forever-dataverse',
    family,
    title: '429 for ever of every environment, no Retry-After',
    faults: () => [throttle(null, { api: 'dataverse' })],
    sync: incomplete(allEnvironments, hostAndBudget),
  },
  {
    id: '429-huge-environment',
    family,
    title: '429 of one environment, Retry-After of two days',
    faults: ({ environmentId }) => [throttle(172_800, { environmentId })],
    sync: incomplete(oneEnvironment, hostAndBudget),
    peers: null,
  },
  {
    id: '429-forever-all',
    family,
    title: '429 for ever of all APIs, Retry-After 120',
    faults: () => [throttle(120, { api: apis })],
    sync: failed(hostAndBudget),
    capacity: failed(hostAndBudget),
    peers: [throttle(1)],
  },
  {
    id: '429-forever-sign-in',
    family,
    title: '429 for ever at sign-in, Retry-After 90',
    faults: () => [throttle(90, { api: 'signIn' })],
    sync: failed(hostAndBudget),
    capacity: failed(hostAndBudget),
    peers: [throttle(1, { api: 'signIn' })],
  },
]

export const throttling: readonly Row[] = [...once, ...rates, ...endless]
