/** The documents as they are printed under `--json`, in one file: names to the character, spelled so that no terminal acts on them. */
import type { ExportContent, FindingsFrame } from '../../model/export.ts'
import { writeText, type ExportPart, type TextChunks } from '../export-part.ts'
import { safeJson } from '../../safe-json.ts'

export const jsonPart: ExportPart = {
  id: null,
  extension: 'json',
  contentType: 'application/json',
  write: async (content, out) => writeText(chunksOf(content), out),
}

async function* chunksOf(content: ExportContent): TextChunks {
  const { capacity, seats, open, waived, provisions } = content
  yield '{\n"schema": "seatledger.documents/1",\n"documents": [\n'
  yield `${jsonOf(capacity)},\n${jsonOf(seats)},\n`
  const openRows = yield* findingsOf(open, content, 'open')
  yield ',\n'
  const waivedRows = yield* findingsOf(waived, content, 'waived')
  yield `\n],\n"provisions": ${jsonOf(provisions)}\n}\n`
  const own = [capacity.seats, capacity.unknownSkus, capacity.pools, capacity.environments, seats.people ?? []]
  return own.reduce((sum, list) => sum + list.length, 0) + openRows + waivedRows
}

/** The findings one after another, in the place where the document holds them: after its rules. */
async function* findingsOf(frame: FindingsFrame, content: ExportContent, status: 'open' | 'waived'): TextChunks {
  const { clauses, ...before } = frame
  yield `${jsonOf(before).slice(0, -1)},"findings":[`
  let rows = 0
  for await (const finding of content.findings(status)) {
    yield `${rows === 0 ? '' : ','}\n${jsonOf(finding)}`
    rows += 1
  }
  yield `],"clauses":${jsonOf(clauses)}}`
  return rows
}

function jsonOf(value: object): string {
  return safeJson(JSON.stringify(value))
}
