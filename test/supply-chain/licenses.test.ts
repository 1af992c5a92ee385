/** The dependencies that we have, and planted ones that must be found. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { tellingParts } from './bom.ts'
import { LockFile, Manifest, supplyFaults } from './licenses.ts'

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'))

const none = Manifest.parse({})
const lockOf = (name: string, about: object): LockFile =>
  LockFile.parse({
    packages: { [`node_modules/${name}`]: { version: '1.0.0', license: 'MIT', integrity: 'sha512-x', ...about } },
  })

test('every dependency has an exact version, a hash, and a license of the list', () => {
  expect(supplyFaults(Manifest.parse(read('package.json')), LockFile.parse(read('package-lock.json')))).toEqual([])
})

describe('what is found', () => {
  test.each(['^1.2.3', '~1.2.3', '1.x', 'latest', '*', 'git+ssh://host/x', 'file:../x', '>=1'])(
    'a version %s',
    (version) => {
      expect(
        supplyFaults(Manifest.parse({ devDependencies: { x: version } }), LockFile.parse({ packages: {} })),
      ).toEqual([`x: ${JSON.stringify(version)} in package.json is no exact version`])
    },
  )

  test.each([
    'GPL-3.0',
    'AGPL-3.0-only',
    'LGPL-2.1',
    'MPL-2.0',
    'UNLICENSED',
    'SEE LICENSE IN LICENSE',
    'MIT AND GPL-2.0',
    'X OR Y',
  ])('a license %s', (license) => {
    expect(supplyFaults(none, lockOf('x', { license }))).toEqual([`x@1.0.0: its license ${license} is not on the list`])
  })

  test.each([[{ license: undefined }], [{ license: '' }], [{ license: { type: 'MIT' } }]])(
    'no license: %j',
    (about) => {
      expect(supplyFaults(none, lockOf('x', about))).toEqual(['x@1.0.0: has no license'])
    },
  )

  test('a tool under another license where it would ship', () => {
    const about = { license: 'MPL-2.0' }

    expect(supplyFaults(none, lockOf('lightningcss', { ...about, dev: true }))).toEqual([])
    expect(supplyFaults(none, lockOf('lightningcss', about))).toEqual([
      'lightningcss@1.0.0: ships under MPL-2.0, which is accepted for tools only',
    ])
  })

  test('a package without a hash, from a place of its own, or with a script', () => {
    expect(supplyFaults(none, lockOf('x', { integrity: undefined }))).toEqual(['x@1.0.0: no hash in the lock file'])
    expect(supplyFaults(none, lockOf('x', { resolved: 'https://registry.example/x.tgz' }))).toEqual([
      'x@1.0.0: comes from a place of its own: https://registry.example/x.tgz',
    ])
    expect(supplyFaults(none, lockOf('x', { hasInstallScript: true }))).toEqual([
      'x@1.0.0: runs a script when it is installed',
    ])
  })

  test('nothing where one of two licenses, or both, are on the list', () => {
    for (const license of ['(MIT OR GPL-3.0)', 'MIT AND ISC', 'Apache-2.0']) {
      expect(supplyFaults(none, lockOf('@scope/x', { license }))).toEqual([])
    }
  })
})

test('a bill of materials that tells of a machine is refused', () => {
  expect(tellingParts('"http://cyclonedx.org/schema"', '/build/place/')).toEqual([])
  expect(
    tellingParts('"http://cyclonedx.org/schema" /build/place/x https://registry.example:8443/x', '/build/place/'),
  ).toEqual(['registry.example:8443', '/build/place'])
})
