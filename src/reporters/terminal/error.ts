/** A failure as text: the sentence, and what can be done. */
import type { ErrorDocument } from '../../model/documents.ts'
import { paint, plain, type RenderOptions } from './text.ts'

export function renderError(document: ErrorDocument, options: RenderOptions): string {
  const hint = document.hint === null ? '' : `${plain(document.hint)}\n`
  return `${paint(plain(document.message), 'red', options)}\n${hint}`
}
