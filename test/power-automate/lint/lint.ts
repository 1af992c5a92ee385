/** The lint of a connector package: every rule of the contract, section 5. */
import { documentRules } from './document-rules.ts'
import { fileRules, isStrictJson } from './file-rules.ts'
import { objectOf, parseJson, type JsonObject } from './json.ts'
import { operationRules } from './operation-rules.ts'
import { operationsOf } from './operations.ts'
import { parameterRules } from './parameter-rules.ts'
import { propertiesRules } from './properties-rules.ts'
import { referenceRules } from './reference-rules.ts'
import { responseRules } from './response-rules.ts'
import type { Linted, LintRule } from './rule.ts'
import { styleRules } from './style-rules.ts'
import { triggerRules } from './trigger-rules.ts'

export const lintRules: readonly LintRule[] = [
  ...fileRules,
  ...documentRules,
  ...operationRules,
  ...parameterRules,
  ...responseRules,
  ...referenceRules,
  ...triggerRules,
  ...propertiesRules,
  ...styleRules,
]

export interface LintFault {
  readonly rule: string
  readonly level: LintRule['level']
  readonly place: string
}

export type LintOptions = Partial<Pick<Linted, 'isIndependent' | 'schemaFaults'>>

/** Faults in the order of the rules. A file that is no JSON is looked at no further. */
export function lintPackage(files: Linted['files'], options: LintOptions = {}): LintFault[] {
  const definition = read(files, 'apiDefinition.swagger.json')
  const properties = read(files, 'apiProperties.json')
  const linted: Linted = {
    files,
    definition: definition ?? {},
    properties: properties ?? {},
    operations: operationsOf(definition ?? {}),
    isIndependent: options.isIndependent ?? false,
    schemaFaults: options.schemaFaults ?? null,
  }
  const isReadable = definition !== null && properties !== null
  const rules = isReadable ? lintRules : fileRules.filter(({ id }) => id.startsWith('File'))
  return rules.flatMap(({ id, level, check }) => check(linted).map((place) => ({ rule: id, level, place })))
}

function read(files: Linted['files'], name: string): JsonObject | null {
  const bytes = files.get(name)
  return bytes === undefined || !isStrictJson(bytes) ? null : objectOf(parseJson(bytes.toString('utf8')))
}
