/** Answers of `$batch`: each goes to the request that it is for, throttled ones are asked again, and what cannot be told apart is refused. */
import * as fc from 'fast-check'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { readBatch } from '../../connectors/graph/batch.ts'
import type { Graph } from '../../connectors/graph/graph.ts'
import { SeatledgerError } from '../../src/errors.ts'
import { anyJson, anyText, corpusOf, fuzzAsync } from './fuzz.ts'

const signal = new AbortController().signal
const Asked = z.object({
  requests: z.array(z.object({ id: z.string(), method: z.literal('GET'), url: z.string() })).min(1),
})
type Asked = z.infer<typeof Asked>['requests']

function unused(): never {
  throw new Error('not part of a batch')
}

/** A Graph that answers batches only. */
function graphOf(answer: (asked: Asked) => unknown, headers: Record<string, string> = {}) {
  const pauses: number[] = []
  const rounds: Asked[] = []
  const graph: Graph = {
    url: (path) => `https://graph.microsoft.com/v1.0${path}`,
    get: unused,
    list: unused,
    post: async (_, body) => {
      const { requests } = Asked.parse(body)
      rounds.push(requests)
      return { status: 200, headers, body: answer(requests), requestId: null }
    },
    pause: (ms) => void pauses.push(ms),
  }
  return { graph, pauses, rounds }
}

const transient = fc.constantFrom(429, 500, 502, 503, 504)
/** What one address answers, round by round, before it answers with its own body. */
const troubles = fc.array(fc.tuple(transient, fc.option(fc.integer({ min: 1, max: 5000 }))), { maxLength: 4 })

describe('a batch', () => {
  fuzzAsync(
    'gives each address its own body, however often it was throttled and in whatever order it was answered',
    fc.tuple(fc.array(troubles, { minLength: 1, maxLength: 20 }), fc.infiniteStream(fc.nat())),
    async ([scripts, order]) => {
      const met = scripts.map(() => 0)
      const { graph, pauses, rounds } = graphOf((asked) => {
        const responses = asked.map(({ id, url }) => {
          const index = Number(url.slice('/users/'.length))
          const [status, seconds] = scripts[index]?.[met[index] ?? 0] ?? [200, null]
          met[index] = (met[index] ?? 0) + 1
          const headers = seconds === null ? {} : { headers: { 'Retry-After': String(seconds) } }
          return { id, status, ...headers, ...(status === 200 ? { body: { of: index } } : {}) }
        })
        return { responses: responses.toSorted(() => ((order.next().value ?? 0) % 3) - 1) }
      })

      const { bodies } = await readBatch(
        graph,
        scripts.map((_, index) => `/users/${index}`),
        signal,
      )

      expect(bodies).toEqual(scripts.map((_, of) => ({ of })))
      const longest = Math.max(...scripts.map((script) => script.length))
      expect(rounds).toHaveLength(longest + 1)
      const waits = Array.from({ length: longest }, (_, round) => {
        const asked = scripts.flatMap((script) => script[round]?.[1] ?? [])
        return 1000 * (asked.length > 0 ? Math.max(...asked) : 2 ** round)
      })
      expect(pauses).toEqual(waits)
    },
  )

  const item = fc.record(
    {
      id: fc.oneof(fc.constantFrom('0', '1', '2', '', ' 1', '01', '0x1', '1.0'), anyJson),
      status: fc.oneof(fc.constantFrom(200, 204, 400, 403, 404, 429, 503, 99, 1000), anyJson),
      headers: fc.oneof(
        fc.dictionary(fc.constantFrom('Retry-After', 'retry-after', '__proto__'), anyJson, { maxKeys: 2 }),
        anyJson,
      ),
      body: fc.oneof(
        anyJson,
        anyText.map((code) => ({ error: { code } })),
      ),
    },
    { requiredKeys: [] },
  )

  fuzzAsync(
    'of anything ends in bodies of the two that were asked, or in a sentence of our own',
    fc.oneof(fc.record({ responses: fc.array(item, { maxLength: 3 }) }), anyJson),
    async (envelope) => {
      const { graph, pauses, rounds } = graphOf(() => envelope, { date: 'Tue, 24 Nov 2026 08:00:00 GMT' })
      try {
        const { bodies } = await readBatch(graph, ['/users/0', '/users/1'], signal)

        const { responses } = z
          .object({ responses: z.array(z.object({ id: z.string(), status: z.int(), body: z.unknown().optional() })) })
          .parse(envelope)
        expect(responses.map(({ id }) => id).toSorted()).toEqual(['0', '1'])
        expect(responses.every(({ status }) => status >= 200 && status < 300)).toBe(true)
        for (const { id, body } of responses) expect(bodies[Number(id)]).toEqual(body)
      } catch (error) {
        if (!(error instanceof SeatledgerError)) throw error
        expect(error.message).toMatch(/^(GET|POST) [\x20-\x7e]{1,200}$/)
      }
      expect(rounds.length).toBeLessThanOrEqual(8)
      for (const ms of pauses) expect(Number.isFinite(ms) && ms > 0).toBe(true)
    },
    corpusOf('graph-batch'),
  )
})
