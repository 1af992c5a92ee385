/** Lines of a cell: how many terminal columns a text takes, and where it breaks. */
import { stripVTControlCharacters } from 'node:util'

// oxlint-disable-next-line no-control-regex -- the color that `paint` puts around a whole line
const painted = /^(\u001b\[[\d;]*m)(.*)(\u001b\[[\d;]*m)$/

/** East Asian wide and fullwidth characters, and emoji that are drawn as pictures. */
const wide =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\u3001-\u303e\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6]/u

/** Terminal columns of one line without its color: East Asian wide characters and emoji take two, combining marks none. */
export function columnsOf(line: string): number {
  if (/^[\x20-\x7e]*$/.test(line)) return line.length
  let columns = 0
  for (const character of stripVTControlCharacters(line)) {
    if (!/[\p{Mn}\p{Me}]/u.test(character)) columns += wide.test(character) ? 2 : 1
  }
  return columns
}

/** The lines of a cell, broken between words so that none is wider than `width`; of a wider word every line is full. */
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
    if (last === undefined || columnsOf(`${last} ${word}`) > width) lines.push(...pieces(word, width))
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

/** A word in parts that fit; a character is never cut, however narrow the column. */
function pieces(word: string, width: number): readonly string[] {
  if (columnsOf(word) <= width) return [word]
  const parts = ['']
  for (const character of word) {
    const longer = `${parts.at(-1) ?? ''}${character}`
    if (columnsOf(longer) <= width || parts.at(-1) === '') parts[parts.length - 1] = longer
    else parts.push(character)
  }
  return parts
}
