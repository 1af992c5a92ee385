/** Bodies that are no answer: another content type, too large, packed too tight, nested too deep. */
import type { Fault, FaultTarget } from '../../../mocks/faults/plan.ts'
import { complete, incomplete, oneEnvironment, tenantCapacity, users, type Row } from '../row.ts'

const family = 'bodies'
const usersList: FaultTarget = { api: 'graph', path: '/v1\\.0/users\\?' }
const capacityPath: FaultTarget = { api: 'powerPlatform', path: '/tenantCapacity\\?' }

const kinds: readonly (readonly [string, string, Fault, RegExp])[] = [
  ['content-type', 'another content type (text/html)', { kind: 'content-type' }, /.{20}/],
  ['oversized', 'an oversized body (65 MiB on the wire)', { kind: 'oversized' }, /larger than|too large/],
  ['gzip-bomb', 'a gzip bomb (256 MiB in 260 KB)', { kind: 'gzip-bomb' }, /larger than|too large/],
  ['deep-json', 'JSON nested 100,000 deep', { kind: 'deep-json' }, /nested|deep/],
]

export const bodies: readonly Row[] = [
  ...kinds.flatMap(([id, words, fault, sentence]): Row[] => [
    {
      id: `${id}-users`,
      family,
      title: `${words}: the first page of the users`,
      faults: () => [{ fault, at: { ...usersList, page: 'first' } }],
      sync: incomplete(users, sentence),
    },
    {
      id: `${id}-environment`,
      family,
      title: `${words}: the roles of one environment`,
      faults: ({ environmentId }) => [{ fault, at: { environmentId, path: '/roles\\?' } }],
      sync: incomplete(oneEnvironment, sentence),
      peers: [{ fault, at: { api: 'dataverse', path: '/roles\\?' } }],
    },
    {
      id: `${id}-capacity`,
      family,
      title: `${words}: the tenant capacity`,
      faults: () => [{ fault, at: capacityPath }],
      sync: incomplete(tenantCapacity, sentence),
      capacity: incomplete(tenantCapacity, sentence),
      peers: null,
    },
  ]),
  {
    id: 'content-type-json-like',
    family,
    title: 'JSON under another JSON type, everywhere',
    faults: () => [
      { fault: { kind: 'content-type', type: 'application/vnd.api+json' }, at: { api: ['graph', 'dataverse'] } },
    ],
    sync: complete,
    peers: [{ fault: { kind: 'content-type', type: 'application/vnd.api+json' } }],
  },
]
