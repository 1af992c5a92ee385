/** A refusal on its way out: what went wrong; each API turns it into its own error body. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.name = 'Refused'
    this.status = status
    this.code = code
    this.headers = headers
  }
}
