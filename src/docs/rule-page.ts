/** The page of one rule, made of the rule's own texts: what it finds, on which clauses, and what it must have read. */
import type { Edition } from '../guide/edition.ts'
import type { Rule } from '../rules/rule.ts'
import { clauseLines, pageHead } from './markdown.ts'

const scopes: Readonly<Record<Rule['scope'], string>> = {
  environment:
    'Each environment whose security data was read whole. An environment that could not be read is not assessed, and is never counted as compliant.',
  feature: 'Each environment, whatever became of its security data.',
  tenant: 'The tenant as a whole, once a run.',
}

export function rulePage(rule: Rule, edition: Edition): string {
  return [
    ...pageHead(rule.id, `src/rules/${rule.id}.ts`),
    `**Holds when:** ${rule.title}.`,
    '',
    `**Fails when:** ${rule.failureTitle}.`,
    '',
    rule.description,
    '',
    '## What is judged',
    '',
    scopes[rule.scope],
    '',
    `**Not applicable:** ${rule.notApplicable}.`,
    '',
    '## What it must have read',
    '',
    ...rule.needs.map((source) => `- \`${source}\``),
    '',
    'Where one of these is not complete, the rule is _not assessed_, with the reason and the fix; what it found meanwhile stands.',
    '',
    '## Clauses',
    '',
    ...clauseLines(rule.clauses, edition),
    '',
    '## Its findings',
    '',
    '```',
    `seatledger findings --rule ${rule.id}`,
    'seatledger explain <id>      # derivation, evidence, clauses, remedies',
    'seatledger waive <id> --reason "..."',
    '```',
    '',
  ].join('\n')
}

/** The list of all rules. */
export function rulesIndex(rules: readonly Rule[]): string {
  return [
    ...pageHead('Rules', 'src/rules'),
    ...rules.map(({ id, title }) => `- [${id}](${id}.md): ${title}.`),
    '',
  ].join('\n')
}
