/** The files of the connector as the code makes them, and where they lie. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiDefinition } from '../../src/power-automate/package/api-definition.ts'
import { apiProperties, brandColor } from '../../src/power-automate/package/api-properties.ts'
import { connectorReadme } from '../../src/power-automate/package/readme.ts'
import { drawIcon } from './icon.ts'

export const packageFolder = join(import.meta.dirname, '../../connectors/power-automate')

export type PackageFiles = ReadonlyMap<string, Buffer>

/** `settings.json` is for the paconn command line alone. */
const settings = {
  apiProperties: 'apiProperties.json',
  apiDefinition: 'apiDefinition.swagger.json',
  icon: 'icon.png',
  powerAppsUrl: 'https://api.powerapps.com',
  powerAppsApiVersion: '2016-11-01',
  flowUrl: 'https://api.flow.microsoft.com',
  flowApiVersion: '2016-11-01',
}

export function makePackage(): PackageFiles {
  return new Map([
    ['apiDefinition.swagger.json', json(apiDefinition())],
    ['apiProperties.json', json(apiProperties())],
    ['icon.png', drawIcon(brandColor)],
    ['readme.md', Buffer.from(connectorReadme())],
    ['settings.json', json(settings)],
  ])
}

export function readPackage(folder: string): PackageFiles {
  const names = readdirSync(folder).toSorted()
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]))
}

/** Four blanks, as the certified connectors have it. */
function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 4)}\n`)
}
