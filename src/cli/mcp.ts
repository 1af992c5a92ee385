/** `seatledger mcp`: the answers of the commands for an assistant, read-only, over standard input and output, until the input ends. */
import { once } from 'node:events'
import { Readable, Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { createServer } from '../mcp/server.ts'
import { createTools } from '../mcp/tools.ts'
import { version } from '../version.ts'
import { assistantAnswers } from './assistant-answers.ts'
import { exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'
import { openStoreProduct } from './product.ts'
import { shownError } from './shown-error.ts'

interface McpOptions {
  readonly edition?: string
  readonly verbose?: boolean
}

/** A question is a few hundred characters. */
const mostInputBytes = 1_048_576

export async function mcp(options: McpOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io, options)
  const { server, idle } = createServer({
    version,
    tools: createTools(assistantAnswers(product, io)),
    log: product.log,
    sentences: (error) => sentencesOf(error, io),
  })
  const input = io.stdin?.() ?? Readable.from([])
  const isOver = Promise.withResolvers<void>()
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the SDK has no other way
  server.onclose = () => isOver.resolve()
  // What was not understood may hold anything, so that only its kind is told.
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the SDK has no other way
  server.onerror = ({ name }) => product.log.warn('message-refused', { kind: name })
  await server.connect(new StdioServerTransport(input, outputOf(io), { maxBufferSize: mostInputBytes }))
  await Promise.race([isOver.promise, endOf(input, io.signal)])
  // An assistant that asks and closes its side is answered; its last question has just been read.
  await setImmediate()
  await idle()
  await setImmediate()
  await server.close()
  return exitCodes.fine
}

function sentencesOf(error: unknown, io: Io): string[] {
  const { message, hint } = shownError(error, io)
  return hint === null ? [message] : [message, hint]
}

async function endOf(input: Readable, signal: AbortSignal | undefined): Promise<void> {
  const ends = [once(input, 'end'), once(input, 'close')]
  await Promise.race(signal === undefined ? ends : [...ends, once(signal, 'abort')])
}

/** Standard output carries the protocol and nothing else. */
function outputOf(io: Io): Writable {
  return new Writable({
    decodeStrings: false,
    write(text, _encoding, done) {
      io.stdout(String(text))
      done()
    },
  })
}
