/** What a rule of the lint is, and what it looks at. */
import type { JsonObject } from './json.ts'
import type { Operation } from './operations.ts'

export interface Linted {
  readonly files: ReadonlyMap<string, Buffer>
  readonly definition: JsonObject
  readonly properties: JsonObject
  readonly operations: readonly Operation[]
  /** Whether the publisher is no company that Microsoft has verified: they have one color. */
  readonly isIndependent: boolean
  /** What the official schema of a file says against it; null where the schemas are not beside the project. */
  readonly schemaFaults: ((file: string, document: JsonObject) => readonly string[]) | null
}

export interface LintRule {
  /** As the official validator names it, where it names it. */
  readonly id: string
  /** Of the contract, section 5; 0 for its warnings. */
  readonly section: number
  readonly level: 'error' | 'warning'
  /** One sentence per place that breaks it. */
  readonly check: (linted: Linted) => readonly string[]
}

/** The rules of one section, by id. */
export function rulesOf(
  section: number,
  checks: Readonly<Record<string, LintRule['check']>>,
  level: LintRule['level'] = 'error',
): LintRule[] {
  return Object.entries(checks).map(([id, check]) => ({ id, section, level, check }))
}

/** A check that asks each operation; what it says is led by the operation. */
export function perOperation(
  ask: (operation: Operation, linted: Linted) => readonly string[] | boolean,
): LintRule['check'] {
  return (linted) =>
    linted.operations.flatMap((operation) => {
      const said = ask(operation, linted)
      if (typeof said === 'boolean') return said ? [operation.place] : []
      return said.map((words) => `${operation.place}: ${words}`)
    })
}
