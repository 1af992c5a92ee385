/** A session of the official client with the real command: a process of its own, over standard input and output. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { CallToolResultSchema, type CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { onTestFinished } from 'vitest'
import { entry } from '../cli/process.ts'

export interface Session {
  readonly client: Client
  /** The result of a tool, its structured content held against the schema that the server gave. */
  readonly call: (name: string, args?: Record<string, unknown>) => Promise<CallToolResult>
  readonly close: () => Promise<void>
}

/** To be called inside a test: it ends with it. */
export async function openSession(env: Readonly<Record<string, string>>): Promise<Session> {
  const session = await startSession(env)
  onTestFinished(session.close)
  return session
}

/** Nothing of this shell's variables reaches the command but the path. */
export async function startSession(
  env: Readonly<Record<string, string>>,
  argv: readonly string[] = [],
): Promise<Session> {
  const cwd = mkdtempSync(join(tmpdir(), 'seatledger-mcp-'))
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [entry, 'mcp', ...argv],
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd, ...env },
    stderr: 'ignore',
  })
  const client = new Client({ name: 'test', version: '1.0.0' })
  await client.connect(transport)
  // The client learns the schemas of the answers from the list, and validates by them.
  await client.listTools()
  return {
    client,
    call: async (name, args = {}) => CallToolResultSchema.parse(await client.callTool({ name, arguments: args })),
    close: async () => {
      await client.close()
      rmSync(cwd, { recursive: true, force: true })
    },
  }
}

export function textOf({ content }: CallToolResult): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('\n')
}
