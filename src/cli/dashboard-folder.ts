/** Where the built dashboard lies: beside the built program, or in the `dist` of a checkout. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** null where it is not built. */
export function dashboardFolder(): string | null {
  const candidates = ['../../dashboard/', '../../dist/dashboard/'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )
  return candidates.find((folder) => existsSync(`${folder}index.html`)) ?? null
}
