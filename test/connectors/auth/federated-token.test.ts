/** Sign-in by a federated token file, as workload identity leaves it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openConnection } from '../../../connectors/connection.ts'
import { mockWire } from '../../../mocks/nock.ts'
import { graphScope, presets } from '../../../src/clouds.ts'
import { ConfigurationError } from '../../../src/errors.ts'
import { settings, testClock, tokenAnswer, tokenUrl } from '../fixture.ts'

const scope = graphScope(presets.public)
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'seatledger-federated-'))
})
afterAll(() => rm(folder, { recursive: true }))

function open(file: string) {
  return openConnection({ ...settings, credential: { kind: 'federated-token', path: file } }, { clock: testClock() })
    .tokens
}

test('the file is the assertion, and is read again for the next token', async () => {
  const file = path.join(folder, 'token')
  await writeFile(file, 'first.assertion.x\n')
  const wire = mockWire().post(tokenUrl, tokenAnswer('one'), tokenAnswer('two'))
  const tokens = open(file)
  await tokens.token(scope)
  await writeFile(file, 'second.assertion.x\n')

  await tokens.token(scope, { fresh: true })

  const bodies = wire.requests.map((request) => new URLSearchParams(request.body))
  expect(bodies.map((body) => body.get('client_assertion'))).toEqual(['first.assertion.x', 'second.assertion.x'])
  expect(bodies[0]?.get('client_assertion_type')).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
  expect(bodies[0]?.has('client_secret')).toBe(false)
})

test.each([
  ['missing', null],
  ['empty', ' \n'],
])('a file that is %s is named, and nothing is sent', async (name, content) => {
  const file = path.join(folder, name)
  if (content !== null) await writeFile(file, content)
  const wire = mockWire()

  const token = open(file).token(scope)

  await expect(token).rejects.toBeInstanceOf(ConfigurationError)
  await expect(token).rejects.toThrow('AZURE_FEDERATED_TOKEN_FILE: the file cannot be read or is empty')
  expect(wire.requests).toEqual([])
})
