/** Adds up writes by user, table and operation. Pure. */
import type { Operation } from '../../src/model/security.ts'
import type { ObservedWrite } from '../../src/model/usage.ts'

export class ObservedWrites {
  readonly #writes = new Map<string, ObservedWrite>()

  /** `count` null: it is known who, not how often; then the sum is not known either. */
  add(write: ObservedWrite): void {
    const key = keyOf(write)
    const known = this.#writes.get(key)
    this.#writes.set(key, known === undefined ? write : sumOf(known, write))
  }

  /** In the order in which they were first seen. */
  rows(): ObservedWrite[] {
    return [...this.#writes.values()]
  }

  has(table: string): boolean {
    return this.rows().some((write) => write.table === table)
  }
}

function keyOf({ table, userId, operation }: { table: string; userId: string; operation: Operation }): string {
  return `${table}|${userId}|${operation}`
}

function sumOf(a: ObservedWrite, b: ObservedWrite): ObservedWrite {
  const times = [a.last, b.last].filter((time) => time !== null).toSorted()
  return {
    ...a,
    count: a.count === null || b.count === null ? null : a.count + b.count,
    last: times.at(-1) ?? null,
  }
}
