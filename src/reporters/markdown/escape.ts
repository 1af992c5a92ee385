/** Text in Markdown that stays text: no markup, no HTML, no link, no end of a cell. */
import { shownText } from '../shown-text.ts'

/** Every sign that means something anywhere in a line; a colon and a dot because addresses become links by themselves. */
const signs = /[\\`*_{}[\]()<>#+!|~$^=@&]/g
const addresses = /:(?=\/\/)|(?<=^|\W)www(?=\.)|(?<=mailto|xmpp):/gi

export function markdown(text: string): string {
  return shownText(text)
    .replace(signs, (sign) => `\\${sign}`)
    .replace(addresses, (part) => (part === ':' ? '\\:' : `${part}\\`))
    .replace(/^(\s*)-(?=[\s-]|$)/, '$1\\-')
    .replace(/^(\s*\d+)\.(?=\s|$)/, '$1\\.')
}
