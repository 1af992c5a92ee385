/** docs/alerts.md says what the code does, and its verifier verifies. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { mostListed, mostOpened } from '../../src/alerts/changes.ts'
import { longestHours, settle } from '../../src/alerts/retry.ts'
import { signatureOf } from '../../src/alerts/signature.ts'
import { roundMs } from '../../src/cli/alerts-send.ts'
import { AlertDocument } from '../../src/model/alert.ts'

const page = readFileSync(new URL('../../docs/alerts.md', import.meta.url), 'utf8')
const block = (kind: string): string => page.split(`\`\`\`${kind}\n`)[1]?.split('```')[0] ?? ''

const folder = mkdtempSync(join(tmpdir(), 'seatledger-verifier-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))


async function verifier() {
  const path = join(folder, 'verifier.mjs')
  writeFileSync(path, block('js verifier'))
  const loaded: unknown = await import(pathToFileURL(path).href)
  const Verify = z.custom<(...words: readonly unknown[]) => unknown>((one) => typeof one === 'function')
  return z.object({ isFromSeatledger: Verify }).parse(loaded).isFromSeatledger
}

describe('the verifier of the page', () => {
  const now = Date.parse('2026-11-24T08:00:00Z')
  const body = '{"name":"Zoë 漢","half":"\\ud83d"}'
  const signature = signatureOf('secret', body, now)

  test('has ten lines', () => {
    expect(block('js verifier').trim().split('\n')).toHaveLength(10)
  })

  test('takes what is signed, as text and as bytes', async () => {
    const verify = await verifier()

    expect(verify(signature, body, 'secret', now)).toBe(true)
    expect(verify(signature, Buffer.from(body), 'secret', now + 299_000)).toBe(true)
  })

  test('refuses what is changed, old, of the future, under another secret, or signed in no way', async () => {
    const verify = await verifier()
    const [t = '', v1 = ''] = signature.split(',')
    const refused: readonly (readonly unknown[])[] = [
      [signature, `${body} `, 'secret', now],
      [signature, body, 'other', now],
      [signature, body, 'secret', now + 301_000],
      [signature, body, 'secret', now - 301_000],
      [`${t},${v1.slice(0, -2)}`, body, 'secret', now],
      [`${t},v1=`, body, 'secret', now],
      [`t=${now / 1000 + 60},${v1}`, body, 'secret', now],
      [v1, body, 'secret', now],
      ['', body, 'secret', now],
      [undefined, body, 'secret', now],
      ['nonsense', body, 'secret', now],
    ]

    expect(refused.filter((words) => verify(...words) !== false)).toEqual([])
  })
})

test('the example is a document of the schema, with every field of it', () => {
  expect(AlertDocument.parse(JSON.parse(block('json')))).toMatchObject({ schema: 'seatledger.alert/1' })
})

test('figures are those of the code', () => {
  expect(page).toContain(`Each list holds ${mostListed} entries at most`)
  expect(page).toContain(`at most ${mostOpened} a sync`)
  expect(page).toContain(`not delivered after ${longestHours} hours`)
  expect(page).toContain(`for ${roundMs / 1000} seconds within a sync`)
})

test('the table of what becomes of an answer is what becomes of it', () => {
  const [, listed = ''] = /\| ([\d, ]+) \| a dead letter at once/.exec(page) ?? []
  const dead = Array.from({ length: 500 }, (_, index) => index + 100).filter((status) => {
    const at = '2026-11-24T08:00:00.000Z'
    const answer = { kind: 'answer', status, retryAfterMs: null } as const
    return settle({ answer, attempts: 1, createdAt: at, nowMs: Date.parse(at), random: 0, isFlow: false }).state === 'dead'
  })

  expect(listed.split(', ').map(Number)).toEqual(dead)
})
