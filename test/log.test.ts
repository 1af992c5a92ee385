import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLog, createScrub } from '../src/log.ts'
import { acting, hostileNames } from './hostile-names.ts'

const jwt = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwcyJ9.c2lnbmF0dXJl-_x'

describe('the log', () => {
  it('writes one JSON line per event, with its level, time and fields', () => {
    const lines: string[] = []
    const log = createLog({ write: (line) => lines.push(line) })

    log.info('source-read', { dataset: 'users', count: 3, durationMs: 12, requestId: null })

    expect(lines).toHaveLength(1)
    expect(lines[0]?.endsWith('\n')).toBe(true)
    const line: unknown = JSON.parse(lines[0] ?? '')
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
      dataset: 'users',
      count: 3,
      durationMs: 12,
      requestId: null,
      event: 'source-read',
    })
  })

  it('says nothing below its level', () => {
    const lines: string[] = []
    const log = createLog({ write: (line) => lines.push(line), level: 'warn' })

    log.debug('request')
    log.info('request')
    log.warn('due-times-skipped')
    log.error('job-failed')

    expect(lines.map((line) => /"level":"(\w+)"/.exec(line)?.[1])).toEqual(['warn', 'error'])
  })

  it('leaves secrets out of every field, in whatever text they stand', () => {
    const lines: string[] = []
    const log = createLog({ write: (line) => lines.push(line), secrets: ['canary"sec\\ret', 'canary'] })

    log.error('failed', { message: 'sent canary"sec\\ret and canary', authorization: 'Basic abc', token: 'plain' })

    expect(lines.join('')).not.toContain('canary')
    expect(lines.join('')).not.toContain('sec')
    expect(lines.join('')).toContain('"message":"sent *** and ***"')
    expect(lines.join('')).toContain('"authorization":"***","token":"***"')
  })
})

describe('a log line with hostile text', () => {
  it.each(Object.entries(hostileNames))('is one line that acts on nothing, and holds the text: %s', (_, hostile) => {
    const lines: string[] = []
    const log = createLog({ write: (line) => lines.push(line) })

    log.warn('not-whole', { environment: hostile, reason: `${hostile} is not complete` })

    expect(lines.join('').split('\n')).toHaveLength(2)
    expect(lines.join('')).not.toMatch(acting)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ environment: hostile, reason: `${hostile} is not complete` })
  })
})

describe('the scrub', () => {
  it.each([
    [`Authorization: Bearer ${jwt}`, 'Authorization: ***'],
    [`got ${jwt}.`, 'got ***.'],
    ['Bearer abc.def~g+/=', '***'],
    ['client_id=1&client_secret=s3cr&t=2', 'client_id=1&client_secret=***&t=2'],
    ['{"access_token":"opaque","expires_in":1}', '{"access_token":"***","expires_in":1}'],
    ['the token file is missing', 'the token file is missing'],
    ['GET /v1.0/users 403', 'GET /v1.0/users 403'],
  ])('turns %s into %s', (text, scrubbed) => {
    expect(createScrub()(text)).toBe(scrubbed)
  })

  it('leaves no known secret in any text, as it is or encoded for a URL', () => {
    const secret = fc.string({ minLength: 8, maxLength: 20 }).filter((text) => !'***'.includes(text[0] ?? '*'))
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        const scrubbed = createScrub([value])(`${before}${value}${after} ${encodeURIComponent(value)}`)
        expect(scrubbed).not.toContain(value)
      }),
    )
  })
})
