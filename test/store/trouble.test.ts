/** A store in trouble, by every command that uses it: one sentence that names the file and what to do, the exit code, no byte changed, nothing left beside it. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { SqliteStore } from '../../src/store/sqlite.ts'
import { installProduct, type PracticeProduct, type Printed } from '../cli/practice-product.ts'
import { finding, runRecord, storeRun } from './practice-run.ts'

const pageBytes = 4096

/** A store of the practice tenant, with enough rows that pages in the middle hold some. */
let whole: Buffer

async function fill(path: string, tenantId: string): Promise<void> {
  const store = new SqliteStore(path)
  const people = Array.from({ length: 500 }, (_, index) => `person-${index}`)
  for (const day of ['2026-11-22', '2026-11-23']) {
    const run = runRecord(day, { tenantId, startedAt: `${day}T03:00:00.000Z` })
    await storeRun(store, run, { people, findings: [finding('f-1')] })
  }
  await store.close()
}

const contoso = loadTenant('contoso')

beforeAll(async () => {
  const path = join(process.env['TMPDIR'] ?? '/tmp', `seatledger-trouble-${process.pid}.db`)
  await fill(path, contoso.id)
  whole = readFileSync(path)
  rmSync(path)
})

function install(): PracticeProduct {
  return installProduct(contoso, { mostRows: { graph: 3, dataverse: 50 } })
}

const usage = 'period,pool,consumed\n2026-11,record-routes,1\n'

const reading: readonly (readonly string[])[] = [
  ['findings'],
  ['access'],
  ['seats', '--by', 'user'],
  ['explain', 'record-routes'],
  ['rights', 'nobody@contoso.example'],
  ['evaluate'],
  ['capacity', '--stored'],
]
const writing: readonly (readonly string[])[] = [
  ['sync'],
  ['evaluate', '--save'],
  ['waive', 'f-1', '--reason', 'known'],
  ['import-usage', 'use.csv'],
  ['prune', '--keep', '0'],
]
const all = [...reading, ...writing]

/** One sentence and at most one hint, which names the file; nothing printed, nothing of our own code, and no request to the tenant. */
function expectOneSentence(product: PracticeProduct, printed: Printed, words: string, path: string): void {
  expect({ exitCode: printed.exitCode, stdout: printed.stdout }).toEqual({ exitCode: 1, stdout: '' })
  const lines = printed.stderr.trimEnd().split('\n')
  expect(lines[0]).toBe(`The store ${path} ${words}.`)
  expect(lines).toHaveLength(2)
  expect(printed.stderr).not.toMatch(/seatledger failed| at .*\.ts:|SQLITE|errcode/)
  expect(product.cloud.requests()).toEqual([])
}

/** Names and bytes of all that lies in the folder; a folder by its names. */
function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => {
      const path = join(folder, name)
      const about = lstatSync(path)
      return [name, about.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : `${about.mode}`]
    }),
  )
}

async function run(product: PracticeProduct, argv: readonly string[], env = product.env): Promise<Printed> {
  const file = join(product.folder, 'use.csv')
  return product.run(
    argv.map((word) => (word === 'use.csv' ? file : word)),
    { env },
  )
}

/** What lies in the place of the store, and what is said of it. */
const troubles: readonly (readonly [name: string, words: string, make: (path: string) => void])[] = [
  ['a text file', 'is no Seatledger store', (path) => write(path, 'period,pool,consumed\n'.repeat(300))],
  ['a short text file', 'is no Seatledger store', (path) => write(path, 'x')],
  ['a database of another program', 'is no Seatledger store', makeForeign],
  ['a store of a newer version', 'was written by a newer Seatledger', makeNewer],
  ['a folder', 'cannot be opened', (path) => mkdirSync(path)],
  ['a device', 'is no Seatledger store', (path) => symlinkSync('/dev/null', path)],
  ['a link to itself', 'cannot be opened', (path) => symlinkSync(path, path)],
  ['a header with flipped bytes', 'is no Seatledger store', (path) => write(path, flipped(0, 16))],
  ['a header with a flipped page size', 'is damaged|is no Seatledger store', (path) => write(path, flipped(16, 18))],
  ['a zeroed first page', 'is no Seatledger store', (path) => write(path, zeroed(0, 1))],
]

