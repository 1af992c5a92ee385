/** Drives a command and gathers all that it leaves: what it printed, what it threw, the store, and every file beside it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { capacity } from '../../src/cli/capacity.ts'
import { doctor } from '../../src/cli/doctor.ts'
import type { Io } from '../../src/cli/io.ts'
import { sync } from '../../src/cli/sync.ts'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import { installProduct, type Intervene, type PracticeOptions, type PracticeProduct } from '../cli/practice-product.ts'
import { testClock } from '../connectors/fixture.ts'
import { Canaries, planted } from './canaries.ts'
import type { Fault } from './faults.ts'

const commands = {
  sync: (io: Io) => sync({ failOn: 'medium', json: true, verbose: true }, io),
  capacity: (io: Io) => capacity({ failOn: 'over', json: true, verbose: true }, io),
  doctor: (io: Io) => doctor({ json: true, verbose: true }, io),
} as const

export interface Watched {
  readonly product: PracticeProduct
  readonly canaries: Canaries
}

/** Contoso, whose application has the planted secret. */
export function tenantWithSecret(): TenantDescription {
  const tenant = loadTenant('contoso')
  return { ...tenant, apps: tenant.apps.map((app) => ({ ...app, secret: planted.clientSecret })) }
}

/** To be called inside a test. The fault meets the requests that `meets` says; pages are short, and their links carry a canary. */
export function install(
  options: PracticeOptions & {
    readonly fault?: Fault
    readonly meets?: (host: string, path: string, query: string) => boolean
  } = {},
): Watched {
  const { fault, meets = () => false } = options
  const canaries = new Canaries()
  const intervene: Intervene = async (request, answer) => {
    const whole = async () => withPlantedLinks(await answer(withoutPlantedLinks(request)))
    const isMet = fault !== undefined && meets(request.url.host, request.url.pathname, request.url.search)
    const response = isMet ? await fault(request, whole) : await whole()
    canaries.watchSignIn(request, response)
    return response
  }
  const product = installProduct(tenantWithSecret(), { mostRows: { graph: 3, dataverse: 50 }, ...options, intervene })
  return { product, canaries }
}

const mark = `${planted.skipToken}-`

function withPlantedLinks(response: Awaited<ReturnType<Parameters<Intervene>[1]>>): typeof response {
  if (typeof response.body !== 'string') return response
  return { ...response, body: response.body.replaceAll('skiptoken=', `skiptoken=${mark}`) }
}

function withoutPlantedLinks(request: Parameters<Intervene>[0]): typeof request {
  return { ...request, url: new URL(request.url.href.replaceAll(mark, '')) }
}

/** The command as it is called by `main`, so that what it throws can be looked into whole. */
export async function thrownBy(product: PracticeProduct, command: keyof typeof commands): Promise<string> {
  let printed = ''
  const write = (text: string): void => {
    printed += text
  }
  try {
    await commands[command]({ env: product.env, clock: testClock(), stdout: write, stderr: write })
    return printed
  } catch (error) {
    return printed + inspectWhole(error)
  }
}

function inspectWhole(error: unknown): string {
  return inspect(error, { depth: Infinity, showHidden: true, maxStringLength: null, maxArrayLength: null })
}

/** Every byte that lies in the folder: the store, its companions, a staging file that was left. */
export function bytesLeft(product: PracticeProduct): string {
  return product
    .files()
    .map((name) => readFileSync(join(product.folder, name), 'latin1'))
    .join('\n')
}
