/** Names that were seen, and where a text holds them: every text is gone through once, however many names there are. */

export interface NameFound<T> {
  readonly start: number
  readonly end: number
  readonly entry: T
}

/** A word, or one character that belongs to none: a name can begin and end only where one of them does. */
const run = /[\p{L}\p{N}\p{M}_]+|[^]/u
const runs = new RegExp(run, 'gu')
const wordCharacter = /^[\p{L}\p{N}\p{M}_]/u
const plainWord = /^\p{L}+$/u

export class KnownNames<T> {
  readonly #exact = new Map<string, T>()
  readonly #folded = new Map<string, T>()
  /** Lengths of the names that begin with a run, the longest first. */
  readonly #lengths = new Map<string, number[]>()

  /** `anyCase`: also as it is written in capitals or in small letters. One plain word is a word of the language too, so that it is not. */
  add(name: string, entryOf: (known: T | undefined) => T, anyCase = !plainWord.test(name)): void {
    if (name === '') return
    this.#exact.set(name, entryOf(this.#exact.get(name)))
    const folded = name.toLowerCase()
    if (anyCase) this.#folded.set(folded, entryOf(this.#folded.get(folded)))
    this.#index(name)
  }

  get(name: string): T | undefined {
    return this.#exact.get(name)
  }

  /** The longest name at each place, also where one begins within another: who is to say which is meant. */
  *in(text: string): Generator<NameFound<T>> {
    if (this.#exact.size === 0) return
    for (const { 0: first, index } of text.matchAll(runs)) {
      const found = this.#at(text, index, first)
      if (found !== null) yield found
    }
  }

  #at(text: string, start: number, first: string): NameFound<T> | null {
    for (const length of this.#lengths.get(first.toLowerCase()) ?? []) {
      const end = start + length
      if (end > text.length) continue
      const written = text.slice(start, end)
      const entry = this.#exact.get(written) ?? this.#folded.get(written.toLowerCase())
      if (entry !== undefined && endsThere(text, end)) return { start, end, entry }
    }
    return null
  }

  #index(name: string): void {
    const first = run.exec(name)?.[0].toLowerCase() ?? ''
    const lengths = this.#lengths.get(first) ?? []
    if (lengths.includes(name.length)) return
    lengths.push(name.length)
    this.#lengths.set(
      first,
      lengths.toSorted((a, b) => b - a),
    )
  }
}

/** Not within a word. */
function endsThere(text: string, end: number): boolean {
  return end === text.length || !wordCharacter.test(lastOf(text, end)) || !wordCharacter.test(firstOf(text, end))
}

function firstOf(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0)
}

function lastOf(text: string, end: number): string {
  const low = text.charCodeAt(end - 1)
  const isPair = low >= 0xdc00 && low <= 0xdfff && end >= 2
  return firstOf(text, isPair ? end - 2 : end - 1)
}