/** What only a look at all pages shows: who only reads may be lucky. */
const damages: readonly (readonly [name: string, make: (path: string) => void])[] = [
  ['cut in the middle', (path) => write(path, whole.subarray(0, Math.floor(whole.length / 2 / pageBytes) * pageBytes))],
  ['cut in the middle of a page', (path) => write(path, whole.subarray(0, Math.floor(whole.length / 2) + 100))],
  ['zeroed pages in the middle', (path) => write(path, zeroed(6, whole.length / pageBytes - 6))],
  ['flipped bytes in its tables', (path) => write(path, flipped(pageBytes + 0, whole.length, 97))],
]

function write(path: string, bytes: Buffer | string): void {
  writeFileSync(path, bytes, { mode: 0o600 })
}

function flipped(from: number, to: number, every = 1): Buffer {
  const bytes = Buffer.from(whole)
  for (let at = from; at < to; at += every) bytes[at] = (bytes[at] ?? 0) ^ 0xff
  return bytes
}

function zeroed(fromPage: number, toPage: number): Buffer {
  return Buffer.from(whole).fill(0, fromPage * pageBytes, toPage * pageBytes)
}

function makeForeign(path: string): void {
  const other = new DatabaseSync(path)
  other.exec("CREATE TABLE runs (notes TEXT); INSERT INTO runs VALUES ('not ours')")
  other.close()
  chmodSync(path, 0o600)
}

function makeNewer(path: string): void {
  write(path, whole)
  const newer = new DatabaseSync(path)
  newer.exec('PRAGMA user_version = 999; PRAGMA journal_mode = DELETE')
  newer.close()
}

describe.each(troubles)('%s in the place of the store', (_, words, make) => {
  test('is one sentence by every command, before the tenant is read, and stays as it is', async () => {
    const product = install()
    make(product.storePath)
    product.write('use.csv', usage)
    const before = contents(product.folder)

    for (const argv of all) {
      const printed = await run(product, argv)
      const said = words.split('|').find((some) => printed.stderr.includes(some)) ?? words
      expectOneSentence(product, printed, said, product.storePath)
      expect([argv, contents(product.folder)]).toEqual([argv, before])
    }
  })
})

describe.each(damages)('a store, %s,', (_, make) => {
  test('is said to be damaged by what would add to it or delete from it, and stays as it is', async () => {
    const product = install()
    make(product.storePath)
    const before = contents(product.folder)

    for (const argv of [['sync'], ['prune', '--keep', '0']]) {
      const printed = await run(product, argv)
      expectOneSentence(product, printed, 'is damaged', product.storePath)
      expect([argv, contents(product.folder)]).toEqual([argv, before])
    }
  })

  test('is read as it was, or is said to be damaged: never a fault, never something else', async () => {
    const product = install()
    make(product.storePath)
    const before = contents(product.folder)

    for (const argv of reading) {
      const { exitCode, stderr } = await run(product, argv)
      expect([argv, stderr.includes('seatledger failed'), /\.ts:\d/.test(stderr)]).toEqual([argv, false, false])
      expect([
        argv,
        exitCode === 1 ? /^The store .* (?:is damaged|holds .* cannot read)\.$/m.test(stderr) : true,
      ]).toEqual([argv, true])
      expect([argv, contents(product.folder)]).toEqual([argv, before])
    }
  })
})

test('an empty file is a store without a run, and becomes one by a sync', async () => {
  const product = install()
  write(product.storePath, '')

  const { exitCode, stderr } = await run(product, ['findings'])
  expect([exitCode, stderr]).toEqual([1, 'no sync yet: run `seatledger sync`\n'])
  expect(statSync(product.storePath).size).toBe(0)

  expect((await run(product, ['sync'])).exitCode).toBe(0)
  expect((await run(product, ['findings'])).exitCode).toBe(0)
})

test('a link to a store is the store; a link to nothing is one sentence', async () => {
  const product = install()
  mkdirSync(join(product.folder, 'real'))
  write(join(product.folder, 'real', 'store.db'), whole)
  const link = join(product.folder, 'link.db')
  symlinkSync(join(product.folder, 'real', 'store.db'), link)
  const env = { ...product.env, SEATLEDGER_STORE: link }

  expect((await run(product, ['sync'], env)).exitCode).toBe(0)
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(readdirSync(product.folder).toSorted()).toEqual(['link.db', 'real'])
  expect(readdirSync(join(product.folder, 'real'))).toEqual(['store.db'])

  rmSync(join(product.folder, 'real', 'store.db'))
  product.cloud.resetCounts()
  const printed = await run(product, ['sync'], env)
  expectOneSentence(product, printed, 'cannot be opened', link)
})

