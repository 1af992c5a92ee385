/** A tenant whose every name is hostile, through every command: as text, in both widths and in color, as JSON, in logs, progress and scripts. */
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FindingsDocument, SeatsDocument } from '../../src/model/documents.ts'
import { columnsOf } from '../../src/reporters/terminal/wrap.ts'
import { acting, hostileList, hostileNames, ownColors } from '../hostile-names.ts'
import { installProduct, type PracticeProduct, type Printed } from '../cli/practice-product.ts'
import { hostileTenant } from './hostile-tenant.ts'

const tenant = hostileTenant()
const names = new Map(tenant.users.map(({ id, displayName }) => [id, displayName]))

let stored: Buffer | null = null
let findingIds: string[] = []

/** The wire, and a store with one sync. */
async function synced(): Promise<PracticeProduct> {
  const product = installProduct(tenant)
  if (stored === null) {
    const printed = await product.run(['sync', '--evidence'])
    stored = product.storeBytes()
    if (stored === null) throw new Error(printed.stderr)
    const { findings } = await findingsOf(product)
    findingIds = [...new Map(findings.map(({ rule, id }) => [rule, id])).values()]
  } else writeFileSync(product.storePath, stored, { mode: 0o600 })
  return product
}

async function findingsOf(product: PracticeProduct): Promise<FindingsDocument> {
  const { stdout } = await product.run(['findings', '--status', 'all', '--json'])
  return FindingsDocument.parse(JSON.parse(stdout))
}

/** As a terminal gets it: our own colors taken away. */
function expectHarmless({ stdout, stderr }: Printed): void {
  for (const text of [stdout, stderr]) expect(acting.exec(text.replaceAll(ownColors, ''))).toBeNull()
}

/** Every line of a table is as wide as its border, and nothing is endless. */
function expectWholeTables({ stdout }: Printed, width: number): void {
  const lines = stdout.replaceAll(ownColors, '').split('\n')
  let border = 0
  for (const line of lines) {
    if (line.startsWith('┌')) border = columnsOf(line)
    expect(columnsOf(line)).toBe(/^[│├└]/.test(line) ? border : columnsOf(line))
    expect(columnsOf(line)).toBeLessThanOrEqual(line.startsWith('│') ? Math.max(width, 320) : 13_000)
  }
}

const usageFile = `use\u001b[2J\u202e=1+1.csv`

/** Every command that prints something of the tenant or of what was typed. */
const commands: readonly (readonly string[])[] = [
  ['sync', '--verbose'],
  ['sync', '--evidence'],
  ['capacity', '--verbose'],
  ['capacity', '--stored', '--compare', 'dynamics-365-2026-07'],
  ['doctor'],
  ['doctor', '--verbose'],
  ['doctor', '--script', 'pac'],
  ['doctor', '--script', 'powershell'],
  ['access'],
  ['access', '--by', 'role'],
  ['access', '--by', 'table'],
  ['access', '--by', 'environment'],
  ['findings', '--status', 'all'],
  ['explain', 'record-routes'],
  ['seats'],
  ['seats', '--by', 'user'],
  ['rights', tenant.users[0]?.id ?? ''],
  ['evaluate', '--save'],
  ['plan', '--fix'],
  ['plan', '--digital', '3'],
  ['import-usage', usageFile],
]

/** Wrong values, which come back in a sentence. */
const wrong: readonly (readonly string[])[] = hostileList.flatMap((name) => [
  ['findings', '--rule', name],
  ['explain', name, '--json'],
  ['access', '--environment', `no ${name}`],
  ['capacity', '--edition', name],
  [name],
])

async function run(product: PracticeProduct, argv: readonly string[], io = {}): Promise<Printed> {
  const file = join(dirname(product.storePath), usageFile)
  writeFileSync(file, 'period,pool,consumed\n2026-11,voicebot-minutes,12\n')
  return product.run(
    argv.map((word) => (word === usageFile ? file : word)),
    io,
  )
}

