/** Where an export goes: a folder with generated names, or one file by the name that was given. */
import { statSync } from 'node:fs'
import { basename, dirname, extname, resolve } from 'node:path'
import { ConfigurationError } from '../errors.ts'
import type { Head } from '../model/documents.ts'
import type { ExportFormat } from '../model/export.ts'
import type { ExportPart } from '../reporters/export-part.ts'

export interface ExportTarget {
  readonly folder: string
  /** null: names are made of tenant and date. */
  readonly fileName: string | null
}

export const manifestName = 'manifest.json'

/** A path that is there decides by what it is; else a path with an extension is a file. Throws a ConfigurationError of code `usage`. */
export function exportTarget(out: string, format: ExportFormat): ExportTarget {
  const path = resolve(out)
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory() === true) return { folder: path, fileName: null }
  if (found !== undefined && !found.isFile()) throw wrongOut(out, 'is neither a file nor a folder')
  const isFile = found !== undefined || (!/[/\\]$/.test(out) && isNameOfFile(path, format))
  if (!isFile) return { folder: path, fileName: null }
  if (format === 'csv') throw wrongOut(out, 'is a file; csv needs a folder, for it writes one file per list')
  if (basename(path) === manifestName) throw wrongOut(out, 'is the name of the manifest')
  return { folder: dirname(path), fileName: basename(path) }
}

/** csv is always a folder: of a name with a dot only one that looks like a list is a slip. */
function isNameOfFile(path: string, format: ExportFormat): boolean {
  const extension = extname(path).toLowerCase()
  return format === 'csv' ? extension === '.csv' : extension !== ''
}

function wrongOut(out: string, what: string): ConfigurationError {
  return new ConfigurationError(`--out: ${JSON.stringify(out)} ${what}.`, null, 'usage')
}

/** `seatledger-contoso-2026-11-24-findings.csv`: fit for every file system, and for a header of HTTP. */
export function exportFileName(head: Pick<Head, 'tenantName' | 'tenantId' | 'asOf'>, part: ExportPart): string {
  const tenant = slugOf(head.tenantName ?? '') || slugOf(head.tenantId)
  const id = part.id === null ? '' : `-${part.id}`
  return `seatledger-${tenant}-${head.asOf.slice(0, 10)}${id}.${part.extension}`
}

const longestSlug = 40

function slugOf(name: string): string {
  const words = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')
  return words
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replace(/^-+|-+$/g, '')
}
