/** One file of an export: how its name ends, and how it is written, row by row. */
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ExportContent } from '../model/export.ts'

export interface ExportPart {
  /** What a file's name says beside tenant and date; null where a format has one file. */
  readonly id: string | null
  readonly extension: string
  readonly contentType: string
  /** Ends `out`, and gives the number of rows of all lists. Throws where `out` fails. */
  readonly write: (content: ExportContent, out: Writable) => Promise<number>
}

/** What a text format yields, and how many rows it has counted when it ends. */
export type TextChunks = AsyncGenerator<string, number>

/** Writes the chunks as UTF-8, no faster than `out` takes them. */
export async function writeText(chunks: TextChunks, out: Writable): Promise<number> {
  let rows = 0
  async function* counted(): AsyncGenerator<string> {
    rows = yield* chunks
  }
  await pipeline(Readable.from(counted()), out)
  return rows
}
