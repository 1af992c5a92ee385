/** One source after the other: the next of an API begins when the one before has its first answer, so that a kill catches at most one of each API at its start. */

export class StartTurns {
  readonly #last = new Map<string, Promise<void>>()

  /** Resolves when it is this source's turn; `over` is to be called at its first answer, and at its end in any case. */
  async turn(sourceId: string): Promise<{ readonly over: () => void }> {
    const [api = sourceId] = sourceId.split('/')
    const before = this.#last.get(api) ?? Promise.resolve()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last.set(api, promise)
    await before
    return { over: resolve }
  }
}
