/** Section 5.1: strict JSON in UTF-8 of at most 1 MB, and the official schemas. Whatever breaks the first three is looked at no further. */
import { rulesOf, type Linted } from './rule.ts'

const jsonFiles = ['apiDefinition.swagger.json', 'apiProperties.json']
const largestBytes = 1_048_576

function filesWhere({ files }: Linted, isBroken: (bytes: Buffer, name: string) => boolean): string[] {
  return jsonFiles.filter((name) => isBroken(files.get(name) ?? Buffer.alloc(0), name))
}

export function isStrictJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'))
    return true
  } catch {
    return false
  }
}

function isUtf8(bytes: Buffer): boolean {
  const hasMark = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))
  return !hasMark && Buffer.from(bytes.toString('utf8')).equals(bytes)
}

export const fileRules = rulesOf(1, {
  FileMissing: ({ files }) => jsonFiles.filter((name) => !files.has(name)),
  FileNotUtf8: (linted) => filesWhere(linted, (bytes) => !isUtf8(bytes)),
  FileNotStrictJson: (linted) => filesWhere(linted, (bytes) => !isStrictJson(bytes)),
  FileTooLarge: (linted) => filesWhere(linted, (bytes) => bytes.length > largestBytes),
  SchemaViolation: ({ definition, properties, schemaFaults }) =>
    schemaFaults === null
      ? []
      : [...schemaFaults('apiDefinition.swagger.json', definition), ...schemaFaults('apiProperties.json', properties)],
})
