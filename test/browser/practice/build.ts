/** The dashboard as files: built where anything that it is made of is newer than what was built. */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const made = join(root, 'dist/dashboard/index.html')
/** Beside the front end itself: how it is built, and the libraries that it is built from. */
const madeOf = ['src/dashboard', 'vite.config.ts', 'package-lock.json']

function newest(path: string): number {
  const state = statSync(path)
  if (!state.isDirectory()) return state.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

export function isBuilt(): boolean {
  return existsSync(made) && statSync(made).mtimeMs >= Math.max(...madeOf.map((path) => newest(join(root, path))))
}

/** Whether there was anything to do. */
export async function buildDashboard(): Promise<boolean> {
  if (isBuilt()) return false
  // A process of its own: a test runner says NODE_ENV=test, and React would be built as for developers.
  const env = { ...process.env, NODE_ENV: 'production' }
  await promisify(execFile)(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build'], {
    cwd: root,
    env,
  })
  return true
}
