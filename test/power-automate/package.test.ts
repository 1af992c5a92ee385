/** The package of the connector stands in connectors/ as the code makes it: `npm run connector` writes it anew. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import SwaggerParser from '@apidevtools/swagger-parser'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { connectorOperations } from '../../src/power-automate/operations.ts'
import { makePackage, packageFolder, readPackage } from './package-files.ts'

const made = makePackage()
const stored = readPackage(packageFolder)
const text = (name: string): string => stored.get(name)?.toString('utf8') ?? ''

/** Another zlib may pack the same pixels otherwise. */
function unpacked(icon: Buffer | undefined): Buffer {
  const bytes = icon ?? Buffer.alloc(0)
  const start = bytes.indexOf('IDAT')
  return Buffer.concat([
    bytes.subarray(0, 33),
    inflateSync(bytes.subarray(start + 4, start + 4 + bytes.readUInt32BE(start - 4))),
  ])
}

describe('connectors/power-automate', () => {
  test('holds the files of the package and nothing else', () => {
    expect([...stored.keys()]).toEqual([...made.keys()].toSorted())
  })

  test.each([...made.keys()].filter((name) => name !== 'icon.png'))('%s is what the code makes', (name) => {
    expect(text(name)).toBe(made.get(name)?.toString('utf8'))
  })

  test('the definition is OpenAPI 2.0 by the specification itself', async () => {
    await expect(SwaggerParser.validate(join(packageFolder, 'apiDefinition.swagger.json'))).resolves.toMatchObject({
      swagger: '2.0',
    })
  })

  test('icon.png has the pixels that the code draws', () => {
    expect(unpacked(stored.get('icon.png')).equals(unpacked(made.get('icon.png')))).toBe(true)
  })

  test('the readme has the headings that certification asks for, and every operation that a maker sees', () => {
    const headings = text('readme.md')
      .split('\n')
      .filter((line) => line.startsWith('#'))

    expect(headings).toEqual(
      expect.arrayContaining([
        '# Seatledger',
        '## Publisher: Seatledger',
        '## Prerequisites',
        '## Supported Operations',
        '## Obtaining Credentials',
        '## Getting Started',
        '## Known Issues and Limitations',
        '## Deployment Instructions',
      ]),
    )
    for (const { summary, visibility } of connectorOperations) {
      expect(headings.includes(`### ${summary}`)).toBe(visibility !== 'internal')
    }
  })

  test('holds no secret, and every placeholder is named in the readme', () => {
    expect(text('apiProperties.json')).not.toMatch(/secret/i)
    for (const placeholder of ['00000000-0000-0000-0000-000000000000', 'seatledger.example.com']) {
      expect(text('readme.md')).toContain(placeholder)
    }
  })

  test('ships with the program', () => {
    const { files } = z
      .object({ files: z.array(z.string()) })
      .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')))

    expect(files).toContain('connectors/power-automate')
  })
})
