/** Answers as they were sent, as long as nothing changed under them; each is made once, however many ask for it at a time. */
import { createHash, randomBytes } from 'node:crypto'

export interface Answer {
  /** JSON, as the bytes that are sent: a page is encoded once. */
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string>>
}

export interface Stamped {
  /** Changes when anything changes that an answer rests on; cheap. */
  stamp(): Promise<string>
}

/** Together, in bytes. */
const mostKept = 64_000_000
const mostTries = 3

export class AnswerCache {
  /** Of this start: another one may run another version, or under other settings. */
  readonly #nonce = randomBytes(8).toString('base64url')
  readonly #answers = new Map<string, Answer>()
  readonly #underWay = new Map<string, Promise<Answer>>()
  #kept = 0
  #stamps = new Map<Stamped, string>()

  /** A strong tag of what `of` would answer to `key` now. */
  async etag(of: Stamped, key: string): Promise<string> {
    const about = `${this.#nonce}\n${await of.stamp()}\n${key}`
    return `"${createHash('sha256').update(about).digest('base64url').slice(0, 22)}"`
  }

  async answer(of: Stamped, key: string, make: () => Promise<Answer>): Promise<Answer> {
    const stamp = await of.stamp()
    if (this.#stamps.get(of) !== stamp) this.#forget(of, stamp)
    const name = `${stamp}\n${key}`
    const known = this.#answers.get(name)
    if (known !== undefined) return known
    const waited = this.#underWay.get(name) ?? this.#make(of, stamp, name, make)
    return waited
  }

  #make(of: Stamped, stamp: string, name: string, make: () => Promise<Answer>): Promise<Answer> {
    const made = unchanged(of, stamp, make)
      .then((answer) => {
        this.#keep(name, answer)
        return answer
      })
      .finally(() => this.#underWay.delete(name))
    this.#underWay.set(name, made)
    return made
  }

  #keep(name: string, answer: Answer): void {
    if (answer.body.length > mostKept / 4) return
    this.#answers.set(name, answer)
    this.#kept += answer.body.length
    for (const [oldest, { body }] of this.#answers) {
      if (this.#kept <= mostKept) return
      this.#answers.delete(oldest)
      this.#kept -= body.length
    }
  }

  /** One tenant's store changed: what is older is asked for no more. */
  #forget(of: Stamped, stamp: string): void {
    const before = this.#stamps.get(of)
    this.#stamps.set(of, stamp)
    for (const [name, { body }] of this.#answers) {
      if (before === undefined || !name.startsWith(`${before}\n`)) continue
      this.#answers.delete(name)
      this.#kept -= body.length
    }
  }
}

/** A run may be stored between two looks of one answer: it is made again then, so that it is of one run. */
async function unchanged(of: Stamped, stamp: string, make: () => Promise<Answer>): Promise<Answer> {
  let before = stamp
  for (let tries = 1; ; tries += 1) {
    const answer = await make()
    const after = await of.stamp()
    if (after === before || tries >= mostTries) return answer
    before = after
  }
}
