/** The zod schemas as named definitions of OpenAPI 2.0. */
import { z } from 'zod'
import { PurchaseRow, RightRow } from '../answers.ts'
import type { ConnectorOperation } from '../operation.ts'
import { ClauseRow, FindingRow, PersonRow, PoolRow, RoleRow, TenantRow } from '../rows.ts'
import { swagger2, type JsonObject } from './swagger2.ts'

const rows = {
  Clause: ClauseRow,
  Finding: FindingRow,
  Person: PersonRow,
  Pool: PoolRow,
  Purchase: PurchaseRow,
  Right: RightRow,
  Role: RoleRow,
  Tenant: TenantRow,
}

export const refTo = (name: string): JsonObject => ({ $ref: `#/definitions/${name}` })

/** By name, in the order of names. What a caller sends is described as it is sent: a default is not required. */
export function definitionsOf(operations: readonly ConnectorOperation[]): JsonObject {
  const answers = new Map<string, z.ZodType>(Object.entries(rows))
  const bodies = new Map<string, z.ZodType>()
  for (const { answer, body, trigger } of operations) {
    answers.set(answer.name, answer.schema)
    if (trigger !== undefined) answers.set(trigger.name, trigger.schema)
    if (body !== undefined) bodies.set(body.name, body.schema)
  }
  const all = { ...schemasOf(answers, 'output'), ...schemasOf(bodies, 'input') }
  return Object.fromEntries(Object.entries(all).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function schemasOf(named: ReadonlyMap<string, z.ZodType>, io: 'input' | 'output'): JsonObject {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of named) registry.add(schema, { id })
  const { schemas } = z.toJSONSchema(registry, { target: 'draft-4', io, uri: (id) => `#/definitions/${id}` })
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, swagger2(schema)]))
}