describe('every name of the tenant is hostile', () => {
  test.each(commands)('%s %s %s %s: what a person reads is harmless and stays in its columns', async (...argv) => {
    const product = await synced()

    for (const io of [{ width: 80, color: true }, { width: 160 }]) {
      const printed = await run(product, argv, io)

      expect([printed.exitCode, printed.stderr]).not.toEqual([1, expect.anything()])
      expect(printed.stdout.length).toBeGreaterThan(100)
      expectHarmless(printed)
      expectWholeTables(printed, io.width)
    }
  })

  test.each(commands)('%s %s %s %s: JSON is harmless, and whole', async (...argv) => {
    const product = await synced()

    const printed = await run(product, [...argv, '--json'])

    expectHarmless(printed)
    expect(JSON.parse(printed.stdout)).toHaveProperty('schema')
  })

  test('one finding of every rule is explained', async () => {
    const product = await synced()

    expect(findingIds.length).toBeGreaterThan(10)
    for (const id of findingIds) {
      for (const argv of [
        ['explain', id],
        ['explain', id, '--json'],
      ]) {
        const printed = await product.run(argv, { width: 80 })
        expect(printed.exitCode).toBe(0)
        expectHarmless(printed)
        if (argv.length === 2) expectWholeTables(printed, 80)
      }
    }
  })

  test('a waiver keeps its hostile reason, through another sync too', async () => {
    const product = await synced()
    const reason = hostileList.join('|').toWellFormed().trim()

    const [id = ''] = findingIds
    const waived = await product.run([
      'waive',
      id,
      '--reason',
      reason,
      '--by',
      `a${hostileNames['CSI color and clear']}`,
    ])
    await product.run(['sync'])
    const { findings } = await findingsOf(product)

    expect(waived.exitCode).toBe(0)
    expectHarmless(waived)
    expect(findings.find((finding) => finding.id === id)?.waiver).toMatchObject({
      reason,
      by: `a${hostileNames['CSI color and clear']}`,
    })
  })

  test('progress that rewrites its line adds nothing but that', async () => {
    const product = await synced()

    const { stderr } = await product.run(['sync'], { liveProgress: true })

    expect(acting.exec(stderr.replaceAll('\r\u001b[2K', ''))).toBeNull()
  })

  test('JSON holds each name as the tenant has it', async () => {
    const product = await synced()

    const { findings } = await findingsOf(product)
    const seats = SeatsDocument.parse(JSON.parse((await product.run(['seats', '--by', 'user', '--json'])).stdout))

    const people = findings.filter(({ subject }) => names.has(subject.id))
    expect(people.length).toBeGreaterThan(20)
    for (const { subject } of people) expect(subject.name).toBe(names.get(subject.id))
    for (const person of seats.people ?? []) expect(person.name).toBe(names.get(person.id))
    const environments = new Map(tenant.environments.map(({ id, displayName }) => [id.toLowerCase(), displayName]))
    for (const { id, name } of findings.flatMap(({ environment }) => environment ?? [])) {
      expect(name).toBe(environments.get(id))
    }
  })

  test('the same bytes twice: no name disturbs the order', async () => {
    const product = await synced()

    const first = await product.run(['findings', '--status', 'all', '--json'])

    expect(await product.run(['findings', '--status', 'all', '--json'])).toEqual(first)
  })
})

test('what is typed wrong comes back harmless, and ends with 64 or 1', async () => {
  const product = await synced()

  for (const argv of wrong) {
    const printed = await product.run(argv)
    expectHarmless(printed)
    expect([argv, printed.exitCode === 1 || printed.exitCode === 64]).toEqual([argv, true])
    expect(printed.stderr).not.toContain('seatledger failed')
  }
})

describe('a script of the doctor', () => {
  test.each(['pac', 'powershell'])('%s holds hostile names in comments only, one line each', async (kind) => {
    const product = await synced()

    const { stdout } = await product.run(['doctor', '--script', kind])

    const commandsOf = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    const known =
      /^(?:pac (?:auth create --cloud Public|admin (?:application register|assign-user) [\w "-]+)|Install-Module [\w. -]+|Add-PowerAppsAccount [\w -]+|New-PowerAppManagementApp [\w -]+)$/
    expect(commandsOf.filter((line) => !known.test(line))).toEqual([])
    expect(commandsOf.length).toBeGreaterThan(0)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThan(200)
  })
})
