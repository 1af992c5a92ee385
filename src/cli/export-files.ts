/** Writes the files of an export: under temporary names, for their owner alone, and renamed only when all of them are whole. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ConfigurationError, SeatledgerError } from '../errors.ts'
import type { ExportContent, ExportedFile } from '../model/export.ts'
import type { ExportPart } from '../reporters/export-part.ts'
import { exportFileName, manifestName, type ExportTarget } from './export-target.ts'

export interface ExportRequest {
  readonly target: ExportTarget
  readonly parts: readonly ExportPart[]
  readonly content: ExportContent
  /** The text of the manifest over these files. */
  readonly manifest: (files: readonly ExportedFile[]) => string
  readonly signal?: AbortSignal | undefined
}

/** Nothing is left of what failed or was stopped. */
export async function writeExportFiles(request: ExportRequest): Promise<ExportedFile[]> {
  const { target, parts, content, manifest, signal } = request
  const { folder } = target
  const made = new Map<string, string>()
  let madeFolder: string | undefined
  try {
    madeFolder = mkdirSync(folder, { recursive: true, mode: 0o700 })
    refuseForeignManifest(folder)
    const files: ExportedFile[] = []
    for (const part of parts) {
      const path = target.fileName ?? exportFileName(content.head, part)
      const temporary = temporaryName(folder, path)
      made.set(temporary, join(folder, path))
      files.push({ path, ...(await writePart(part, content, temporary, signal)) })
    }
    const temporary = temporaryName(folder, manifestName)
    made.set(temporary, join(folder, manifestName))
    writeFileSync(temporary, manifest(files), { flag: 'wx', mode: 0o600, flush: true })
    // The manifest last: until then the old one tells that its files are no longer what it says.
    for (const [from, to] of made) renameSync(from, to)
    return files
  } catch (error) {
    for (const temporary of made.keys()) rmSync(temporary, { force: true })
    if (madeFolder !== undefined) removeEmpty(folder)
    throw signal?.aborted === true ? signal.reason : outputError(error, folder)
  }
}

function temporaryName(folder: string, path: string): string {
  return join(folder, `.${path.slice(0, 100)}.${randomBytes(6).toString('hex')}.partial`)
}

async function writePart(
  part: ExportPart,
  content: ExportContent,
  temporary: string,
  signal: AbortSignal | undefined,
): Promise<Omit<ExportedFile, 'path'>> {
  const hash = createHash('sha256')
  const hashed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  // Open before anything else: a stream that is still opening makes its file after it was taken away.
  const file = (await open(temporary, 'wx', 0o600)).createWriteStream({ flush: true })
  const written = pipeline(hashed, file, ...(signal === undefined ? [] : [{ signal }]))
  try {
    // The workbook writer may wait for ever for a file that failed: the first of the two to fail ends both.
    const [rows] = await Promise.all([part.write(content, hashed), written])
    return { sha256: hash.digest('hex'), rows }
  } catch (error) {
    hashed.destroy()
    await written.catch(() => undefined)
    throw error
  }
}

/** Somebody else's `manifest.json`, of a web application say, is not written over. */
function refuseForeignManifest(folder: string): void {
  const path = join(folder, manifestName)
  if (!existsSync(path) || readFileSync(path, 'utf8').includes('"seatledger.export/1"')) return
  throw new ConfigurationError(
    `--out: ${JSON.stringify(folder)} holds a manifest.json that is no manifest of an export.`,
    'name another folder',
    'usage',
  )
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Somebody else has put something there meanwhile.
  }
}

const reasons: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EACCES', 'this user may not write there'],
  ['EPERM', 'this user may not write there'],
  ['EROFS', 'the disk is read-only'],
  ['EISDIR', 'a folder of that name is there'],
  ['EFBIG', 'the file has become too large'],
  ['EIO', 'the disk failed'],
])

/** A path that cannot be is wrong usage; what the disk refuses is a failure. */
function outputError(error: unknown, folder: string): unknown {
  if (error instanceof SeatledgerError || !(error instanceof Error) || !('code' in error)) return error
  const { code } = error
  if (code === 'ENOTDIR' || code === 'EEXIST' || code === 'ENAMETOOLONG' || code === 'ELOOP') {
    return new ConfigurationError(`--out: ${JSON.stringify(folder)} cannot be a folder.`, 'name another path', 'usage')
  }
  const reason = reasons.get(code)
  if (reason === undefined) return error
  const message = `The export could not be written to ${JSON.stringify(folder)}: ${reason}.`
  return new SeatledgerError(
    'output',
    message,
    'nothing of it is left; mend that, or name another folder in --out',
    error,
  )
}
