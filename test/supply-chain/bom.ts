/** The bill of materials as npm writes it, and what must not be in it. */
import { homedir, hostname } from 'node:os'
import { z } from 'zod'
import { nameAt, type LockFile } from './licenses.ts'

export const Bom = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  metadata: z.looseObject({
    component: z.looseObject({ 'bom-ref': z.string(), name: z.string(), purl: z.string() }),
  }),
  components: z.array(
    z.looseObject({
      'bom-ref': z.string(),
      name: z.string(),
      version: z.string(),
      purl: z.string().startsWith('pkg:npm/'),
      hashes: z.array(z.looseObject({ alg: z.string(), content: z.string() })).min(1),
      licenses: z.array(z.unknown()).min(1),
    }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
})
export type Bom = z.infer<typeof Bom>

/**
 * What ships: `npm sbom --omit dev` (npm 10 and 11) leaves out what a tool uses too, so that all are listed and the lock file
 * chooses. npm names the program after the folder that it lies in.
 */
export function shippedOf(bom: Bom, lock: LockFile, name: string): Bom {
  const shipped = new Set(
    Object.entries(lock.packages).flatMap(([path, { version, dev }]) =>
      dev ? [] : `${nameAt(path)}@${version ?? ''}`,
    ),
  )
  const root = bom.metadata.component['bom-ref']
  const isShipped = (ref: string): boolean => ref === root || shipped.has(ref)
  return {
    ...bom,
    metadata: { ...bom.metadata, component: { ...bom.metadata.component, name } },
    components: bom.components.filter((component) => isShipped(component['bom-ref'])),
    dependencies: bom.dependencies
      .filter(({ ref }) => isShipped(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isShipped) })),
  }
}

/** Paths and hosts of the machine that made it; the only address that belongs there is the schema's. */
export function tellingParts(text: string, root: string): readonly string[] {
  const hosts = [...text.matchAll(/https?:\/\/([\w.:-]+)/g)].map(([, host = '']) => host)
  const paths = [root.replace(/[/\\]$/, ''), homedir()].filter((path) => path.length > 1 && text.includes(path))
  return [...new Set([...hosts.filter((host) => host !== 'cyclonedx.org'), ...paths, ...named(text)])]
}

function named(text: string): readonly string[] {
  const name = hostname()
  return name.length > 8 && text.includes(name) ? [name] : []
}
