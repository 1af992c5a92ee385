/** Depths and operations in their order: which is higher, and how documents list them. */
import { depths, operations } from '../model/security.ts'
import type { Depth, Operation } from '../model/security.ts'

/** The highest depth of each operation that one role gives on one table. */
export type OperationDepths = ReadonlyMap<Operation, Depth>

export function isDeeper(depth: Depth, than: Depth | undefined): boolean {
  return than === undefined || depths.indexOf(depth) > depths.indexOf(than)
}

export function deepest(found: Iterable<Depth>): Depth | null {
  let highest: Depth | undefined
  for (const depth of found) if (isDeeper(depth, highest)) highest = depth
  return highest ?? null
}

/** In the order create, update, delete. */
export function sortOperations(found: ReadonlySet<Operation>): Operation[] {
  return operations.filter((operation) => found.has(operation))
}
