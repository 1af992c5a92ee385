/** The three peers: what each is asked to do, in which process, and what it would have to hand over. */
import type { ChildEnd } from './child.ts'
import { runChild } from './child.ts'
import type { Api } from '../../../mocks/request-counts.ts'
import { peerTenant } from './cloud.ts'
import { dataverseUrl, peerEnvironmentId, type ListName } from './truth.ts'

export type PeerName = 'm365' | 'graph-client' | 'dynamics-web-api'

export interface Job {
  readonly command: string
  readonly lists: readonly ListName[]
  /** What it asks, for plans that aim at certain requests. */
  readonly asks: readonly Ask[]
  /** Processes one after the other; the first that fails is the last. */
  readonly processes: readonly (readonly string[])[]
  /** Signs in by itself; the others of this peer find the sign-in of `prepare` in their home folder. */
  readonly isFresh?: boolean
}

export interface Ask {
  readonly api: Api
  readonly environmentId?: string
  readonly method: 'GET' | 'POST'
  readonly target: string
}

export interface Peer {
  readonly name: PeerName
  readonly packageName: string
  /** The first that a plan may strike is run. */
  readonly jobs: readonly Job[]
  /** So many rows at a time, each with a practice cloud of its own. */
  readonly lanes: number
  /** Files of its home folder: what its own command for settings would write. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** Once, undisturbed, in a home folder of its own: what a person did long before the trouble. */
  readonly prepare: readonly (readonly string[])[]
}

const [app] = peerTenant.apps
export const secret = app?.secret ?? ''
/** What a person would have in the environment; the home folder comes with each run. */
export const credentials: Readonly<Record<string, string>> = {
  AZURE_TENANT_ID: peerTenant.id,
  AZURE_CLIENT_ID: app?.clientId ?? '',
  AZURE_CLIENT_SECRET: secret,
  DATAVERSE_URL: dataverseUrl,
  CLIMICROSOFT365_NOUPDATE: '1',
}

const signIn: Ask = { api: 'signIn', method: 'POST', target: `/${peerTenant.id}/oauth2/v2.0/token` }
const skus: Ask = { api: 'graph', method: 'GET', target: '/v1.0/subscribedSkus' }
const users: Ask = { api: 'graph', method: 'GET', target: '/v1.0/users?$select=id,userPrincipalName,assignedLicenses' }
const ofEnvironment = { api: 'dataverse', environmentId: peerEnvironmentId, method: 'GET' } as const
const m365 = (...args: string[]): string[] => ['node_modules/@pnp/cli-microsoft365/dist/index.js', ...args]
const identity = ['--appId', app?.clientId ?? '', '--tenant', peerTenant.id, '--secret', secret]
const login = m365('login', '--authType', 'secret', ...identity)
const json = ['--output', 'json']
const userList = m365('entra', 'user', 'list', '--properties', 'id,userPrincipalName,assignedLicenses', ...json)

export const peers: readonly Peer[] = [
  {
    name: 'm365',
    packageName: '@pnp/cli-microsoft365',
    lanes: 3,
    settings: { '.config/configstore/cli-m365-config.json': { disableTelemetry: true } },
    prepare: [login],
    jobs: [
      { command: 'm365 entra user list', lists: ['users'], asks: [users], processes: [userList] },
      {
        command: 'm365 entra license list',
        lists: ['skus'],
        asks: [skus],
        processes: [m365('entra', 'license', 'list', ...json)],
      },
      {
        command: 'm365 login; m365 entra user list',
        lists: ['users'],
        asks: [signIn, users],
        processes: [login, userList],
        isFresh: true,
      },
    ],
  },
  {
    name: 'graph-client',
    packageName: '@microsoft/microsoft-graph-client',
    lanes: 2,
    prepare: [],
    jobs: [
      {
        command: 'subscribedSkus; users filtered by licenses, PageIterator',
        lists: ['skus', 'holders'],
        asks: [signIn, skus, users],
        processes: [['graph-client.mjs']],
      },
    ],
  },
  {
    name: 'dynamics-web-api',
    packageName: 'dynamics-web-api',
    lanes: 1,
    prepare: [],
    jobs: [
      {
        command: 'retrieveAll of systemusers and of roles, one environment',
        lists: ['systemUsers', 'roles'],
        asks: [
          signIn,
          { ...ofEnvironment, target: '/api/data/v9.2/systemusers?$select=systemuserid,fullname' },
          { ...ofEnvironment, target: '/api/data/v9.2/roles?$select=roleid,name' },
        ],
        processes: [['dynamics-web-api.mjs']],
      },
    ],
  },
]

export async function runProcesses(
  processes: Job['processes'],
  env: Readonly<Record<string, string>>,
  limitSeconds: number,
): Promise<readonly ChildEnd[]> {
  const ends: ChildEnd[] = []
  for (const args of processes) {
    const end = await runChild(args, env, limitSeconds)
    ends.push(end)
    if (end.exitCode !== 0) break
  }
  return ends
}
