/** Lists that are not as they should be: rows twice, pages without rows, links in a circle, copies without a root. */
import { allOfPowerPlatform, complete, incomplete, oneEnvironment, users, type Row } from '../row.ts'

const family = 'pages'
const apis = ['graph', 'powerPlatform', 'bap', 'dataverse'] as const

export const pages: readonly Row[] = [
  {
    id: 'duplicate-rows',
    family,
    title: 'every page repeats the last two rows of the page before',
    faults: () => [{ fault: { kind: 'duplicate-rows', rows: 2 }, at: { api: apis } }],
    sync: complete,
    capacity: complete,
  },
  {
    id: 'empty-page',
    family,
    title: 'an empty page with a next link before every page',
    faults: () => [{ fault: { kind: 'empty-page' }, at: { api: apis } }],
    sync: complete,
    capacity: complete,
    peers: [{ fault: { kind: 'empty-page' }, at: { api: ['graph', 'dataverse', 'bap'] } }],
  },
  {
    id: 'looping-link-users',
    family,
    title: 'the second page of the users links to itself',
    faults: () => [{ fault: { kind: 'looping-link' }, at: { api: 'graph', path: '/v1\\.0/users\\?', page: 2 } }],
    sync: incomplete(users, /leads back to a page that was read/),
  },
  {
    id: 'looping-link-environment',
    family,
    title: 'every list of one environment links to its own first page',
    faults: ({ environmentId }) => [{ fault: { kind: 'looping-link' }, at: { environmentId } }],
    sync: incomplete(oneEnvironment, /leads back to a page that was read/),
    peers: [{ fault: { kind: 'looping-link' }, at: { api: 'dataverse' } }],
  },
  {
    id: 'looping-link-environments',
    family,
    title: 'the lists of environments link to themselves',
    faults: () => [
      { fault: { kind: 'looping-link' }, at: { api: ['bap', 'powerPlatform'], path: '/environments\\?' } },
    ],
    sync: incomplete(allOfPowerPlatform, /leads back to a page that was read/),
    capacity: incomplete(allOfPowerPlatform, /leads back to a page that was read/),
    peers: null,
  },
  {
    id: 'missing-root-role',
    family,
    title: 'role copies whose root is missing from the list of roles, in an environment where everybody holds copies',
    faults: ({ environmentId }) => [{ fault: { kind: 'drop-root-roles' }, at: { environmentId } }],
    sync: { kind: 'complete', lacks: 'roles' },
    peers: [{ fault: { kind: 'drop-root-roles' }, at: { api: 'dataverse' } }],
  },
  {
    id: 'missing-held-role',
    family,
    title: 'roles that people hold are missing from the list of roles, in another environment',
    faults: ({ otherEnvironmentId }) => [
      { fault: { kind: 'drop-root-roles' }, at: { environmentId: otherEnvironmentId } },
    ],
    sync: incomplete({ sources: ['dataverse/'], environment: 'other' }, /missing from the list of roles/),
    peers: null,
  },
]
