/** Lines of a cell: how many terminal columns a text takes, and where it breaks. */
import { stripVTControlCharacters } from 'node:util'

// oxlint-disable-next-line no-control-regex -- the color that `paint` puts around a whole line
const painted = /^(\u001b\[[\d;]*m)(.*)(\u001b\[[\d;]*m)$/

const wide =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff01-\uff60]/u

/** Terminal columns of one line without its color: East Asian wide characters and emoji take two, combining marks none. */
export function columnsOf(line: string): number {
  if (/^[\x20-\x7e]*$/.test(line)) return line.length
  let columns = 0
  for (const character of stripVTControlCharacters(line)) {
    if (!/\p{Mn}/u.test(character)) columns += wide.test(character) ? 2 : 1
  }
  return columns
}

/** The lines of a cell, broken between words so that none is wider than `width`; a wider word stands alone. */
export function wrap(cell: string, width: number): readonly string[] {
  return cell.split('\n').flatMap((line) => {
    const [, open = '', text = line, close = ''] = painted.exec(line) ?? []
    return wrapLine(text, width).map((part) => `${open}${part}${close}`)
  })
}

function wrapLine(text: string, width: number): readonly string[] {
  if (columnsOf(text) <= width) return [text]
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || columnsOf(`${last} ${word}`) > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
