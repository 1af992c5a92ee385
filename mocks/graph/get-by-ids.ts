/** `POST /directoryObjects/getByIds`: up to 1,000 objects by id; ids that name nothing are simply missing. */
import { isGuid } from '../guid.ts'
import { readJsonObject } from '../json-response.ts'
import { readQueryOptions } from '../query-options.ts'
import { Refused } from '../refused.ts'
import type { WireRequest } from '../wire.ts'
import { selectedNames } from './collection.ts'
import type { Directory, DirectoryObject } from './directory.ts'
import { project, type GraphType } from './properties.ts'

export interface GetByIdsNeeds {
  readonly directory: Directory
  readonly type: GraphType<DirectoryObject>
  /** Properties that this route does not honor in a selection, without saying so. */
  readonly withheld: readonly string[]
}

const mostIds = 1000
const knownTypes = ['user', 'group', 'directoryObject']

export function getByIds({ directory, type, withheld }: GetByIdsNeeds, request: WireRequest, origin: string): unknown {
  const options = readQueryOptions(request.url, { allowed: ['$select'], code: 'BadRequest' })
  const names = selectedNames(options, type).filter((name) => !withheld.includes(name))
  const { ids, types } = readBody(request.body)
  const wanted = (object: DirectoryObject): boolean => types.includes(object.kind) || types.includes('directoryObject')
  const found = ids.flatMap((id) => directory.find(id) ?? []).filter(wanted)
  return {
    '@odata.context': `${origin}/v1.0/$metadata#directoryObjects`,
    value: found.map((object) => ({ '@odata.type': odataType(object), ...project(type, object, names) })),
  }
}

export function odataType(object: DirectoryObject): string {
  return `#microsoft.graph.${object.kind}`
}

function readBody(body: string): { readonly ids: readonly string[]; readonly types: readonly string[] } {
  const { ids: givenIds, types: givenTypes } = readJsonObject(body)
  const ids = stringsOf(givenIds, 'ids')
  const types = stringsOf(givenTypes, 'types')
  if (ids.length > mostIds) throw badRequest(`The number of ids exceeds the maximum of ${mostIds}.`)
  const odd = ids.find((id) => !isGuid(id))
  if (odd !== undefined) throw badRequest(`Invalid object identifier '${odd}'.`)
  const unknown = types.find((type) => !knownTypes.includes(type))
  if (unknown !== undefined) throw badRequest(`Invalid type '${unknown}'.`)
  return { ids: [...new Set(ids.map((id) => id.toLowerCase()))], types }
}

function stringsOf(value: unknown, name: string): string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : []
  const texts = items.filter((item) => typeof item === 'string')
  if (texts.length === 0 || texts.length < items.length) throw badRequest(`The '${name}' must be a list of texts.`)
  return texts
}

function badRequest(message: string): Refused {
  return new Refused(400, 'Request_BadRequest', message)
}
