/** Lets a caller go at once when it is stopped, whatever it waits for. */

/** Settles as `work` does, or rejects with `error()` as soon as the signal aborts; the work itself goes on unheard. */
export function unlessStopped<T>(work: Promise<T>, signal: AbortSignal, error: () => Error): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(error())
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
