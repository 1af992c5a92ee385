/** What each text of a document is: a name or an id to be replaced, a sentence to be looked through, or something that stays. Knows the documents by the names of their fields. */
import type { Kind } from './tokens.ts'

/** `stays`: of a list, of the guide, of Microsoft's, of ours, a role, a time; `sentence`: may hold names. */
export type Treatment = 'stays' | 'sentence' | Kind

export type Fields = Record<string, unknown>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** By the field that holds the object (or the list that it is in), and the object's own: these win over the field alone. */
const ofParent: ReadonlyMap<string, Treatment> = new Map<string, Treatment>([
  ['tool.name', 'stays'],
  ['finding.id', 'stays'],
  ['findings.id', 'stays'],
  ['environment.id', 'id'],
  ['environment.name', 'environment'],
  ['environments.id', 'id'],
  ['environments.name', 'environment'],
  ['environments.billingPolicy', 'policy'],
  ['group.id', 'id'],
  ['group.name', 'group'],
  ['user.id', 'id'],
  ['user.name', 'person'],
  ['people.id', 'id'],
  ['people.name', 'person'],
  ['waiver.by', 'person'],
  ['evidence.from', 'id'],
  ['evidence.to', 'id'],
  ['observedWindow.from', 'stays'],
  ['observedWindow.to', 'stays'],
  ['rights.text', 'stays'],
  ['targets.target', 'stays'],
])

const stays = `
  schema version runId asOf edition restrictedTables skuCatalogue notice source state startedAt finishedAt
  mode plan skuId skuPartNumber graceUntil plans pool unit period label clause clauses otherClause layer
  servicePlanId code temporaryUntil cause note consumedFrom consumedAsOf status reading pack on earliest
  latest method type updatedOn rule outcome needs severity kind at until requestId firstSeen lastSeen
  resolvedAt table operations depth requires role roleId teamKind via last direction accountKind seats
  assignedAt movedAt boundUntil historySince termEnds successor forecastOver since lastSignIn assignedVia verdict
  channels holds right by providers apps path sha256
  eventId createdAt change previousSeverity
`
  .trim()
  .split(/\s+/)

/** All others may be anything, and are sentences. */
const ofField: ReadonlyMap<string, Treatment> = new Map<string, Treatment>([
  ...stays.map((field): [string, Treatment] => [field, 'stays']),
  ['tenantId', 'id'],
  ['tenantName', 'tenant'],
  ['upn', 'user'],
  ['team', 'team'],
  ['applicationId', 'id'],
  ['file', 'file'],
])

/** Of a finding's subject, by its kind. */
const ofSubject: ReadonlyMap<unknown, Treatment> = new Map<unknown, Treatment>([
  ['user', 'person'],
  ['tenant', 'tenant'],
  ['environment', 'environment'],
  ['application', 'application'],
  ['subscription', 'stays'],
])

/** `parent`: the field that holds the object or the list that it is in. */
export function treatmentOf(owner: Fields, parent: string, field: string): Treatment {
  return byOwner(owner, parent, field) ?? ofParent.get(`${parent}.${field}`) ?? ofField.get(field) ?? 'sentence'
}

/** Where another field of the object says what this one is. */
function byOwner(owner: Fields, parent: string, field: string): Treatment | undefined {
  if (parent === 'remedies' && field === 'target' && owner['kind'] === 'remove-role') return 'stays'
  if (field !== 'id' && field !== 'name') return undefined
  if (parent === 'subject') return called(field, ofSubject.get(owner['kind']) ?? 'sentence')
  return parent === 'groups' ? called(field, owner['by'] === 'environment' ? 'environment' : 'stays') : undefined
}

function called(field: 'id' | 'name', name: Treatment): Treatment {
  return field === 'id' && name !== 'stays' ? 'id' : name
}
