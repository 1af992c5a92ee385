/** The routes of Graph: which collection answers which path, and what each request costs in resource units. */
import type { TokenDesk } from '../identity/tokens.ts'
import { readQueryOptions } from '../query-options.ts'
import { Refused } from '../refused.ts'
import type { TenantDescription, UserDescription } from '../tenant.ts'
import type { DeletedUserDescription } from '../tenant-usage.ts'
import type { WireRequest } from '../wire.ts'
import { auditEvents, createAuditType, type AuditEvent } from './audit-type.ts'
import { createCollection, isEventual, selectedNames } from './collection.ts'
import { createDeletedUserType, deletedUsers } from './deleted-users.ts'
import { createDirectory, type Directory, type DirectoryObject } from './directory.ts'
import { getByIds, odataType } from './get-by-ids.ts'
import { createDirectoryObjectType, createGroupType } from './group-type.ts'
import { directMembers, owners, requireGroup, requireUser, transitiveMembers, usersOf } from './membership.ts'
import { project, type GraphType } from './properties.ts'
import { createCompanySubscriptionType, createSubscribedSkuType, organizationType } from './tenant-types.ts'
import { createUserType } from './user-type.ts'

export interface GraphNeeds {
  readonly tenant: TenantDescription
  readonly origin: string
  readonly tokens: TokenDesk
  readonly now: () => number
  readonly pageSize: { readonly default: number; readonly most: number }
  /** Properties that getByIds leaves out, though asked for. */
  readonly getByIdsWithholds: readonly string[]
}

/** A number is the plain text of a `$count` segment. */
export interface Answer {
  readonly body: unknown
  readonly units: number
}

interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: RegExp
  /** Resource units without `$select`, which takes one off. */
  readonly units: number
  readonly answer: (request: WireRequest, id: string) => unknown
}

const listOptions = ['$select', '$filter', '$count', '$orderby', '$top']

export function createGraphRoutes(needs: GraphNeeds): (request: WireRequest) => Answer {
  const directory = createDirectory(needs.tenant)
  const routes = [tenantRoutes, historyRoutes, directoryRoutes].flatMap((give) => give(needs, directory))
  return (request) => {
    const path = request.url.pathname.slice('/v1.0'.length)
    const onPath = routes.filter((route) => route.path.test(path))
    const route = onPath.find(({ method }) => method === request.method)
    if (route === undefined) throw unanswered(request, path, onPath.length > 0)
    const [, id = ''] = route.path.exec(path) ?? []
    const discount = request.url.searchParams.has('$select') ? 1 : 0
    return { body: route.answer(request, id), units: Math.max(1, route.units - discount) }
  }
}

function unanswered(request: WireRequest, path: string, isKnownPath: boolean): Refused {
  if (isKnownPath || request.method !== 'GET') {
    return new Refused(405, 'Request_BadRequest', `Specified HTTP method ${request.method} is not allowed here.`)
  }
  return new Refused(400, 'BadRequest', `Resource not found for the segment '${path.split('/')[1] ?? ''}'.`)
}

function get(path: RegExp, units: number, answer: Route['answer']): Route {
  return { method: 'GET', path, units, answer }
}

function tenantRoutes({ tenant, origin, pageSize }: GraphNeeds, directory: Directory): Route[] {
  const plain = { allowed: ['$select'], pageSize }
  const organizations = createCollection({ ...plain, type: organizationType, context: 'organization' })
  const skus = createCollection({
    ...plain,
    pageSize: { default: Infinity, most: Infinity },
    type: createSubscribedSkuType(directory),
    context: 'subscribedSkus',
  })
  const subscriptions = createCollection({
    ...plain,
    type: createCompanySubscriptionType(directory),
    context: 'directory/subscriptions',
  })
  return [
    get(/^\/organization$/, 1, (request) => organizations(request, origin, () => [tenant])),
    get(/^\/subscribedSkus$/, 3, (request) => skus(request, origin, () => tenant.skus)),
    get(/^\/directory\/subscriptions$/, 1, (request) => subscriptions(request, origin, () => tenant.subscriptions)),
  ]
}

