/** A receiver of alerts on this machine: keeps what it got, and answers as it is told. */
import http from 'node:http'
import { AlertDocument } from '../../src/model/alert.ts'

export interface Received {
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
  readonly status: number
}

export interface Receiver {
  /** Holds a secret, as addresses of receivers do. */
  readonly url: string
  readonly received: Received[]
  /** Of those that were taken. */
  alerts(): AlertDocument[]
  /** The next answers; 202 when there are none left. */
  answerNext(...statuses: readonly number[]): void
  close(): Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const next: number[] = []
  const server = http.createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece))
    request.on('end', () => {
      const status = next.shift() ?? 202
      received.push({ url: request.url ?? '', headers: request.headers, body, status })
      response.writeHead(status).end('the answer holds canary-answer')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the receiver listens on no port')
  return {
    url: `http://127.0.0.1:${address.port}/hook?sig=canary-sig`,
    received,
    alerts: () =>
      received.filter(({ status }) => status < 300).map(({ body }) => AlertDocument.parse(JSON.parse(body))),
    answerNext: (...statuses) => next.push(...statuses),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
