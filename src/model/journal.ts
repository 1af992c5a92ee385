/** Answers of a service that outlive the process which asked: who takes up an interrupted sync asks only for what is missing. */

/** A success as it came over the wire, without anything of the request. */
export interface KeptAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
}

/** `request` names a request whole: method, address, headers of its own and body, never a token. */
export interface AnswerJournal {
  /** What an interrupted sync was answered to this request, each answer once and in the order in which they came; null where it must be asked. */
  take(request: string): KeptAnswer | null
  keep(request: string, answer: KeptAnswer): void
}
