/** `npm run lint:connector [folder]`: the rules of the contract over a connector package, ours unless a folder is named. */
import { resolve } from 'node:path'
import { officialFaults } from '../official-schemas.ts'
import { packageFolder, readPackage } from '../package-files.ts'
import { lintPackage, lintRules } from './lint.ts'

const [folder] = process.argv.slice(2)
const schemaFaults = officialFaults()
if (schemaFaults === null) console.log('the official schemas are not beside the project: not held against them')
const faults = lintPackage(readPackage(folder === undefined ? packageFolder : resolve(folder)), { schemaFaults })
for (const { rule, level, place } of faults) console.log(`${level} ${rule}: ${place}`)
const errors = faults.filter(({ level }) => level === 'error').length
console.log(`${lintRules.length} rules, ${errors} errors, ${faults.length - errors} warnings`)
process.exitCode = faults.length === 0 ? 0 : 1
