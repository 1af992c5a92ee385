/** The facts of any rule's evidence, by the names of its fields: a rule of tomorrow needs no change here. */
import type { Evidence } from '../../../model/evidence.ts'
import type { Fact } from '../../parts/section.tsx'

/** Shown in a way of their own. */
const shownElsewhere = new Set(['tables', 'administrator', 'latent', 'observedWindow'])

export function factsOf(evidence: Evidence): readonly Fact[] {
  return Object.entries(evidence)
    .filter(([name]) => !shownElsewhere.has(name))
    .map(([name, value]) => ({ name: wordsOf(name), value: textOf(value) }))
}

/** `boundUntil` -> "bound until". */
function wordsOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

export function textOf(value: unknown): string {
  if (value === null || value === undefined) return 'not known'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return value.toLocaleString('en-US')
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(textOf).join('; ')
  return Object.entries(value)
    .filter(([, part]) => part !== null)
    .map(([name, part]) => `${wordsOf(name)} ${textOf(part)}`)
    .join(', ')
}
