/** Answers as they were sent, as long as nothing changed under them; each is made once, however many ask for it at a time. */
import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'

export interface Made {
  /** JSON, as the bytes that are sent: a page is encoded once. */
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string>>
}

export interface Answer extends Made {
  /** A strong tag of what it says. */
  readonly etag: string
}

export interface Stamped {
  /** Changes when anything changes that an answer rests on; cheap. */
  stamp(): Promise<string>
}

/** Together, in bytes. */
const mostKept = 64_000_000
const mostTries = 3
/** How long answers of the run before are given while those of the new one are made. */
const holdMs = 60_000
/** How many are made anew for a new run before it is told of. */
const mostRenewed = 100

interface Kept {
  readonly answer: Answer
  readonly make: () => Promise<Made>
}

export interface CacheParts {
  /** While a sync goes on and ends: the run before is shown until the new one can be shown as fast. */
  readonly isHolding: () => boolean
  readonly clock: Pick<Clock, 'now'>
}

export class AnswerCache {
  /** Of this start: another one may run another version, or under other settings. */
  readonly #nonce = randomBytes(8).toString('base64url')
  readonly #parts: CacheParts
  readonly #answers = new Map<string, Kept>()
  readonly #underWay = new Map<string, Promise<Answer>>()
  /** What is shown of each, and since when there is something newer. */
  readonly #shown = new Map<Stamped, { readonly stamp: string; readonly outdatedAtMs: number | null }>()
  #kept = 0

  constructor(parts: CacheParts) {
    this.#parts = parts
  }

  async answer(of: Stamped, key: string, make: () => Promise<Made>): Promise<Answer> {
    const stamp = await of.stamp()
    const held = this.#heldStamp(of, stamp)
    const old = held === null ? undefined : this.#answers.get(`${held}\n${key}`)
    return old?.answer ?? this.#current(of, { stamp, key, make })
  }

  /** The tag of what would be answered now, where nothing older is held. */
  async etag(of: Stamped, key: string): Promise<string> {
    return this.#tag(await of.stamp(), key)
  }

  /** Makes anew what was asked for last, and shows it from then on. */
  async renew(of: Stamped): Promise<void> {
    const stamp = await of.stamp()
    const before = this.#shown.get(of)?.stamp
    if (before === undefined || before === stamp) return
    const old = [...this.#answers].filter(([name]) => name.startsWith(`${before}\n`)).slice(-mostRenewed)
    for (const [name, { make }] of old) {
      // What cannot be made now is told to who asks for it.
      await this.#current(of, { stamp, key: name.slice(before.length + 1), make }).catch(() => undefined)
    }
    this.#forget(of, stamp)
  }

  /** Something of ours changed what answers rest on: nothing older is shown from now on. */
  async changed(of: Stamped): Promise<void> {
    this.#forget(of, await of.stamp())
  }

  /** The stamp of the answers that are still shown; null where they are those of now. */
  #heldStamp(of: Stamped, stamp: string): string | null {
    const nowMs = this.#parts.clock.now()
    const shown = this.#shown.get(of)
    if (shown === undefined || shown.stamp === stamp) {
      this.#shown.set(of, { stamp, outdatedAtMs: null })
      return null
    }
    const outdatedAtMs = shown.outdatedAtMs ?? nowMs
    if (this.#parts.isHolding() && nowMs - outdatedAtMs < holdMs) {
      this.#shown.set(of, { ...shown, outdatedAtMs })
      return shown.stamp
    }
    this.#forget(of, stamp)
    return null
  }

  #tag(stamp: string, key: string): string {
    const about = `${this.#nonce}\n${stamp}\n${key}`
    return `"${createHash('sha256').update(about).digest('base64url').slice(0, 22)}"`
  }

  async #current(
    of: Stamped,
    { stamp, key, make }: { stamp: string; key: string } & Pick<Kept, 'make'>,
  ): Promise<Answer> {
    const name = `${stamp}\n${key}`
    const known = this.#answers.get(name)?.answer ?? this.#underWay.get(name)
    if (known !== undefined) return known
    const etag = this.#tag(stamp, key)
    const made = unchanged(of, stamp, make)
      .then((answer) => {
        this.#keep(name, { answer: { ...answer, etag }, make })
        return { ...answer, etag }
      })
      .finally(() => this.#underWay.delete(name))
    this.#underWay.set(name, made)
    return made
  }

  #keep(name: string, kept: Kept): void {
    const { length } = kept.answer.body
    if (length > mostKept / 4) return
    this.#answers.set(name, kept)
    this.#kept += length
    for (const [oldest, { answer }] of this.#answers) {
      if (this.#kept <= mostKept) return
      this.#answers.delete(oldest)
      this.#kept -= answer.body.length
    }
  }

  /** What is older than `stamp` is asked for no more. */
  #forget(of: Stamped, stamp: string): void {
    const before = this.#shown.get(of)?.stamp
    this.#shown.set(of, { stamp, outdatedAtMs: null })
    if (before === undefined || before === stamp) return
    for (const [name, { answer }] of this.#answers) {
      if (!name.startsWith(`${before}\n`)) continue
      this.#answers.delete(name)
      this.#kept -= answer.body.length
    }
  }
}

/** A run may be stored between two looks of one answer: it is made again then, so that it is of one run. */
async function unchanged(of: Stamped, stamp: string, make: () => Promise<Made>): Promise<Made> {
  let before = stamp
  for (let tries = 1; ; tries += 1) {
    const answer = await make()
    const after = await of.stamp()
    if (after === before || tries >= mostTries) return answer
    before = after
  }
}
