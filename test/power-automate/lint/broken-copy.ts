/** A copy of our package with one thing broken. */
import { objectOf, parseJson, type Json, type JsonObject } from './json.ts'
import { makePackage, type PackageFiles } from '../package-files.ts'

/** Made once: the tests break a copy of it each. */
const whole = makePackage()

type Change = (document: JsonObject) => void

const definitionFile = 'apiDefinition.swagger.json'
const propertiesFile = 'apiProperties.json'

export const definition = (change: Change): PackageFiles => changed(definitionFile, change)
export const properties = (change: Change): PackageFiles => changed(propertiesFile, change)

/** The bytes of a file changed, whatever comes of it. */
export function bytes(name: string, change: (text: Buffer) => Buffer): PackageFiles {
  const files = new Map(whole)
  files.set(name, change(files.get(name) ?? Buffer.alloc(0)))
  return files
}

export const text = (change: (text: string) => string): PackageFiles =>
  bytes(definitionFile, (given) => Buffer.from(change(given.toString('utf8'))))

export function without(name: string): PackageFiles {
  const files = new Map(whole)
  files.delete(name)
  return files
}

function changed(name: string, change: Change): PackageFiles {
  return bytes(name, (given) => {
    const document = objectOf(parseJson(given.toString('utf8')))
    change(document)
    return Buffer.from(`${JSON.stringify(document, null, 4)}\n`)
  })
}

/** The object or list at the path; throws where there is none, for then nothing would be broken. */
export function inside(document: Json, ...path: readonly (string | number)[]): JsonObject {
  const found = path.reduce<Json | undefined>((value, name) => {
    if (Array.isArray(value)) return value[Number(name)]
    return objectOf(value)[String(name)]
  }, document)
  if (typeof found !== 'object' || found === null) throw new Error(`nothing at ${path.join('.')}`)
  return Array.isArray(found) ? Object.assign(Object.create(null), { list: found }) : found
}

export function listIn(document: Json, ...path: readonly (string | number)[]): Json[] {
  const { list } = inside(document, ...path)
  if (!Array.isArray(list)) throw new Error(`no list at ${path.join('.')}`)
  return list
}
