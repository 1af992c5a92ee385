/** Entra groups behind group teams and environment security groups: names, direct and nested members, owners. */
import { z } from 'zod'
import { isPageChainLost, PermissionError, SeatledgerError, UpstreamError } from '../../src/errors.ts'
import type { WantedGroup } from '../../src/model/connectors.ts'
import type { Page, Remark, Source } from '../../src/model/dataset.ts'
import type { Group, GroupMember } from '../../src/model/licensing.ts'
import { checkRows, Guid, listOf, orNull } from '../transport/rows.ts'
import type { Graph } from './graph.ts'

const permission =
  'grant the application permission GroupMember.Read.All of Microsoft Graph, with admin consent (Group.Read.All where owners are refused)'
const pageRows = 999
const idsPerRequest = 1000

const WireGroup = z.object({ id: Guid, displayName: orNull(z.string()) })
const WireId = z.object({ id: Guid })
const OdataType = z.object({ '@odata.type': z.string() })

/** What one group gave. A gate that is no team's group is read by one request, and all its members stand as `nested`. */
interface ReadGroup {
  readonly members: readonly GroupMember[]
  readonly rejected: number
  readonly requestId: string | null
}

export function groups(graph: Graph, wanted: readonly WantedGroup[]): Source {
  return {
    id: 'graph/groups',
    environment: null,
    required: true,
    request: 'GET /v1.0/groups/{id}/transitiveMembers',
    permission,
    ifCut: 'partial',
    async *pages(signal): AsyncGenerator<Page> {
      const { names: named, unread } = await namesOf(graph, wanted, signal)
      const refusals: PermissionError[] = []
      for (const group of wanted) {
        const name = named.get(group.id)
        if (name === undefined) {
          yield unread > 0 ? unnamed(group, unread) : groupPage({ id: group.id, name: null, state: 'missing' })
          continue
        }
        const read = await readOrExcuse(graph, group, signal)
        if ('members' in read) yield* pagesOf(group, name, read)
        else yield* excuse(group, name, read.error, refusals)
      }
      const first = refusals[0]
      if (first !== undefined && refusals.length === named.size) throw first
    },
  }
}

/** Groups that exist, with their names; deleted ones are simply absent. `unread`: rows that did not have the expected shape. */
async function namesOf(
  graph: Graph,
  wanted: readonly WantedGroup[],
  signal: AbortSignal,
): Promise<{ names: Map<string, string | null>; unread: number }> {
  const names = new Map<string, string | null>()
  let unread = 0
  for (let start = 0; start < wanted.length; start += idsPerRequest) {
    const ids = wanted.slice(start, start + idsPerRequest).map(({ id }) => id)
    const { body } = await graph.post(
      '/directoryObjects/getByIds?$select=id,displayName',
      { ids, types: ['group'] },
      signal,
    )
    const { rows, rejected } = checkRows(listOf(body, 'POST /v1.0/directoryObjects/getByIds'), WireGroup, (row) => row)
    unread += rejected
    for (const row of rows) names.set(row.id, row.displayName)
  }
  return { names, unread }
}

async function readOrExcuse(
  graph: Graph,
  group: WantedGroup,
  signal: AbortSignal,
): Promise<ReadGroup | { error: SeatledgerError }> {
  try {
    return await readGroup(graph, group, signal)
  } catch (error) {
    signal.throwIfAborted()
    // A lost page chain is no fault of the group: whoever reads the source starts it again.
    if (!(error instanceof SeatledgerError) || isPageChainLost(error)) throw error
    return { error }
  }
}

