/** The command line of a practice tenant with receivers on the wire, which answer as a test tells them. */
import { createHmac } from 'node:crypto'
import type { TenantDescription } from '../../mocks/tenant.ts'
import type { WireRequest } from '../../mocks/wire.ts'
import { AlertDocument } from '../../src/model/alert.ts'
import { SqliteStore } from '../../src/store/sqlite.ts'
import { openCommandLine, type CommandLine, type CommandLineOptions } from '../tenants/command-line.ts'

export const hookUrl = 'https://hooks.contoso.example/seatledger?sig=canary-hook'
export const teamsUrl =
  'https://prod-01.westeurope.logic.azure.com/workflows/1/triggers/manual/paths/invoke?sig=canary-teams'
export const flowOrigin = 'https://prod-02.westeurope.logic.azure.com'
export const flowUrl = `${flowOrigin}/workflows/2/triggers/manual/paths/invoke?sig=canary-flow`
export const hookSecret = 'canary-secret'

export type Place = 'webhook' | 'teams' | 'flow'

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
}

export interface AlertLine extends CommandLine {
  /** What came, in order, taken or not. */
  readonly got: readonly { readonly place: Place; readonly request: WireRequest; readonly status: number }[]
  /** Answers from now on; without them 202. */
  answer(place: Place, ...answers: readonly Answer[]): void
  /** What the webhook took; its signature is checked. */
  alerts(): AlertDocument[]
  /** Bodies that a place took. */
  bodies(place: Place): string[]
  withStore<T>(act: (store: SqliteStore, tenantId: string) => Promise<T>): Promise<T>
}

/** With the webhook configured; a test adds the rest. */
export function openAlertLine(tenant: TenantDescription, options: CommandLineOptions = {}): AlertLine {
  const got: { place: Place; request: WireRequest; status: number }[] = []
  const next: Record<Place, Answer[]> = { webhook: [], teams: [], flow: [] }
  const taking = (place: Place) => (request: WireRequest) => {
    const answer = next[place].shift() ?? { status: 202 }
    got.push({ place, request, status: answer.status })
    return { headers: {}, body: '', ...answer }
  }
  const line = openCommandLine(tenant, {
    ...options,
    receivers: {
      [new URL(hookUrl).origin]: taking('webhook'),
      [new URL(teamsUrl).origin]: taking('teams'),
      [flowOrigin]: taking('flow'),
    },
  })
  Object.assign(line.env, { SEATLEDGER_WEBHOOK_URL: hookUrl, SEATLEDGER_WEBHOOK_SECRET: hookSecret })
  const taken = (place: Place) => got.filter((one) => one.place === place && one.status < 300)
  return {
    ...line,
    got,
    answer: (place, ...answers) => void (next[place] = [...answers]),
    bodies: (place) => taken(place).map(({ request }) => request.body),
    alerts: () =>
      taken('webhook').map(({ request }) => {
        requireSigned(request)
        return AlertDocument.parse(JSON.parse(request.body))
      }),
    withStore: async (act) => {
      const store = new SqliteStore(line.storePath)
      try {
        return await act(store, tenant.id)
      } finally {
        await store.close()
      }
    },
  }
}

function requireSigned({ headers, body }: WireRequest): void {
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['seatledger-signature'] ?? '') ?? []
  if (v1 !== createHmac('sha256', hookSecret).update(`${t}.${body}`).digest('hex')) throw new Error('not signed')
}
