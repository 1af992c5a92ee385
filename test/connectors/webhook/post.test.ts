/** What goes to a receiver and what is made of its answer, over real sockets: hostile receivers, redirects, proxies and names that lead elsewhere. */
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { guardedLookup } from '../../../connectors/webhook/guarded-lookup.ts'
import { openPoster, type PosterParts } from '../../../connectors/webhook/post.ts'
import type { AlertRequest } from '../../../src/model/alert.ts'
import {
  createCertificates,
  startConnectProxy,
  startLoopback,
  trust as trustAuthority,
  type Certificates,
} from '../loopback.ts'

const noProxy = { httpsProxy: null, noProxy: null }
let certificates: Certificates
const open: (() => void)[] = []

beforeAll(async () => {
  certificates = await createCertificates()
  trustAuthority(certificates)
})
afterEach(() => {
  for (const close of open.splice(0)) close()
})

/** An http receiver on this machine. */
async function receiver(listener: http.RequestListener): Promise<string> {
  const server = http.createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${portOf(server.address())}/hook?sig=canary`
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port')
  return address.port
}

const now = (): number => Date.parse('2026-11-24T08:00:00Z')

function post(request: Partial<AlertRequest>, parts: Partial<PosterParts> = {}) {
  const poster = openPoster({ proxy: noProxy, userAgent: 'seatledger/test', now, ...parts })
  open.push(() => poster.close())
  return poster.post({
    url: 'https://hooks.contoso.example/a',
    headers: {},
    body: '{}',
    trust: 'operator',
    signal: new AbortController().signal,
    ...request,
  })
}

describe('a message', () => {
  test('arrives byte for byte, as JSON, with our headers and no credential', async () => {
    const body = '{"name":"Zoë \\ud83d","text":"漢"}'
    const got: {
      method?: string | undefined
      url?: string | undefined
      headers: http.IncomingHttpHeaders
      body: string
    }[] = []
    const url = await receiver((request, response) => {
      let text = ''
      request.setEncoding('utf8').on('data', (piece: string) => (text += piece))
      request.on('end', () => {
        got.push({ method: request.method, url: request.url, headers: request.headers, body: text })
        response.writeHead(202).end()
      })
    })

    const answer = await post({ url, body, headers: { 'seatledger-event-id': 'event-1' } })

    expect(answer).toEqual({ kind: 'answer', status: 202, retryAfterMs: null })
    expect(got).toMatchObject([{ method: 'POST', url: '/hook?sig=canary', body }])
    const { host: _host, ...headers } = got[0]?.headers ?? {}
    expect(headers).toEqual({
      accept: '*/*',
      connection: 'keep-alive',
      'content-length': String(Buffer.byteLength(body)),
      'content-type': 'application/json',
      'seatledger-event-id': 'event-1',
      'user-agent': 'seatledger/test',
    })
  })

  test.each([
    ['7', {}, 7000],
    ['Tue, 24 Nov 2026 08:01:00 GMT', {}, 60_000],
    ['Tue, 24 Nov 2026 09:01:00 GMT', { date: 'Tue, 24 Nov 2026 09:00:00 GMT' }, 60_000],
    ['soon', {}, null],
    ['-1', {}, null],
  ])('that is refused with Retry-After %s, %j waits so long', async (value, more, retryAfterMs) => {
    const url = await receiver((_, response) => {
      response.sendDate = false
      response.writeHead(503, { 'retry-after': value, ...more }).end()
    })

    expect(await post({ url })).toEqual({ kind: 'answer', status: 503, retryAfterMs })
  })

  test('goes where the address leads, however it is written', async () => {
    const url = await receiver((_, response) => response.end())

    expect(await post({ url: ` ${url.replace('http', 'HTTP')}#part` })).toMatchObject({ status: 200 })
  })

  test('is not carried along a redirect', async () => {
    let asked = 0
    const elsewhere = await receiver((_, response) => {
      asked += 1
      response.end()
    })
    const url = await receiver((_, response) => response.writeHead(307, { location: elsewhere }).end())

    expect(await post({ url })).toMatchObject({ kind: 'answer', status: 307 })
    expect(asked).toBe(0)
  })
})

