/** What `waive` stored: which finding, why, by whom and until when. */
import type { WaiverDocument } from '../../model/documents.ts'
import { joinSections, noticeLine, titleLine } from './frame.ts'
import { plain, type RenderOptions } from './text.ts'

export function renderWaiver(document: WaiverDocument, options: RenderOptions): string {
  const { finding } = document
  const { waiver } = finding
  return joinSections([
    titleLine(document, 'finding waived', options),
    [
      `  ${finding.id}: ${plain(finding.title)}`,
      ...(waiver === null
        ? []
        : [
            `  accepted by ${plain(waiver.by)} until ${plain(waiver.until)} (midnight UTC after it): ${plain(waiver.reason)}`,
          ]),
      '  It stays listed under `seatledger findings --status waived`, and is open again when the time ends.',
    ].join('\n'),
    noticeLine(document, options),
  ])
}
