/** What mends a restricted-table finding: the license that covers most, and each role by the way it comes. */
import type { Remedy } from '../model/finding.ts'
import type { AccessPath } from '../model/evidence.ts'
import type { Judgment } from './judge.ts'
import type { TableRule } from './table-rules.ts'
import { removalWords } from './way-words.ts'
import { listWords, operationWords } from './words.ts'

/** How a license family is called, and whether it can still be bought. */
export interface FamilyWords {
  name(family: string): string
  isSold(family: string): boolean
}

/** Licenses first, then roles in the order of the paths. */
export function remediesOf(judgment: Judgment, families: FamilyWords): Remedy[] {
  const rules = judgment.tables.map(({ rule }) => rule)
  if (judgment.administrator) {
    return rules.length === 0 ? [administratorRemedy] : [...licenseRemedies(rules, families), workerRemedy]
  }
  return [
    ...licenseRemedies(rules, families),
    ...roleRemedies(judgment),
    ...(judgment.isCappedAsGuest ? [guestRemedy] : []),
    ...(judgment.tables.some(({ caps }) => caps.includes('limited-license')) ? [limitedRemedy] : []),
  ]
}

const administratorRemedy: Remedy = {
  text: 'Check whether this administrator also works in the application; administration alone needs no license.',
  kind: 'review',
  target: null,
}

const workerRemedy: Remedy = {
  text: 'Or keep this account to administration, and let somebody who is licensed do the work in the application.',
  kind: 'review',
  target: null,
}

const guestRemedy: Remedy = {
  text: 'Check whether the guest is an external user in the sense of the guide, and say so in the file of people.',
  kind: 'review',
  target: null,
}

const limitedRemedy: Remedy = {
  text: 'Check what the limited license allows for these tables.',
  kind: 'review',
  target: null,
}

/** The fewest families that can still be bought and that cover all tables, the one that covers most first. */
function licenseRemedies(rules: readonly TableRule[], families: FamilyWords): Remedy[] {
  const remedies: Remedy[] = []
  let open = rules
  while (open.length > 0) {
    const family = bestFamily(open, families)
    if (family === null) break
    const covered = open.filter((rule) => rule.requires.includes(family))
    open = open.filter((rule) => !covered.includes(rule))
    const tables = listWords(covered.map((rule) => rule.displayName))
    remedies.push({
      text: `Assign ${families.name(family)}: it licenses ${tables}.`,
      kind: 'assign-license',
      target: family,
    })
  }
  return remedies
}

function bestFamily(open: readonly TableRule[], families: FamilyWords): string | null {
  const covers = new Map<string, number>()
  for (const family of open.flatMap((rule) => rule.requires)) {
    if (families.isSold(family)) covers.set(family, (covers.get(family) ?? 0) + 1)
  }
  const most = Math.max(0, ...covers.values())
  return [...covers].find(([, count]) => count === most)?.[0] ?? null
}

/** One remedy per role and way, naming the operations on every table that the way opens. */
function roleRemedies(judgment: Judgment): Remedy[] {
  const texts = new Map<string, { path: AccessPath; taken: string[] }>()
  for (const { access } of judgment.tables) {
    for (const path of access.paths) {
      const key = `${path.roleId}|${path.team ?? ''}|${path.group?.id ?? ''}|${path.group?.via ?? ''}`
      const entry = texts.get(key) ?? { path, taken: [] }
      entry.taken.push(`${operationWords(path.operations)} of ${access.table}`)
      texts.set(key, entry)
    }
  }
  return [...texts.values()].map(({ path, taken }) => ({
    text: `${removalWords(path)}, or take ${takenWords(taken)} out of the role *${path.role}*.`,
    kind: 'remove-role',
    target: path.roleId,
  }))
}

function takenWords(taken: readonly string[]): string {
  return taken.length > 3 ? `${taken.slice(0, 3).join(', ')} and the other listed operations` : listWords(taken)
}
