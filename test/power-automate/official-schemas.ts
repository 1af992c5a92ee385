/** The official schemas of a connector package, read where they lie beside the project. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { draft4 } from './draft-4.ts'
import { objectOf, parseJson, type Json, type JsonObject } from './lint/json.ts'

const folder = join(import.meta.dirname, '../../../shared/fixtures/connector-schemas')
const schemaFiles: Readonly<Record<string, string>> = {
  'apiDefinition.swagger.json': 'apiDefinition.swagger.schema.json',
  'apiProperties.json': 'paconn-apiProperties.schema.json',
  'settings.json': 'paconn-settings.schema.json',
}

/** What a schema says against a file, or null where the schemas are not beside the project. */
export function officialFaults(): ((file: string, document: JsonObject) => string[]) | null {
  if (!existsSync(folder)) return null
  const validators = new Map(Object.entries(schemaFiles).map(([file, schema]) => [file, validatorOf(schema)]))
  return (file, document) => {
    const validate = validators.get(file)
    if (validate === undefined) throw new Error(`no official schema for ${file}`)
    if (validate(document)) return []
    return (validate.errors ?? []).map(({ instancePath, message }) => `${file}${instancePath} ${message ?? ''}`)
  }
}

function validatorOf(file: string): ReturnType<Ajv['compile']> {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateSchema: false })
  ajv.addFormat('uri', (text) => URL.canParse(text))
  ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/)
  ajv.addSchema(draft4, 'http://json-schema.org/draft-04/schema')
  const schema = objectOf(parseJson(withoutComments(readFileSync(join(folder, file), 'utf8'))))
  // Both point to where the schemas once lay: nothing is fetched.
  delete schema['$schema']
  delete schema['id']
  return ajv.compile(modern(schema))
}

/** The schemas are JSON with line comments; a comment sign in a string stays. */
function withoutComments(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*/g, (_, quoted: string | undefined) => quoted ?? '')
}

/** Draft 4 ignores what stands beside a reference; ajv does not. */
function modern(value: Json): JsonObject {
  return objectOf(JSON.parse(JSON.stringify(value), reviveSchema))
}

function reviveSchema(_name: string, value: Json): Json {
  const ref = objectOf(value)['$ref']
  return typeof ref === 'string' ? { $ref: ref } : value
}
