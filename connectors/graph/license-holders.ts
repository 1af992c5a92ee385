/** Users who hold one of some SKUs, by filter in the advanced form: few pages, whatever the size of the tenant. */
import type { Page, Source } from '../../src/model/dataset.ts'
import { checkRows, listOf } from '../transport/rows.ts'
import { longestUrl, type Graph } from './graph.ts'
import { toPerson, userColumns, WireUser } from './wire-user.ts'

export const userPermission = 'grant the application permission User.Read.All of Microsoft Graph, with admin consent'

/** The largest page of users without sign-in activity. */
const pageRows = 999
/** Room that next links need for their page token is the service's own; this is about our first request. */
const mostClauses = 20

function pathOf(skuIds: readonly string[]): string {
  const filter = skuIds.map((id) => `assignedLicenses/any(x:x/skuId eq ${id})`).join(' or ')
  return `/users?$count=true&$top=${pageRows}&$select=${userColumns}&$filter=${encodeURIComponent(filter)}`
}

/** As many clauses in one request as its address holds. */
function chunksOf(graph: Graph, skuIds: readonly string[]): string[][] {
  const chunks: string[][] = []
  for (const id of skuIds) {
    const last = chunks.at(-1)
    const fits =
      last !== undefined && last.length < mostClauses && graph.url(pathOf([...last, id])).length <= longestUrl
    if (fits) last.push(id)
    else chunks.push([id])
  }
  return chunks
}

export function licenseHolders(graph: Graph, skuIds: readonly string[]): Source {
  return {
    id: 'graph/users',
    environment: null,
    required: true,
    request: 'GET /v1.0/users',
    permission: userPermission,
    ifCut: 'partial',
    async *pages(signal): AsyncGenerator<Page> {
      for (const chunk of chunksOf(graph, skuIds)) {
        for await (const { body, requestId } of graph.list(pathOf(chunk), { advanced: true }, signal)) {
          const checked = checkRows(listOf(body, 'GET /v1.0/users'), WireUser, toPerson)
          yield { dataset: 'people', ...checked, requestId }
        }
      }
    },
  }
}