describe('a hostile receiver', () => {
  test('that never ends its answer has answered all the same, and its connection is closed', async () => {
    const { promise: isClosed, resolve: closed } = Promise.withResolvers<void>()
    const url = await receiver((_, response) => {
      response.writeHead(200)
      const more = (): void => {
        while (response.write(Buffer.alloc(65_536)));
      }
      response.on('drain', more).on('close', () => closed())
      more()
    })

    expect(await post({ url })).toMatchObject({ status: 200 })
    await isClosed
  })

  test('that never answers is left after a while', async () => {
    const url = await receiver(() => undefined)

    expect(await post({ url }, { answerMs: 50 })).toEqual({ kind: 'failure', sentence: 'no answer within 0.05 s' })
  })

  test.each([
    [
      'answers no HTTP',
      (socket: net.Socket) => socket.end('SSH-2.0-OpenSSH\r\n'),
      /^the connection to 127\.0\.0\.1:\d+ broke/,
    ],
    ['breaks the connection', (socket: net.Socket) => socket.destroy(), /^the connection to 127\.0\.0\.1:\d+ broke/],
    [
      'answers endless headers',
      (socket: net.Socket) => socket.end(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`),
      /^the headers of the answer of 127\.0\.0\.1:\d+ are larger/,
    ],
  ])('that %s is a failure in our words', async (_, act, sentence) => {
    const server = net.createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => act(socket))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${portOf(server.address())}/hook?sig=canary`

    const answer = await post({ url })

    expect(answer).toEqual({ kind: 'failure', sentence: expect.stringMatching(sentence) })
    expect(JSON.stringify(answer)).not.toContain('canary')
  })

  test('that is not there is a failure too', async () => {
    const answer = await post({ url: 'http://127.0.0.1:1/canary' })

    expect(answer).toEqual({ kind: 'failure', sentence: '127.0.0.1:1 cannot be reached (ECONNREFUSED)' })
  })
})

const resolve = (trust: AlertRequest['trust'], all: boolean): Promise<unknown[]> =>
  new Promise((done) => guardedLookup(trust)('localhost', { all }, (...found) => done(found)))

describe('an address', () => {
  test.each([
    ['http://hooks.contoso.example/a', 'operator', 'not sent: the address is not https'],
    [
      'https://169.254.169.254/a',
      'operator',
      'not sent: the address names the link of this machine or a metadata service',
    ],
    ['https://localhost/a', 'flow', 'not sent: the address names no public host'],
  ] as const)('%s of the %s is refused before anything is sent', async (url, trust, sentence) => {
    expect(await post({ url, trust })).toEqual({ kind: 'failure', sentence })
  })

  test('is looked at where its name leads: a flow must not lead onto this machine', async () => {
    expect(await resolve('flow', true)).toEqual([expect.objectContaining({ code: 'ERR_RECEIVER_REFUSED' }), ''])
    expect(await resolve('operator', true)).toEqual([
      null,
      expect.arrayContaining([expect.objectContaining({ family: 4 })]),
    ])
    expect(await resolve('operator', false)).toEqual([null, expect.stringMatching(/^(127\.|::1)/), expect.any(Number)])
  })
})

describe('over https', () => {
  test('the certificate is checked, and the proxy carries the message without reading it', async () => {
    const receiverOverTls = await startLoopback(certificates, (request, response) => {
      request.resume().on('end', () => response.writeHead(204).end())
    })
    const proxy = await startConnectProxy()
    onTestFinished(() => receiverOverTls.close())
    onTestFinished(() => proxy.close())
    const url = `${receiverOverTls.origin}/hook?sig=canary`

    expect(await post({ url }, { proxy: { httpsProxy: proxy.url, noProxy: null } })).toMatchObject({ status: 204 })
    expect(await post({ url })).toMatchObject({ status: 204 })
    const wrongName = await post({ url: url.replace('localhost', '127.0.0.1') })

    expect(proxy.tunnels).toEqual([new URL(receiverOverTls.origin).host])
    expect(wrongName).toEqual({
      kind: 'failure',
      sentence: expect.stringMatching(/certificate of 127.0.0.1:\d+ is not valid/),
    })
  })
})

test('a stop ends it at once, with the reason of the stop', async () => {
  const stop = new AbortController()
  const url = await receiver(() => stop.abort(new Error('stopped by the test')))

  await expect(post({ url, signal: stop.signal })).rejects.toThrow('stopped by the test')
})
