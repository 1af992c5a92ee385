/** `npm run sbom`: what ships, as CycloneDX JSON in sbom.cdx.json, by npm's own command from the lock file. No network. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { Bom, shippedOf, tellingParts } from './bom.ts'
import { LockFile } from './licenses.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const file = `${root}sbom.cdx.json`

// On Windows npm is a script of the shell; its arguments are ours and need no quoting.
const printed = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
  cwd: root,
  encoding: 'utf8',
  shell: process.platform === 'win32',
  stdio: ['ignore', 'pipe', 'ignore'],
})
const read = (path: string): unknown => JSON.parse(readFileSync(`${root}${path}`, 'utf8'))
const { name } = z.object({ name: z.string() }).parse(read('package.json'))
const bom = shippedOf(Bom.parse(JSON.parse(printed)), LockFile.parse(read('package-lock.json')), name)
const text = `${JSON.stringify(bom, null, 2)}\n`
const telling = tellingParts(text, root)
if (telling.length > 0) throw new Error(`the bill of materials tells of this machine: ${telling.join(', ')}`)
writeFileSync(file, text)
console.log(`sbom.cdx.json: ${bom.components.length} components, CycloneDX ${bom.specVersion}.`)
