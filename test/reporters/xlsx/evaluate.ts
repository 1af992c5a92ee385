/** A spreadsheet of a hundred lines: computes a formula again from the cells that it refers to, and theirs in turn. */
import type { ReadWorkbook } from './workbook-reader.ts'

type Value = number | string | boolean

/** Strings, references with or without a sheet, numbers, names, operators. */
const token =
  /\s*("(?:[^"]|"")*"|(?:\w+!)?[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?|\d+(?:\.\d+)?|[A-Z]+(?=\()|<=|>=|<>|[-+*/(),<>=])/gy

/** What the cell gives when everything is computed again; throws on what it does not know. `changed` puts other values into cells. */
export function evaluateCell(
  book: ReadWorkbook,
  sheet: string,
  reference: string,
  changed: ReadonlyMap<string, number> = new Map(),
): Value {
  const replaced = changed.get(`${sheet}!${reference}`)
  if (replaced !== undefined) return replaced
  const cell = book.sheets.get(sheet)?.cells.get(reference)
  if (cell === undefined || (cell.formula === null && cell.value === null)) return 0
  if (cell.formula === null) return cell.value ?? 0
  return new Parser(tokensOf(cell.formula), (other) => {
    const [place = '', in_ = sheet] = other.split('!').toReversed()
    return evaluateCell(book, in_, place, changed)
  }).whole()
}

function tokensOf(formula: string): string[] {
  const tokens = [...formula.matchAll(token)].map(([, text = '']) => text)
  if (tokens.join('') !== formula.replace(/\s/g, '')) throw new Error(`not understood: ${formula}`)
  return tokens
}

class Parser {
  readonly #tokens: readonly string[]
  readonly #read: (reference: string) => Value
  #at = 0

  constructor(tokens: readonly string[], read: (reference: string) => Value) {
    this.#tokens = tokens
    this.#read = read
  }

  whole(): Value {
    const value = this.#compared()
    if (this.#at !== this.#tokens.length) throw new Error(`not understood: ${this.#tokens.slice(this.#at).join('')}`)
    return value
  }

  #compared(): Value {
    const left = this.#sum()
    const operator = this.#take('<', '>', '=', '<=', '>=', '<>')
    if (operator === null) return left
    const right = this.#sum()
    const compare = {
      '<': left < right,
      '>': left > right,
      '=': left === right,
      '<=': left <= right,
      '>=': left >= right,
    }
    return operator === '<>' ? left !== right : compare[operator]
  }

  #sum(): Value {
    let value = this.#product()
    for (let sign = this.#take('+', '-'); sign !== null; sign = this.#take('+', '-')) {
      const next = Number(this.#product())
      value = sign === '+' ? Number(value) + next : Number(value) - next
    }
    return value
  }

  #product(): Value {
    let value = this.#one()
    for (let sign = this.#take('*', '/'); sign !== null; sign = this.#take('*', '/')) {
      const next = Number(this.#one())
      value = sign === '*' ? Number(value) * next : Number(value) / next
    }
    return value
  }

  #one(): Value {
    const text = this.#tokens[this.#at++] ?? ''
    if (text === '-') return -Number(this.#one())
    if (text === '(') return this.#closed(this.#compared())
    if (text.startsWith('"')) return text.slice(1, -1).replaceAll('""', '"')
    if (/^\d/.test(text)) return Number(text)
    if (this.#tokens[this.#at] === '(') return this.#call(text)
    return this.#read(text)
  }

  #call(name: string): Value {
    this.#at++
    const values = [this.#compared()]
    while (this.#take(',') !== null) values.push(this.#compared())
    const [first = 0, second = 0, third = 0] = values
    this.#closed(first)
    if (name === 'IF') return first === true ? second : third
    if (name === 'ROUND') return Number(Number(first).toFixed(Number(second)))
    throw new Error(`no function ${name}`)
  }

  #closed(value: Value): Value {
    if (this.#take(')') === null) throw new Error('a bracket is open')
    return value
  }

  #take<T extends string>(...expected: readonly T[]): T | null {
    const found = expected.find((one) => one === this.#tokens[this.#at]) ?? null
    if (found !== null) this.#at++
    return found
  }
}
