/** Answers that lead elsewhere: next links, instance URLs and redirects of another host, which never gets a token. */
import {
  allEnvironments,
  complete,
  incomplete,
  oneEnvironment,
  users,
  allOfPowerPlatform,
  type Row,
  type Scope,
} from '../row.ts'

const family = 'hostile answers'
/** The address is kept as it was told, and not followed. */
const untrueHosts: Scope = { ...allOfPowerPlatform, untrue: 'environments' }
const usersPath = '/v1\\.0/users\\?'

export const hostile: readonly Row[] = [
  {
    id: 'foreign-link-users',
    family,
    title: 'a next link of the users to another host',
    faults: ({ trap }) => [{ fault: { kind: 'foreign-link', origin: trap }, at: { api: 'graph', path: usersPath } }],
    sync: incomplete(users, /points to https:\/\/localhost:\d+, and only https:\/\/localhost:\d+ may be asked/),
    peers: [{ fault: { kind: 'foreign-link' }, at: { api: 'graph' } }],
  },
  {
    id: 'foreign-link-environment',
    family,
    title: 'next links of one environment to another host',
    faults: ({ environmentId, trap }) => [{ fault: { kind: 'foreign-link', origin: trap }, at: { environmentId } }],
    sync: incomplete(oneEnvironment, /points to https:\/\/localhost:\d+/),
    peers: [{ fault: { kind: 'foreign-link' }, at: { api: 'dataverse' } }],
  },
  {
    id: 'foreign-instance',
    family,
    title: 'instance URLs of another host',
    faults: () => [{ fault: { kind: 'foreign-instance' }, at: { api: ['bap', 'powerPlatform'] } }],
    sync: incomplete(untrueHosts, /evil\.example/),
    peers: null,
  },
  {
    id: 'metadata-instance',
    family,
    title: 'instance URLs that are the metadata address of a virtual machine',
    faults: () => [
      { fault: { kind: 'foreign-instance', origin: 'https://169.254.169.254' }, at: { api: ['bap', 'powerPlatform'] } },
    ],
    sync: incomplete(untrueHosts, /169\.254\.169\.254/),
    peers: null,
  },
  {
    id: 'redirect-users',
    family,
    title: 'a redirect of the users to another host',
    faults: ({ trap }) => [
      { fault: { kind: 'status', status: 302, location: `${trap}/v1.0/users` }, at: { api: 'graph', path: usersPath } },
    ],
    sync: incomplete(users, /302.*redirect.*not followed/),
    peers: [
      {
        fault: { kind: 'status', status: 302, location: 'https://evil.example/v1.0/users' },
        at: { api: ['graph', 'dataverse', 'bap'] },
      },
    ],
  },
  {
    id: 'redirect-dataverse',
    family,
    title: 'a redirect of every environment to another host',
    faults: ({ trap }) => [{ fault: { kind: 'status', status: 307, location: trap }, at: { api: 'dataverse' } }],
    sync: incomplete(allEnvironments, /307.*redirect.*not followed/),
    peers: [{ fault: { kind: 'status', status: 307, location: 'https://evil.example/' }, at: { api: 'dataverse' } }],
  },
  {
    id: '410-location',
    family,
    title: '410 with a Location of another host on a page token, once',
    faults: ({ trap }) => [
      {
        fault: { kind: 'status', status: 410, location: `${trap}/v1.0/users` },
        at: { api: 'graph', page: 'later', times: 1 },
      },
    ],
    sync: complete,
    peers: [
      {
        fault: { kind: 'status', status: 410, location: 'https://evil.example/v1.0/users' },
        at: { api: 'graph', page: 'later', times: 1 },
      },
    ],
  },
]
