/** Which receivers took the test alert. */
import type { AlertsDocument } from '../../model/documents.ts'
import { joinSections, titleLine } from './frame.ts'
import { paint, plain, type RenderOptions } from './text.ts'

export function renderAlerts(document: AlertsDocument, options: RenderOptions): string {
  const lines = document.targets.map(({ target, delivered, status, reason }) => {
    const state = delivered ? paint('delivered', 'green', options) : paint('not delivered', 'red', options)
    const why = reason ?? (status === null ? 'no answer' : `answered ${status}`)
    return `  ${plain(target)}: ${state} (${plain(why)})`
  })
  const missed = document.targets.filter(({ delivered }) => !delivered).length
  return joinSections([
    titleLine(document, 'test alert', options),
    lines.join('\n'),
    missed === 0
      ? 'Look at the receivers: each has a message of kind "test".'
      : `${missed} of ${document.targets.length} did not take it: check the address and the receiver; what is missed after a sync is kept and tried again.`,
  ])
}