test('the live capacity check needs no store: it says what is left out', async () => {
  const product = install()
  makeForeign(product.storePath)

  const { exitCode, stderr } = await run(product, ['capacity'])

  expect(exitCode).toBe(0)
  expect(stderr).toContain(
    `Imported months and trends are left out: The store ${product.storePath} is no Seatledger store.`,
  )
})

/** A folder on a file system of its own, or null where none may be mounted. */
function mounted(options: string): string | null {
  const folder = join(
    process.env['TMPDIR'] ?? '/tmp',
    `seatledger-mount-${process.pid}-${Math.trunc(performance.now())}`,
  )
  mkdirSync(folder, { mode: 0o700 })
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
  onTestFinished(() => {
    if (status === 0) spawnSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  })
  return status === 0 ? folder : null
}

const mayMount = process.platform === 'linux' && process.getuid?.() === 0

describe.skipIf(!mayMount)('a file system of its own (needs the right to mount)', () => {
  test('that is read-only: every command that writes says so before the tenant is read', async ({ skip }) => {
    const folder = mounted('size=4m')
    if (folder === null) skip('no file system can be mounted here')
    const path = join(folder ?? '', 'store.db')
    write(path, whole)
    spawnSync('mount', ['-o', 'remount,ro', folder ?? ''])
    const product = install()
    product.write('use.csv', usage)
    const env = { ...product.env, SEATLEDGER_STORE: path }

    for (const argv of [['sync'], ['evaluate', '--save'], ['import-usage', 'use.csv'], ['prune', '--keep', '0']]) {
      const printed = await run(product, argv, env)
      expectOneSentence(product, printed, 'cannot be written', path)
    }
    expect(readFileSync(path).equals(whole)).toBe(true)
    expect(readdirSync(folder ?? '')).toEqual(['store.db'])
  })

  test('that is full: a sync says so, and the store and the room are as before', async ({ skip }) => {
    const kilobytes = Math.ceil(whole.length / 1024) + 64
    const folder = mounted(`size=${kilobytes}k`)
    if (folder === null) skip('no file system can be mounted here')
    const path = join(folder ?? '', 'store.db')
    write(path, whole)
    const product = install()
    const env = { ...product.env, SEATLEDGER_STORE: path }

    const printed = await run(product, ['sync'], env)

    expect([printed.exitCode, printed.stdout]).toEqual([1, ''])
    expect(printed.stderr).toContain(`The store ${path} cannot grow: the disk is full.\nmake room`)
    expect(printed.stderr).not.toContain('seatledger failed')
    expect(readFileSync(path).equals(whole)).toBe(true)
    expect(readdirSync(folder ?? '')).toEqual(['store.db'])
  })

  test('that is all but full: a prune makes room', async ({ skip }) => {
    const folder = mounted(`size=${Math.ceil(whole.length / 1024) + 128}k`)
    if (folder === null) skip('no file system can be mounted here')
    const path = join(folder ?? '', 'store.db')
    write(path, whole)
    const product = install()

    const { exitCode } = await run(product, ['prune', '--keep', '0'], { ...product.env, SEATLEDGER_STORE: path })

    expect(exitCode).toBe(0)
    const store = new SqliteStore(path)
    expect((await store.runs(contoso.id)).map(({ id }) => id)).toEqual(['2026-11-23'])
    await store.close()
  })
})

test('a limit of file sizes is one sentence too, and leaves the store as it was', () => {
  const product = install()
  write(product.storePath, whole)
  const url = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)
  const code = `
    import { SqliteStore } from ${url('../../src/store/sqlite.ts')}
    import { runRecord, storeRun } from ${url('./practice-run.ts')}
    const people = Array.from({ length: 20000 }, (_, index) => 'newcomer-' + index)
    await storeRun(new SqliteStore(${JSON.stringify(product.storePath)}), runRecord('run-3'), { people }).catch((error) => console.log(error.code + ': ' + error.message))`
  const limited = `ulimit -f ${Math.ceil(whole.length / 1024) + 64}; exec "$0" --input-type=module --eval "$1"`

  const { stdout } = spawnSync('bash', ['-c', limited, process.execPath, code], { encoding: 'utf8' })

  expect(stdout).toBe(`store: The store ${product.storePath} cannot be read or written: the disk reports an error.\n`)
  expect(readFileSync(product.storePath).equals(whole)).toBe(true)
})
