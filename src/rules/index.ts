/** The rules, in the order of product.md: each new one is a line here. */
import { restrictedTableWrite } from './restricted-table-write.ts'
import type { Rule } from './rule.ts'

export const rules: readonly Rule[] = [restrictedTableWrite]

/** In the order in which documents list findings of one severity. */
export const ruleIds: readonly string[] = rules.map((rule) => rule.id)
