/** HTML of an export: every text goes through here, so that none becomes markup. */
import { shownText } from '../shown-text.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as content or as the value of a quoted attribute. */
export function html(text: string): string {
  return shownText(text).replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

/** A sentence of ours: what it puts between backticks and stars is a command, a table or a name. */
export function sentence(text: string): string {
  return html(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*([^*]+)\*/g, '<em>$1</em>')
}

/** For `id` and `href="#…"`: an id of ours stays as it is. */
export function anchor(id: string): string {
  return id.replace(/[^\w-]/g, '_')
}
