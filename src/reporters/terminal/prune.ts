/** What `prune` deleted, and what stays. */
import type { PruneDocument } from '../../model/documents.ts'
import { joinSections, noticeLine, titleLine } from './frame.ts'
import { count, figure, type RenderOptions } from './text.ts'

export function renderPrune(document: PruneDocument, options: RenderOptions): string {
  const { runs, bytesFreed } = document
  const deleted =
    runs === 0
      ? 'No run is that old: none was deleted'
      : `${count(runs, 'run')} deleted with ${runs === 1 ? 'its' : 'their'} rows`
  return joinSections([
    titleLine(document, 'prune', options),
    [
      `${deleted}; ${count(bytesFreed, 'byte')} of disk space given back (${figure(bytesFreed / 1_000_000)} MB).`,
      'Findings, waivers, the seat ledger, imported months and the newest run stay.',
    ].join('\n'),
    noticeLine(document, options),
  ])
}
