/** Sign-in and tokens: 401 with and without a claims challenge, tokens that end in mid-chain, secrets that are wrong. */
import { complete, failed, incomplete, oneEnvironment, type Row } from '../row.ts'

const family = 'sign-in and tokens'
const apis = ['graph', 'powerPlatform', 'bap', 'dataverse'] as const

export const tokens: readonly Row[] = [
  {
    id: '401-once',
    family,
    title: '401 without a claims challenge, once at each API',
    faults: () => apis.map((api) => ({ fault: { kind: 'status', status: 401 }, at: { api, times: 1 } })),
    sync: complete,
    capacity: complete,
    peers: [{ fault: { kind: 'status', status: 401 }, at: { api: apis, times: 1 } }],
  },
  {
    id: '401-claims',
    family,
    title: '401 with a claims challenge of each API, until a token answers it',
    faults: () => [{ fault: { kind: 'status', status: 401, claims: true }, at: { api: apis } }],
    sync: complete,
    capacity: complete,
  },
  {
    id: '401-forever-environment',
    family,
    title: '401 for ever of one environment',
    faults: ({ environmentId }) => [{ fault: { kind: 'status', status: 401 }, at: { environmentId } }],
    sync: incomplete(oneEnvironment, /401/),
    peers: null,
  },
  {
    id: '401-forever-all',
    family,
    title: '401 for ever of all APIs',
    faults: () => [{ fault: { kind: 'status', status: 401 }, at: { api: apis } }],
    sync: failed(/401/),
    capacity: failed(/401/),
  },
  {
    id: 'token-ends-mid-chain',
    family,
    title: 'the token ends before the second page of a list, in Graph and in Dataverse',
    faults: () =>
      (['graph', 'dataverse'] as const).map((api) => ({
        fault: { kind: 'expire-tokens' },
        at: { api, page: 2, times: 1 },
      })),
    sync: complete,
    peers: [{ fault: { kind: 'expire-tokens' }, at: { api: apis, page: 2, times: 1 } }],
  },
  {
    id: 'token-ends-often',
    family,
    title: 'the token ends at every fortieth request to Dataverse and at the tenth to Graph',
    faults: () =>
      (
        [
          ['dataverse', 20],
          ['dataverse', 60],
          ['dataverse', 100],
          ['dataverse', 140],
          ['graph', 10],
        ] as const
      ).map(([api, from]) => ({ fault: { kind: 'expire-tokens' }, at: { api, from, times: 1 } })),
    sync: complete,
    peers: [{ fault: { kind: 'expire-tokens' }, at: { api: apis, from: 3, times: 1 } }],
  },
  {
    id: 'sign-in-refused',
    family,
    title: '401 at sign-in: the secret is wrong',
    faults: () => [{ fault: { kind: 'status', status: 401 }, at: { api: 'signIn', path: '/token' } }],
    sync: failed(/sign-in for .* failed/),
    capacity: failed(/sign-in for .* failed/),
  },
  {
    id: 'sign-in-cut',
    family,
    title: 'truncated JSON at sign-in, once',
    faults: () => [{ fault: { kind: 'truncate' }, at: { api: 'signIn', path: '/token', times: 1 } }],
    sync: complete,
    capacity: complete,
  },
  {
    id: 'sign-in-html',
    family,
    title: 'HTML at sign-in for ever',
    faults: () => [{ fault: { kind: 'status', status: 503, body: 'html' }, at: { api: 'signIn', path: '/token' } }],
    sync: failed(/localhost:\d+.*budget/),
    capacity: failed(/localhost:\d+.*budget/),
  },
]
