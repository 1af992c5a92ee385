/** 403, 404 and 410: in mid-paging, of one environment, of everything, on the tokens of pages. */
import type { FaultTarget, PlannedFault } from '../../../mocks/faults/plan.ts'
import { complete, failed, incomplete, oneEnvironment, tenantCapacity, users, type Row } from '../row.ts'

const family = 'refusals'
const apis = ['graph', 'powerPlatform', 'bap', 'dataverse'] as const

function refuse(status: number, at: FaultTarget): PlannedFault {
  return { fault: { kind: 'status', status }, at }
}

const usersList: FaultTarget = { api: 'graph', path: '/v1\\.0/users\\?' }

export const refusals: readonly Row[] = [
  {
    id: '403-mid-paging-graph',
    family,
    title: '403 on the third page of the users',
    faults: () => [refuse(403, { ...usersList, page: 3 })],
    sync: incomplete(users, /403/),
  },
  {
    id: '403-mid-paging-dataverse',
    family,
    title: '403 on the second page of the system users of one environment',
    faults: ({ environmentId }) => [refuse(403, { environmentId, path: '/systemusers\\?', page: 2 })],
    sync: incomplete(oneEnvironment, /403/),
    peers: [refuse(403, { api: 'dataverse', path: '/systemusers\\?', page: 2 })],
  },
  {
    id: '403-environment',
    family,
    title: '403 of one environment',
    faults: ({ environmentId }) => [refuse(403, { environmentId })],
    sync: incomplete(oneEnvironment, /403/),
    peers: [refuse(403, { api: 'dataverse' })],
  },
  {
    id: '403-users',
    family,
    title: '403 of the users',
    faults: () => [refuse(403, { api: 'graph', path: '/users|/directoryObjects|/\\$batch' })],
    sync: incomplete(users, /403/),
    peers: [refuse(403, usersList)],
  },
  {
    id: '403-all',
    family,
    title: '403 of everything',
    faults: () => [refuse(403, { api: apis })],
    sync: failed(/403/),
    capacity: failed(/403/),
    peers: [refuse(403, { api: apis })],
  },
  {
    id: '404-tenant-capacity',
    family,
    title: '404 of the tenant capacity',
    faults: () => [refuse(404, { api: 'powerPlatform', path: '/tenantCapacity$|/tenantCapacity\\?' })],
    sync: incomplete(tenantCapacity, /404/),
    capacity: incomplete(tenantCapacity, /404/),
    peers: null,
  },
  {
    id: '404-environment',
    family,
    title: '404 of one environment',
    faults: ({ environmentId }) => [refuse(404, { environmentId })],
    sync: incomplete(oneEnvironment, /404/),
    peers: [refuse(404, { api: 'dataverse' })],
  },
  ...[404, 410].flatMap((status): Row[] => [
    {
      id: `${status}-page-token-once`,
      family,
      title: `${status} on page tokens, once in Graph and once in an environment`,
      faults: ({ environmentId }) => [
        refuse(status, { api: 'graph', page: 'later', times: 1 }),
        refuse(status, { environmentId, page: 'later', times: 1 }),
      ],
      sync: complete,
      peers: [refuse(status, { api: apis, page: 'later', times: 1 })],
    },
    {
      id: `${status}-page-token-forever`,
      family,
      title: `${status} on the token of the second page of the users, for ever`,
      faults: () => [refuse(status, { ...usersList, page: 2 })],
      sync: incomplete(users, new RegExp(String(status))),
    },
  ]),
  {
    id: 'page-token-expired-once',
    family,
    title: 'an expired page token, once in Graph and once in each environment',
    faults: () => [
      { fault: { kind: 'expired-page-token' }, at: { api: 'graph', times: 1 } },
      { fault: { kind: 'expired-page-token' }, at: { api: 'dataverse', times: 1 } },
    ],
    sync: complete,
  },
  {
    id: 'page-token-expired-forever',
    family,
    title: 'expired page tokens of the users, for ever',
    faults: () => [{ fault: { kind: 'expired-page-token' }, at: usersList }],
    sync: incomplete(users, /Directory_ExpiredPageToken/),
  },
]
