/** What the doctor asks about groups: one group, and one of its members. Not allowed to look is told from none there. */
import { z } from 'zod'
import { checkRows, Guid, listOf } from '../transport/rows.ts'
import type { Graph } from './graph.ts'

/** How many groups were seen, 0 or 1. Throws what a refused request throws. */
export async function probeGroups(graph: Graph, signal: AbortSignal): Promise<number> {
  const { body } = await graph.get('/groups?$top=1&$select=id', signal)
  const { rows } = checkRows(listOf(body, 'GET /v1.0/groups'), z.object({ id: Guid }), ({ id }) => id)
  const [first] = rows
  if (first === undefined) return 0
  const members = graph.list(
    `/groups/${first}/transitiveMembers?$count=true&$top=1&$select=id`,
    { advanced: true },
    signal,
  )
  await members.next()
  return 1
}
