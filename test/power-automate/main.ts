/** `npm run connector`: writes the files of the Power Automate connector anew. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePackage, packageFolder } from './package-files.ts'

mkdirSync(packageFolder, { recursive: true })
for (const [name, bytes] of makePackage()) {
  writeFileSync(join(packageFolder, name), bytes)
  console.log(`${name} ${bytes.length} bytes`)
}
