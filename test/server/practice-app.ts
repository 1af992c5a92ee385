/** The application of `serve` in this process, asked without a socket: a practice tenant behind the wire, a clock that stands. */
import type { LightMyRequestResponse } from 'fastify'
import { onTestFinished } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import type { Io } from '../../src/cli/io.ts'
import { openTenantProduct } from '../../src/cli/product.ts'
import { openService, type OpenService } from '../../src/cli/serve-service.ts'
import { openSignIn } from '../../src/cli/serve-sign-in.ts'
import { shownText } from '../../src/cli/shown-error.ts'
import { withPseudonyms } from '../../src/cli/pseudonyms.ts'
import type { App } from '../../src/server/app.ts'
import { buildApp } from '../../src/server/server.ts'
import { installProduct, type PracticeProduct } from '../cli/practice-product.ts'
import { testClock } from '../connectors/fixture.ts'

export interface PracticeApp {
  readonly app: App
  readonly product: PracticeProduct
  readonly service: OpenService
  /** `/api/v1/tenants/<id>` */
  readonly base: string
  /** Of the printed link; '' where people sign in with Entra ID. */
  readonly token: string
  readonly log: () => string
  /** GET with the token of the link. */
  readonly get: (path: string, headers?: Record<string, string>) => Promise<LightMyRequestResponse>
  readonly send: (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => Promise<LightMyRequestResponse>
}

export interface PracticeAppOptions {
  readonly tenant?: TenantDescription
  readonly env?: Io['env']
  readonly isPseudonymized?: boolean
  /** A sync before the first question; true without. */
  readonly isSynced?: boolean
  readonly product?: PracticeProduct
  readonly clock?: Io['clock']
}

export async function practiceApp(options: PracticeAppOptions = {}): Promise<PracticeApp> {
  const tenant = options.tenant ?? loadTenant('fabrikam')
  const product = options.product ?? installProduct(tenant)
  if (options.isSynced !== false) await product.run(['sync'])
  let log = ''
  const plain: Io = {
    env: { ...product.env, ...options.env },
    clock: options.clock ?? testClock(),
    stdout: () => undefined,
    stderr: (line) => (log += line),
  }
  const io = options.isPseudonymized === true ? await withPseudonyms(plain, ['serve']) : plain
  const opened = openTenantProduct(io, { logLevel: 'debug' }, { isService: true })
  const stop = new AbortController()
  const service = openService(opened, io, stop.signal, false)
  const signIn = openSignIn(opened, io)
  const { listen, hosts } = opened.config
  const show = (text: string): string => shownText(text, io)
  const parts = { ...service.server, listen, hosts, log: opened.log, clock: io.clock, show, signIn, dashboard: null }
  const app = await buildApp(parts)
  onTestFinished(async () => {
    stop.abort()
    await app.close()
    await service.answers.close()
  })
  const token = 'token' in signIn ? signIn.token : ''
  const authorization = `Bearer ${token}`
  return {
    app,
    product,
    service,
    token,
    base: `/api/v1/tenants/${service.answers.tenantId}`,
    log: () => log,
    get: async (url, headers = {}) => app.inject({ method: 'GET', url, headers: { authorization, ...headers } }),
    send: async (method, url, body) =>
      app.inject({ method, url, headers: { authorization }, ...(body === undefined ? {} : { payload: body }) }),
  }
}
