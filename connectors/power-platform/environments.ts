/** Environments with their storage: BAP's list, single reads where the list carries no capacity, and the other list where BAP refuses. */
import { AuthenticationError, PermissionError, SeatledgerError } from '../../src/errors.ts'
import type { Page, Remark, Source } from '../../src/model/dataset.ts'
import type { Environment } from '../../src/model/environment.ts'
import { checkRows, listOf } from '../transport/rows.ts'
import { adminPermission, type PowerPlatform } from './power-platform.ts'
import { BapEnvironment, fromBap, fromList, ListedEnvironment } from './wire-environment.ts'

const bapList = 'GET /providers/Microsoft.BusinessAppPlatform/scopes/admin/environments'
const signInFix = 'run `seatledger doctor`: it tries each sign-in'
const otherList = '/environmentmanagement/environments'

export function environments(api: PowerPlatform): Source {
  return {
    id: 'power-platform/environments',
    environment: null,
    required: true,
    request: bapList,
    permission: adminPermission,
    ifCut: 'partial',
    async *pages(signal): AsyncGenerator<Page> {
      let isBegun = false
      try {
        for await (const page of fromAdminList(api, signal)) {
          isBegun = true
          yield page
        }
      } catch (error) {
        // After a page of the one list, the other would give its environments a second time.
        if (isBegun || !isRefusal(error)) throw error
        yield* fromOtherList(api, signal, error)
      }
    },
  }
}

type Refusal = PermissionError | AuthenticationError

/** Forbidden, or no token for this API: either way the other list may answer. */
function isRefusal(error: unknown): error is Refusal {
  return error instanceof PermissionError || error instanceof AuthenticationError
}

async function* fromAdminList(api: PowerPlatform, signal: AbortSignal): AsyncGenerator<Page> {
  for await (const { body, requestId } of api.bapEnvironments(signal)) {
    const { rows, rejected } = checkRows(listOf(body, bapList), BapEnvironment, (row) => row)
    const read = await Promise.all(rows.map(async (row) => withCapacity(api, row, signal)))
    const failed = read.flatMap(({ failure }) => failure ?? [])
    const remark = failed.length === 0 ? {} : { remark: unreadStorage(failed) }
    yield { dataset: 'environments', rows: read.map(({ row }) => row), rejected, requestId, ...remark }
  }
}

interface ReadEnvironment {
  readonly row: Environment
  readonly failure?: string
}

/** Newer versions of the service give capacity on the single read only. Absent means unknown, never 0. */
async function withCapacity(api: PowerPlatform, listed: BapEnvironment, signal: AbortSignal): Promise<ReadEnvironment> {
  const row = fromBap(listed)
  if (row.dataverse === null || row.meters !== null) return { row }
  try {
    const { body } = await api.bapEnvironment(listed.name, signal)
    const single = BapEnvironment.safeParse(body)
    const read = single.success ? fromBap(single.data) : null
    if (read?.id === row.id) {
      const { meters, billingPolicy } = read
      const failure = meters === null ? { failure: `${row.name}: none that can be read` } : {}
      return { row: { ...row, meters, billingPolicy: billingPolicy ?? row.billingPolicy }, ...failure }
    }
    return { row, failure: `${row.name}: the answer is no environment` }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof SeatledgerError)) throw error
    return { row, failure: `${row.name}: ${error.message}` }
  }
}

function unreadStorage(failed: readonly string[]): Remark {
  const shown = failed.slice(0, 3).join('; ')
  const more = failed.length > 3 ? ` and ${failed.length - 3} more` : ''
  return { state: 'partial', reason: `storage could not be read for ${shown}${more}`, fix: 'sync again' }
}

/** The list serves, but says nothing of storage. Where it does not answer either, the first refusal is the reason. */
async function* fromOtherList(api: PowerPlatform, signal: AbortSignal, refusal: Refusal): AsyncGenerator<Page> {
  const remark: Remark = {
    state: 'partial',
    reason: `no storage per environment: ${refusal.message}`,
    fix: refusal instanceof PermissionError ? adminPermission : (refusal.hint ?? signInFix),
  }
  const answers = api.list(otherList, signal)
  const first = await answers.next().catch((error: unknown) => {
    signal.throwIfAborted()
    throw error instanceof SeatledgerError ? refusal : error
  })
  for (let answer = first; !answer.done; answer = await answers.next()) {
    const { body, requestId } = answer.value
    const { rows, rejected } = checkRows(listOf(body, `GET ${otherList}`), ListedEnvironment, fromList)
    yield { dataset: 'environments', rows, rejected, requestId, remark }
  }
}
