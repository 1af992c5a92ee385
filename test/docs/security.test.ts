/** docs/security.md says what the code does: permissions, sources, gate, bounds and files, each held against its place. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defaultLimits } from '../../connectors/transport/phases.ts'
import { reads } from '../../src/cli/least-permissions.ts'
import { mendingCommand } from '../../src/doctor/commands.ts'
import { sourceIds } from '../../src/model/coverage.ts'
import { longestInterruptionMs } from '../../src/sync/longest-interruption.ts'
import { historyDays } from '../../src/usage/run-figures.ts'

const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const page = read('docs/security.md')

/** Source ids of a row of the permission table, by what grants them. */
const rows = page
  .split('\n')
  .filter((line) => /^\| `(?:graph|power-platform|dataverse)\//.test(line))
  .map((line) => line.split('|').map((part) => part.trim()))
  .map(([, sources = '', permission = '']) => ({ sources: [...sources.matchAll(/`([^`]+\/[^`]+)`/g)].map(([, id]) => id), permission }))

const graphPermission = /\b[A-Z][A-Za-z]*\.Read[A-Za-z]*\.All\b/g

/** Every TypeScript file below a folder. */
function sourcesIn(folder: string): string {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(`${folder}${name}`))
    .join('\n')
}

test('every source stands in the table of permissions once', () => {
  const inTable = rows.flatMap(({ sources }) => sources)

  expect(inTable).toHaveLength(sourceIds.length)
  expect(new Set(inTable)).toEqual(new Set(sourceIds))
})

test('the permissions are those that connectors, help and doctor ask for, and no others', () => {
  const asked = new Set(`${sourcesIn('connectors/')}${sourcesIn('src/doctor/')}${reads}`.match(graphPermission))

  expect(new Set(page.match(graphPermission))).toEqual(asked)
})

test('each source is granted by what the doctor prints for it', () => {
  const environment = { id: 'env-1', name: 'One' }
  const ids = { 'Organization.Read.All': '498476ce', 'User.Read.All': 'df021288', 'GroupMember.Read.All': '98830695', 'AuditLog.Read.All': 'b0afded3' }
  for (const { sources, permission } of rows) {
    const name = permission.match(graphPermission)?.[0]
    const words = Object.entries(ids).find(([one]) => one === name)?.[1] ?? (permission.includes('admin application') ? 'pac admin application register' : 'Service Reader')
    for (const source of sourceIds.filter((id) => sources.includes(id))) {
      expect([source, mendingCommand({ source, environment }, 'client')]).toEqual([source, expect.stringContaining(permission.includes('the same') ? 'Service Reader' : words)])
    }
  }
})

test('the requests that the gate lets through are named', () => {
  const gate = read('connectors/transport/read-only.ts')
  const named = ['getByIds', 'listTenantSettings', 'devicecode', 'token', '$batch']

  for (const word of named) {
    expect(page).toContain(word)
    expect(gate.replaceAll('\\', '')).toContain(word)
  }
})

test('alerts leave by a way that the gate, the tokens and their walls know nothing of', () => {
  const walls = read('.dependency-cruiser.mjs')

  for (const wall of ['alerts-go-their-own-way', 'nobody-else-sends']) expect(walls).toContain(`'${wall}'`)
  expect(page).toContain('(`connectors/webhook/`)')
  expect(sourcesIn('connectors/webhook/')).not.toMatch(/authorization|token\(|axios/i)
  expect(read('connectors/webhook/post.ts')).toContain('defaultAnswerMs = 15_000')
  expect(page).toContain('within 15 s')
})

test('bounds, times and file names are those of the code', () => {
  expect(page).toContain(`one answer, unpacked | ${defaultLimits.bodyBytes / 1024 / 1024} MiB`)
  expect(page).toContain(`within ${longestInterruptionMs / 3_600_000} hours`)
  expect(page).toContain(`looks back ${historyDays}\ndays`)
  expect(read('connectors/transport/pages.ts')).toContain('mostPages = 100_000')
  expect(read('src/cli/import-usage.ts')).toContain('larger than 64 MB')
  const names = read('src/store/staging-path.ts')
  for (const part of ['.staging-', '.lock-']) {
    expect(names).toContain(part)
    expect(page).toContain(`\`<store>${part}<tenant>\``)
  }
})
