/** The page about the assistant names the tools that there are. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mostCharacters } from '../../src/mcp/bounds.ts'
import { createTools } from '../../src/mcp/tools.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/mcp.md'), 'utf8')
const nobody = async (): Promise<never> => Promise.reject(new Error('nobody is asked'))

test('docs/mcp.md lists every tool, in their order, and the size of an answer', () => {
  const tools = createTools({
    editions: ['contact-center-2025-02'],
    capacity: nobody,
    findings: nobody,
    access: nobody,
    explanation: nobody,
    rights: nobody,
    plan: nobody,
  })

  const listed = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)

  expect(listed).toEqual(tools.map(({ name }) => name))
  expect(page).toContain(mostCharacters.toLocaleString('en-US'))
})
