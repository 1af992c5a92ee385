/** Server-sent events over `fetch`, which unlike EventSource can carry a bearer token. Takes up where it was cut off. */
import { isAbort, send } from './client.ts'
import { harmlessValue } from './harmless.ts'

export interface ServerEvent {
  readonly event: string
  readonly data: unknown
  readonly id: string | null
}

const longestTries = 5

/** Ends where the service ends the stream; after a cut it asks again from the last id. */
export async function* follow(path: string, signal: AbortSignal): AsyncGenerator<ServerEvent, void> {
  let lastEventId: string | undefined
  for (let tries = 0; tries < longestTries; tries += 1) {
    try {
      const response = await send(path, { signal, ...(lastEventId === undefined ? {} : { lastEventId }) })
      for await (const event of events(response)) {
        tries = 0
        lastEventId = event.id ?? lastEventId
        yield event
      }
      return
    } catch (error) {
      if (isAbort(error) || signal.aborted) return
      if (tries === longestTries - 1) throw error
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  }
}

async function* events(response: Response): AsyncGenerator<ServerEvent, void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (reader === undefined) return
  let text = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    text += value.replaceAll('\r\n', '\n')
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = parse(block)
      if (event !== null) yield event
    }
  }
}

function parse(block: string): ServerEvent | null {
  const lines = block.split('\n').filter((line) => !line.startsWith(':'))
  const field = (name: string): string[] =>
    lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ''))
  const data = field('data').join('\n')
  if (data === '') return null
  return { event: field('event')[0] ?? 'message', data: JSON.parse(data, harmlessValue), id: field('id')[0] ?? null }
}