/** What lies beside the directory: the audit log, and who was deleted. */
function historyRoutes({ tenant, origin, pageSize, now }: GraphNeeds, directory: Directory): Route[] {
  const audits = createCollection<AuditEvent>({
    type: createAuditType(directory),
    context: 'auditLogs/directoryAudits',
    allowed: ['$filter', '$top', '$orderby'],
    comparisons: ['eq', 'ge', 'le', 'startswith'],
    pageSize: { default: pageSize.most, most: pageSize.most },
  })
  const deleted = createCollection<DeletedUserDescription>({
    type: createDeletedUserType(createUserType(directory)),
    context: 'directoryObjects/microsoft.graph.user',
    allowed: listOptions,
    pageSize,
  })
  return [
    get(/^\/auditLogs\/directoryAudits$/i, 1, (request) => audits(request, origin, () => auditEvents(tenant, now()))),
    get(/^\/directory\/deletedItems\/microsoft\.graph\.user$/, 1, (request) =>
      deleted(request, origin, () => deletedUsers(tenant, now())),
    ),
  ]
}

function directoryRoutes(needs: GraphNeeds, directory: Directory): Route[] {
  const { tenant, origin, pageSize, getByIdsWithholds } = needs
  const userType = createUserType(directory)
  const groupType = createGroupType(directory)
  const objectType = createDirectoryObjectType(userType, groupType)
  const users = createCollection({ type: userType, context: 'users', allowed: listOptions, pageSize })
  const groups = createCollection({ type: groupType, context: 'groups', allowed: listOptions, pageSize })
  const byIds = { directory, type: objectType, withheld: getByIdsWithholds }
  return [
    get(/^\/users$/, 2, (request) => users(request, origin, () => tenant.users)),
    get(/^\/users\/\$count$/, 1, (request) => countUsers(request, tenant.users.length)),
    get(/^\/users\/([^/$]+)$/, 1, (request, id) => {
      const options = readQueryOptions(request.url, { allowed: ['$select'], code: 'BadRequest' })
      const names = selectedNames(options, userType)
      const user = requireUser(directory, id)
      return { '@odata.context': `${origin}/v1.0/$metadata#users/$entity`, ...project(userType, user, names) }
    }),
    get(/^\/groups$/, 1, (request) => groups(request, origin, () => tenant.groups)),
    get(/^\/groups\/([^/]+)$/, 1, (request, id) => {
      const options = readQueryOptions(request.url, { allowed: ['$select'], code: 'BadRequest' })
      const names = selectedNames(options, groupType)
      const group = requireGroup(directory, id)
      return { '@odata.context': `${origin}/v1.0/$metadata#groups/$entity`, ...project(groupType, group, names) }
    }),
    ...membershipRoutes(needs, directory, { userType, objectType }),
    {
      method: 'POST',
      path: /^\/directoryObjects\/(?:microsoft\.graph\.)?getByIds$/,
      units: 5,
      answer: (request) => getByIds(byIds, request, origin),
    },
  ]
}

/** Each list as objects of any type, and cast to users. */
function membershipRoutes(
  { origin, pageSize }: GraphNeeds,
  directory: Directory,
  types: { readonly userType: GraphType<UserDescription>; readonly objectType: GraphType<DirectoryObject> },
): Route[] {
  const allowed = ['$select', '$count', '$top']
  const people = createCollection({ type: types.userType, context: 'users', allowed, pageSize, isCast: true })
  const objects = createCollection<DirectoryObject>({
    type: types.objectType,
    context: 'directoryObjects',
    allowed,
    pageSize,
    annotate: (object) => ({ '@odata.type': odataType(object) }),
  })
  const both = (segment: string, units: number, list: typeof directMembers): Route[] => [
    get(new RegExp(`^/groups/([^/]+)/${segment}$`), units, (request, id) => {
      const group = requireGroup(directory, id)
      return objects(request, origin, () => list(directory, group))
    }),
    get(new RegExp(`^/groups/([^/]+)/${segment}/microsoft\\.graph\\.user$`), units, (request, id) => {
      const group = requireGroup(directory, id)
      return people(request, origin, () => usersOf(list(directory, group)))
    }),
  ]
  return [
    ...both('members', 3, directMembers),
    ...both('transitiveMembers', 5, transitiveMembers),
    ...both('owners', 1, owners),
  ]
}

function countUsers(request: WireRequest, count: number): number {
  readQueryOptions(request.url, { allowed: [], code: 'BadRequest' })
  if (isEventual(request)) return count
  throw new Refused(400, 'Request_BadRequest', '$count is not currently supported without ConsistencyLevel: eventual.')
}
