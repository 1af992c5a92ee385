/** What the manifest and the lock file say of our dependencies: licenses, exact versions, where they come from. Pure; `main.ts` reads the files. */
import { z } from 'zod'

const Versions = z.record(z.string(), z.string())

export const Manifest = z.object({ dependencies: Versions.default({}), devDependencies: Versions.default({}) })
export type Manifest = z.infer<typeof Manifest>

export const LockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.unknown().optional(),
      dev: z.boolean().default(false),
      integrity: z.string().optional(),
      resolved: z.string().optional(),
      link: z.boolean().default(false),
      hasInstallScript: z.boolean().default(false),
    }),
  ),
})
export type LockFile = z.infer<typeof LockFile>

/** Licenses that ask for their text and nothing else of who ships or serves the program. */
const allowed: ReadonlySet<string> = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'Zlib',
])

/** Tools that never ship, under another license: each by its name, so that the next one is looked at. */
const toolsOnly: readonly { readonly name: RegExp; readonly license: string }[] = [
  { name: /^lightningcss(?:-[\w-]+)?$/, license: 'MPL-2.0' },
  { name: /^caniuse-lite$/, license: 'CC-BY-4.0' },
  { name: /^(?:@axe-core\/playwright|axe-core)$/, license: 'MPL-2.0' },
  { name: /^argparse$/, license: 'Python-2.0' },
]

/** Packages that may run a script when they are installed: the runtime itself, which is downloaded by it, and file events on macOS. */
const mayRunScripts: ReadonlySet<string> = new Set(['node', 'fsevents'])

/** One sentence per fault; none where all is well. */
export function supplyFaults(manifest: Manifest, lock: LockFile): readonly string[] {
  return [...versionFaults(manifest), ...Object.entries(lock.packages).flatMap(packageFaults)]
}

function versionFaults({ dependencies, devDependencies }: Manifest): string[] {
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name}: ${JSON.stringify(version)} in package.json is no exact version`)
}

function packageFaults([path, about]: [string, LockFile['packages'][string]]): string[] {
  if (path === '') return []
  const name = nameAt(path)
  const title = `${name}@${about.version ?? 'no version'}`
  return [
    ...licenseFaults(name, about.license, about.dev).map((fault) => `${title}: ${fault}`),
    ...(about.link || about.integrity === undefined ? [`${title}: no hash in the lock file`] : []),
    ...(about.resolved === undefined ? [] : [`${title}: comes from a place of its own: ${about.resolved}`]),
    ...(about.hasInstallScript && !mayRunScripts.has(name) ? [`${title}: runs a script when it is installed`] : []),
  ]
}

/** The name of the package at a path of the lock file. */
export function nameAt(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

function licenseFaults(name: string, license: unknown, isDev: boolean): string[] {
  if (typeof license !== 'string' || license.trim() === '') return ['has no license']
  if (isAllowed(license)) return []
  const isTool = toolsOnly.some((tool) => tool.name.test(name) && tool.license === license)
  if (isTool && isDev) return []
  return [
    isTool ? `ships under ${license}, which is accepted for tools only` : `its license ${license} is not on the list`,
  ]
}

/** An SPDX expression without nesting: all parts joined by AND must be allowed, one of those joined by OR. */
function isAllowed(expression: string): boolean {
  const flat = expression.replaceAll(/[()]/g, ' ').trim()
  if (/ AND /.test(flat) && / OR /.test(flat)) return false
  if (/ OR /.test(flat)) return flat.split(' OR ').some((part) => allowed.has(part.trim()))
  return flat.split(' AND ').every((part) => allowed.has(part.trim()))
}
