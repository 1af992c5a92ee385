/** Puts stable tokens in the place of what names a tenant and what is in it: by what a field is, and in sentences by what was seen and by how it looks. Pure but for the hash. */
import { encodedSpans } from './encoded.ts'
import { guidsIn, type Found } from './guids.ts'
import { hostsIn, isSharedHost } from './hosts.ts'
import { KnownNames } from './known-names.ts'
import { signInNamesIn } from './sign-in-names.ts'
import { replaceSpans, type Span } from './spans.ts'
import { kinds, TokenMint, type Kind } from './tokens.ts'

/** What a name stands for: things of several kinds may bear it; of none, it is the name of a role and stays. */
interface Meanings {
  readonly value: string
  readonly kinds: ReadonlySet<Kind>
}

const mostShown = 10_000

/** These mean the same in capitals and in small letters; a tenant and a file are known by them, whatever the case. */
const caseless: ReadonlySet<Kind> = new Set<Kind>(['user', 'host', 'id', 'tenant', 'file'])

export class Pseudonymizer {
  readonly #mint: TokenMint
  readonly #names = new KnownNames<Meanings>()
  readonly #kept = new Set<string>()
  /** Sentences that were looked through since the last name was learned: those of findings are the same by the thousand. */
  readonly #shown = new Map<string, string>()

  /** `key`: 32 random bytes. */
  constructor(key: Uint8Array) {
    this.#mint = new TokenMint(key)
  }

  /** Ids that are the same in every tenant, and those of roles. */
  keepIdsIn(text: string): void {
    for (const { value } of guidsIn(text)) if (!this.#kept.has(value)) this.#keepId(value)
  }

  #keepId(id: string): void {
    this.#kept.add(id)
    this.#shown.clear()
  }

  keepsId(id: string): boolean {
    return this.#kept.has(id.toLowerCase())
  }

  /** The name of a role: it stays in sentences, unless something else bears it. */
  keepName(name: string): void {
    if (this.#names.get(name) !== undefined) return
    this.#shown.clear()
    this.#names.add(name, (known) => known ?? { value: name, kinds: new Set() })
  }

  /** What sentences may hold from now on, as it is written there, in JSON too. */
  learn(kind: Kind, value: string | null | undefined): void {
    if (value === null || value === undefined || this.#names.get(value)?.kinds.has(kind) === true) return
    const trimmed = value.trim()
    // Signs alone tell nothing and are in every sentence; ids and sign-in names are known by their looks in every spelling.
    if (isSigns(trimmed) || isGuid(trimmed) || isSignInName(trimmed)) return
    this.#shown.clear()
    const anyCase = caseless.has(kind) ? true : undefined
    for (const written of new Set([value, trimmed, JSON.stringify(value).slice(1, -1)])) {
      this.#names.add(
        written,
        (known) => ({
          value: known?.value === written ? written : value,
          kinds: new Set([...(known?.kinds ?? []), kind]),
        }),
        anyCase,
      )
    }
  }

  /** The token of what a field of this kind holds. A name that is a sign-in name, an id or a host is that. */
  name(kind: Kind, value: string): string {
    if (value === '') return value
    const meaning = meaningOf(kind, value)
    if (meaning.kind === 'id' && this.#kept.has(meaning.value)) return value
    if (meaning.kind === 'host' && isSharedHost(meaning.value)) return value
    return this.#mint.token(meaning.kind, meaning.value)
  }

  /** What a token that was shown stands for: whoever saw it may ask by it. Anything else means itself. */
  meant(shown: string): string {
    return this.#mint.valueOf(shown) ?? shown
  }

  /** A sentence with all that names something replaced. */
  text(text: string): string {
    const known = this.#shown.get(text)
    if (known !== undefined) return known
    const shown = this.#replaced(text, 0)
    if (this.#shown.size >= mostShown) this.#shown.clear()
    this.#shown.set(text, shown)
    return shown
  }

  #replaced(text: string, depth: number): string {
    const spans = [
      ...this.#spansOfNames(text),
      ...this.#spansOfLooks(guidsIn(text), 'id'),
      ...this.#spansOfLooks(signInNamesIn(text), 'user'),
      ...this.#spansOfLooks(hostsIn(text), 'host'),
      ...[...this.#mint.tokensIn(text)].map(({ start, end }) => ({ start, end, token: null })),
      ...encodedSpans(text, depth, (decoded) => this.#replaced(decoded, depth + 1)),
    ]
    return replaceSpans(text, spans)
  }

  *#spansOfNames(text: string): Generator<Span> {
    for (const { start, end, entry } of this.#names.in(text)) {
      const kind = kindMeant(entry.kinds, text, start)
      yield { start, end, token: kind === undefined ? null : this.name(kind, entry.value) }
    }
  }

  *#spansOfLooks(found: Iterable<Found>, kind: Kind): Generator<Span> {
    for (const { start, end, value } of found) {
      const token = this.name(kind, value)
      yield { start, end, token: token === value ? null : token }
    }
  }
}

/** Of things with one name the word before it says which is meant (`the Entra group *Agents*`), else the order of the kinds. */
function kindMeant(possible: ReadonlySet<Kind>, text: string, start: number): Kind | undefined {
  if (possible.size < 2) return [...possible][0]
  const word = /([a-z]+)[^a-z]{1,2}$/.exec(text.slice(Math.max(0, start - 20), start))?.[1]
  return kinds.find((kind) => possible.has(kind) && kind === word) ?? kinds.find((kind) => possible.has(kind))
}

/** What a value is, whatever field it stands in: who has no name goes by a sign-in name or an id. */
function meaningOf(kind: Kind, value: string): { readonly kind: Kind; readonly value: string } {
  const trimmed = value.trim()
  if (isGuid(trimmed)) return { kind: 'id', value: [...guidsIn(trimmed)][0]?.value ?? trimmed }
  if (isSignInName(trimmed)) return { kind: 'user', value: trimmed.toLowerCase() }
  return { kind, value: caseless.has(kind) ? value.toLowerCase() : value }
}

function isGuid(value: string): boolean {
  const [found] = guidsIn(value)
  return found !== undefined && found.start === 0 && found.end === value.length
}

function isSignInName(value: string): boolean {
  const [found] = signInNamesIn(value)
  return found !== undefined && found.start === 0 && found.end === value.length
}

function isSigns(value: string): boolean {
  return /^[\s!-/:-@[-`{-~]*$/.test(value)
}