/** Ids only: people are read by id afterwards, with their licenses, which these lists of any directory object do not promise. */
async function readGroup(graph: Graph, group: WantedGroup, signal: AbortSignal): Promise<ReadGroup> {
  const root = `/groups/${group.id}`
  const counted = `?$count=true&$top=${pageRows}&$select=id`
  const parts: ReadGroup[] = []
  if (group.members || group.gate) {
    const direct = group.members
      ? await readIds(graph, `${root}/members/microsoft.graph.user${counted}`, true, signal)
      : noIds
    const all = await readIds(graph, `${root}/transitiveMembers${counted}`, true, signal)
    const isDirect = new Set(direct.ids)
    // Two requests are not one moment: who joined between them is in one list only, and is a member all the same.
    const ids = new Set([...direct.ids, ...all.ids])
    const members = [...ids].map((id) => member(group, id, isDirect.has(id) ? 'direct' : 'nested'))
    parts.push({ members, rejected: direct.rejected + all.rejected, requestId: all.requestId })
  }
  if (group.owners) {
    const { ids, rejected, requestId } = await readIds(
      graph,
      `${root}/owners?$top=${pageRows}&$select=id`,
      false,
      signal,
    )
    parts.push({ members: ids.map((id) => member(group, id, 'owner')), rejected, requestId })
  }
  return {
    members: parts.flatMap(({ members }) => members),
    rejected: parts.reduce((sum, part) => sum + part.rejected, 0),
    requestId: parts.at(-1)?.requestId ?? null,
  }
}

function member(group: WantedGroup, personId: string, via: GroupMember['via']): GroupMember {
  return { groupId: group.id, personId, via }
}

interface ReadIds {
  readonly ids: readonly string[]
  readonly rejected: number
  readonly requestId: string | null
}

const noIds: ReadIds = { ids: [], rejected: 0, requestId: null }

/** Members and owners may be groups, devices and applications too: only users are people. */
function isOfOtherType(element: unknown): boolean {
  const typed = OdataType.safeParse(element)
  return typed.success && typed.data['@odata.type'] !== '#microsoft.graph.user'
}

async function readIds(graph: Graph, path: string, advanced: boolean, signal: AbortSignal): Promise<ReadIds> {
  const ids: string[] = []
  let rejected = 0
  let lastId: string | null = null
  for await (const { body, requestId } of graph.list(path, { advanced }, signal)) {
    const elements = listOf(body, 'GET /v1.0/groups/{id}').filter((element) => !isOfOtherType(element))
    const checked = checkRows(elements, WireId, ({ id }) => id)
    for (const id of checked.rows) ids.push(id)
    rejected += checked.rejected
    lastId = requestId
  }
  return { ids, rejected, requestId: lastId }
}

function groupPage(group: Group, remark?: Remark): Page {
  return { dataset: 'groups', rows: [group], rejected: 0, requestId: null, ...(remark ? { remark } : {}) }
}

/** Any of the rows that could not be read may have been this group's: it is not said to be deleted. */
function unnamed({ id }: WantedGroup, unread: number): Page {
  const reason = `the group ${id} is not among those that could be read, and ${unread} rows did not match the expected shape`
  return groupPage({ id, name: null, state: 'unreadable' }, { state: 'partial', reason, fix: 'sync again' })
}

function* pagesOf(group: WantedGroup, name: string | null, read: ReadGroup): Generator<Page> {
  const { members, rejected, requestId } = read
  yield groupPage({ id: group.id, name, state: 'read' })
  yield { dataset: 'group-members', rows: members, rejected, requestId }
}

/** A group that could not be read is named; one that was deleted meanwhile is missing. */
function* excuse(
  group: WantedGroup,
  name: string | null,
  error: SeatledgerError,
  refusals: PermissionError[],
): Generator<Page> {
  if (error instanceof UpstreamError && error.facts.status === 404) {
    yield groupPage({ id: group.id, name, state: 'missing' })
    return
  }
  if (error instanceof PermissionError) refusals.push(error)
  const fix = error instanceof PermissionError ? permission : error.hint
  const reason = `the members of ${name ?? group.id} could not be read: ${error.message}`
  yield groupPage({ id: group.id, name, state: 'unreadable' }, { state: 'partial', reason, fix })
}
