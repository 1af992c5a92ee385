/** The connector package against the official schemas, read where they lie; they are older than the service and stricter. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { lintPackage } from '../power-automate/lint/lint.ts'
import { objectOf, parseJson, type JsonObject } from '../power-automate/lint/json.ts'
import { definition, inside, properties } from '../power-automate/lint/broken-copy.ts'
import { officialFaults } from '../power-automate/official-schemas.ts'
import { packageFolder, readPackage, type PackageFiles } from '../power-automate/package-files.ts'
import { hasSharedFolder, sharedPath } from './shared-folder.ts'

const isShared = hasSharedFolder()
const names = ['apiDefinition.swagger.json', 'apiProperties.json', 'settings.json']

function faultsOf(files: PackageFiles, name: string): readonly string[] {
  const faults = officialFaults()
  if (faults === null) throw new Error('the official schemas are not there')
  return faults(name, documentOf(files, name))
}

function documentOf(files: PackageFiles, name: string): JsonObject {
  return objectOf(parseJson(files.get(name)?.toString('utf8') ?? 'null'))
}

const wrongDefinitions: Readonly<Record<string, (document: JsonObject) => void>> = {
  'another version': (document) => Object.assign(document, { swagger: '3.0' }),
  'a schema of OpenAPI 3': (document) => Object.assign(inside(document, 'definitions', 'Pool'), { nullable: true }),
  'an extension that is not known': (document) => Object.assign(inside(document, 'info'), { 'x-ms-unknown': 1 }),
  'a format that is not known': (document) =>
    Object.assign(inside(document, 'definitions', 'Pool', 'properties', 'unit'), { format: 'unit' }),
  'a type of draft 2020': (document) =>
    Object.assign(inside(document, 'definitions', 'Pool', 'properties', 'unit'), { type: 'text' }),
}

const wrongProperties: Readonly<Record<string, (document: JsonObject) => void>> = {
  'no brand color': (document) => delete inside(document, 'properties')['iconBrandColor'],
  'a key of on-behalf-of': (document) =>
    Object.assign(
      inside(document, 'properties', 'connectionParameters', 'token', 'oAuthSettings', 'customParameters'),
      {
        enableOnbehalfOfLogin: { value: 'true' },
      },
    ),
  'a boolean that must be a string': (document) =>
    Object.assign(inside(document, 'properties', 'connectionParameters', 'hostName', 'uiDefinition', 'constraints'), {
      required: true,
    }),
  'a policy that is not known': (document) =>
    Object.assign(inside(document, 'properties', 'policyTemplateInstances', 0), { templateId: 'sethost' }),
}

describe.skipIf(!isShared)('the official schemas', () => {
  test.each(names)('have nothing against our %s', (name) => {
    expect(faultsOf(readPackage(packageFolder), name)).toEqual([])
  })

  test.each(Object.entries(wrongDefinitions))('refuse a definition with %s', (_name, change) => {
    expect(faultsOf(definition(change), 'apiDefinition.swagger.json')).not.toEqual([])
  })

  test.each(Object.entries(wrongProperties))('refuse properties with %s', (_name, change) => {
    expect(faultsOf(properties(change), 'apiProperties.json')).not.toEqual([])
  })

  test('have nothing against the example of a certified connector', () => {
    const example = readFileSync(sharedPath('fixtures/connector-schemas/example-aad.apiProperties.json'))

    expect(faultsOf(new Map([['apiProperties.json', example]]), 'apiProperties.json')).toEqual([])
  })

  test('are a rule of the lint, which finds nothing in our package and something in a broken copy', () => {
    const schemaFaults = officialFaults()
    const brokenCopy = definition((document) => Object.assign(inside(document, 'info'), { 'x-ms-unknown': 1 }))

    expect(lintPackage(readPackage(packageFolder), { schemaFaults })).toEqual([])
    expect(lintPackage(brokenCopy, { schemaFaults }).map(({ rule }) => rule)).toEqual(['SchemaViolation'])
  })
})
