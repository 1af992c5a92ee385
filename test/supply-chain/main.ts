/** `npm run licenses`: reads package.json and package-lock.json, and fails with one sentence per fault. No network. */
import { readFileSync } from 'node:fs'
import { LockFile, Manifest, supplyFaults } from './licenses.ts'

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'))

const lock = LockFile.parse(read('package-lock.json'))
const faults = supplyFaults(Manifest.parse(read('package.json')), lock)
const packages = Object.entries(lock.packages).filter(([path]) => path !== '')
const shipped = packages.filter(([, { dev }]) => !dev).length
if (faults.length === 0)
  console.log(`${packages.length} packages (${shipped} ship): licenses, versions and hashes are as they should be.`)
else console.error(faults.join('\n'))
process.exitCode = faults.length === 0 ? 0 : 1
