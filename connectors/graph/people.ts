/** Users by id, 1,000 a request; where that route withholds license states, 15 a filter and 20 filters a batch. */
import { z } from 'zod'
import type { Page, Source } from '../../src/model/dataset.ts'
import { nextOf } from '../transport/next-link.ts'
import { checkRows, listOf } from '../transport/rows.ts'
import { readBatch } from './batch.ts'
import { chunks } from './chunks.ts'
import { idFilter, idsPerFilter, type Graph } from './graph.ts'
import { userPermission } from './license-holders.ts'
import { toPerson, userColumns, WireUser } from './wire-user.ts'

const idsPerRequest = 1000
const filtersPerBatch = 20

export function people(graph: Graph, ids: readonly string[]): Source {
  return {
    id: 'graph/users',
    environment: null,
    required: true,
    request: 'POST /v1.0/directoryObjects/getByIds',
    permission: userPermission,
    ifCut: 'partial',
    async *pages(signal): AsyncGenerator<Page> {
      let givesStates = true
      for (const chunk of chunks(ids, idsPerRequest)) {
        const page: Page | null = givesStates ? await byIds(graph, chunk, signal) : null
        if (page !== null) {
          yield page
          continue
        }
        givesStates = false
        yield* byFilters(graph, chunk, signal)
      }
    },
  }
}

const WithoutStates = z.object({ licenseAssignmentStates: z.null().optional() })

/** null where the answer leaves license states out or null: documented for lists only, so it is tried once. */
async function byIds(graph: Graph, ids: readonly string[], signal: AbortSignal): Promise<Page | null> {
  const path = `/directoryObjects/getByIds?$select=${userColumns}`
  const { body, requestId } = await graph.post(path, { ids, types: ['user'] }, signal)
  const elements = listOf(body, 'POST /v1.0/directoryObjects/getByIds')
  if (elements.some((element) => WithoutStates.safeParse(element).success)) return null
  return { dataset: 'people', ...checkRows(elements, WireUser, toPerson), requestId }
}

async function* byFilters(graph: Graph, ids: readonly string[], signal: AbortSignal): AsyncGenerator<Page> {
  const urls = [...chunks(ids, idsPerFilter)].map((chunk) => `/users?$select=${userColumns}&${idFilter(chunk)}`)
  for (const batch of chunks(urls, filtersPerBatch)) {
    const { bodies, requestId } = await readBatch(graph, batch, signal)
    yield toPage(
      bodies.filter((body) => nextOf(body) === null),
      requestId,
    )
    // A page holds more than 15 users; should one ever hold fewer, its list is read as any other.
    for (const url of batch.filter((_, index) => nextOf(bodies[index]) !== null)) {
      for await (const answer of graph.list(url, { advanced: false }, signal)) {
        yield toPage([answer.body], answer.requestId)
      }
    }
  }
}

function toPage(bodies: readonly unknown[], requestId: string | null): Page {
  const elements = bodies.flatMap((body) => listOf(body, 'GET /v1.0/users'))
  return { dataset: 'people', ...checkRows(elements, WireUser, toPerson), requestId }
}
