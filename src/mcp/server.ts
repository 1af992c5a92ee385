/** The MCP server: lists the tools and calls them, one call at a time; what a call says is harmless and of bounded size. */
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type CallToolResult,
} from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import type { Log } from '../log.ts'
import { bounded } from './bounds.ts'
import { harmless, harmlessText } from './harmless.ts'
import { instructions } from './instructions.ts'
import type { Tool } from './tool.ts'

export interface ServerParts {
  readonly version: string
  readonly tools: readonly Tool[]
  readonly log: Log
  /** What may be shown of an error: its sentence and what can be done. */
  readonly sentences: (error: unknown) => readonly string[]
}

const readOnly = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false }

export interface AssistantServer {
  readonly server: Server
  /** Resolves when the calls that have begun are answered. */
  readonly idle: () => Promise<void>
}

/** The low-level server of the SDK: the other one words bad input itself, as JSON of a schema library. */
export function createServer(parts: ServerParts): AssistantServer {
  const { version, tools } = parts
  const server = new Server(
    { name: 'seatledger', title: 'Seatledger', version },
    { capabilities: { tools: {} }, instructions },
  )
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.map(describeTool) }))
  let busy: Promise<unknown> = Promise.resolve()
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const tool = tools.find(({ name }) => name === params.name)
    if (tool === undefined) throw new McpError(ErrorCode.InvalidParams, `Unknown tool: ${harmlessText(params.name)}`)
    // Each call reads the store; a client that asks many things at once gets one after another.
    const called = busy.then(async () => callTool(tool, params.arguments ?? {}, parts))
    busy = called
    return called
  })
  const idle = async (): Promise<void> => {
    await busy
  }
  return { server, idle }
}

function describeTool({ name, title, description, input, output }: Tool) {
  return {
    name,
    title,
    description,
    inputSchema: objectSchema(input, 'input'),
    outputSchema: objectSchema(output, 'output'),
    annotations: { title, ...readOnly },
  }
}

function objectSchema(schema: z.ZodObject, io: 'input' | 'output') {
  return { ...z.toJSONSchema(schema, { target: 'draft-7', io }), type: 'object' as const }
}

/** Never throws: whatever went wrong is told to the assistant, so that it can ask otherwise. */
async function callTool(tool: Tool, given: unknown, { log, sentences }: ServerParts): Promise<CallToolResult> {
  try {
    const { document, paged = null } = await tool.call(given)
    const shown = z.record(z.string(), z.unknown()).parse(harmless(document))
    const answer = bounded(shown, paged)
    if (answer === null)
      return refusal(['The answer is too large.', 'Ask for less: one environment, one user, a smaller page.'])
    log.debug('tool-called', { tool: tool.name })
    return { content: [{ type: 'text', text: JSON.stringify(answer) }], structuredContent: answer }
  } catch (error) {
    log.debug('tool-refused', { tool: tool.name })
    return refusal(error instanceof z.ZodError ? inputSentences(tool, error) : sentences(error))
  }
}

function inputSentences({ name }: Tool, error: z.ZodError): string[] {
  const faults = error.issues.map(({ path, message }) =>
    [path.join('.'), message].filter((part) => part !== '').join(': '),
  )
  return [`The arguments of ${name} cannot be taken.`, ...faults]
}

function refusal(sentences: readonly string[]): CallToolResult {
  return { content: [{ type: 'text', text: sentences.map(harmlessText).join('\n') }], isError: true }
}
