/** Installs the peers from the lock file of this folder, and says which versions lie there. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isRecord } from '../../../mocks/json-response.ts'
import { folder } from './child.ts'

/** Only where what lies there is not what package.json asks for. No install script is run: no peer needs one. */
export async function installPeers(): Promise<void> {
  const wanted = readJson('package.json')['dependencies']
  const names = isRecord(wanted) ? Object.keys(wanted) : []
  if (names.every((name) => isRecord(wanted) && versionOf(name) === wanted[name])) return
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
}

/** '' where it is not installed. */
export function versionOf(name: string): string {
  try {
    return String(readJson(join('node_modules', name, 'package.json'))['version'])
  } catch {
    return ''
  }
}

function readJson(path: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(readFileSync(join(folder, path), 'utf8'))
  if (isRecord(value)) return value
  throw new Error(`${path} holds no object`)
}
