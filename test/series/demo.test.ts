/** The demo, from source, as a person starts it after a clone: it ends with 0 and shows the main job. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startProgram } from '../cli/process.ts'

test('demo shows a sync with progress, a capacity table, findings and one explained finding, and leaves nothing behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-series-'))
  const startedAt = performance.now()

  const { exitCode, stdout, stderr } = await startProgram(['demo'], { cwd: folder, env: { TMPDIR: folder } }).ended
  const left = readdirSync(folder)
  rmSync(folder, { recursive: true })

  console.log(`demo: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  expect(exitCode).toBe(0)
  const commands = stdout.split('\n').filter((line) => line.startsWith('$ '))
  expect(commands.map((line) => line.split(' ').slice(2, 3).join(' '))).toEqual([
    'sync',
    'capacity',
    'sync',
    'findings',
    'access',
    'explain',
  ])
  expect(stderr).toContain('read: power-platform/environments')
  expect(stdout).toContain('12.75 GB')
  expect(stdout).toContain('restricted-table-write')
  expect(stdout).toContain('That was the demo.')
  expect(stdout + stderr).not.toMatch(/ECONN|UNABLE_TO|^ {4}at /m)
  expect(left).toEqual([])
})
