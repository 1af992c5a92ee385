/** `seatledger export` as a user runs it: every format of a practice tenant, its manifest, its modes, and what goes wrong. */
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { CapacityDocument, FindingsDocument, SeatsDocument } from '../../src/model/documents.ts'
import { ExportDocument, exportFormats } from '../../src/model/export.ts'
import { testClock } from '../connectors/fixture.ts'
import { installProduct, type PracticeProduct } from '../cli/practice-product.ts'

let stored: Buffer | null = null

/** A store with one sync of fabrikam. */
async function synced(): Promise<PracticeProduct> {
  const product = installProduct(loadTenant('fabrikam'))
  if (stored === null) {
    const printed = await product.run(['sync', '--evidence'])
    stored = product.storeBytes()
    if (stored === null) throw new Error(printed.stderr)
  } else writeFileSync(product.storePath, stored, { mode: 0o600 })
  return product
}

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8)
}

function sha256Of(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

describe.each(exportFormats)('%s', (format) => {
  test('into a folder: the manifest holds path, SHA-256 and rows of each file, and is what --json prints', async () => {
    const product = await synced()
    const out = join(product.folder, 'made', 'reports')

    const printed = await product.run(['export', '--format', format, '--out', out, '--json'])

    expect([printed.exitCode, printed.stderr]).toEqual([0, ''])
    const { files } = ExportDocument.parse(JSON.parse(printed.stdout))
    expect(readFileSync(join(out, 'manifest.json'), 'utf8')).toBe(printed.stdout)
    expect(readdirSync(out).toSorted()).toEqual([...files.map(({ path }) => path), 'manifest.json'].toSorted())
    for (const { path, sha256 } of files) {
      expect(path).toMatch(/^seatledger-fabrikam-inc-2026-11-24[-.]/)
      expect(sha256Of(join(out, path))).toBe(sha256)
      expect(modeOf(join(out, path))).toBe('600')
    }
    expect([modeOf(out), modeOf(join(out, 'manifest.json'))]).toEqual(['700', '600'])
    expect(files.some(({ rows }) => rows > 0)).toBe(true)
  })

  test('twice: the same, and nothing is left beside the files', async () => {
    const product = await synced()
    const run = async () => {
      const { stdout } = await product.run([
        'export',
        '--format',
        format,
        '--out',
        `${product.folder}/again/`,
        '--json',
      ])
      return ExportDocument.parse(JSON.parse(stdout)).files
    }

    const first = await run()
    const second = await run()
    // A zip holds the time at which it was made.
    const same = ({ path, rows, sha256 }: (typeof first)[number]) => [path, rows, format === 'xlsx' ? '' : sha256]
    expect(second.map(same)).toEqual(first.map(same))
    expect(readdirSync(join(product.folder, 'again'))).toHaveLength(first.length + 1)
  })
})

test('into a file: by the name that was given, its folder made, the manifest beside it', async () => {
  const product = await synced()
  const out = join(product.folder, 'reports', 'november.xlsx')

  const { stdout, exitCode } = await product.run(['export', '--format', 'xlsx', '--out', out, '--json'])

  expect(exitCode).toBe(0)
  expect(ExportDocument.parse(JSON.parse(stdout)).files.map(({ path }) => path)).toEqual(['november.xlsx'])
  expect(readdirSync(join(product.folder, 'reports'))).toEqual(['manifest.json', 'november.xlsx'])
})

test('csv: a folder may have a dot in its name', async () => {
  const product = await synced()
  const out = join(product.folder, 'reports.2026-11')

  expect((await product.run(['export', '--format', 'csv', '--out', out])).exitCode).toBe(0)
  expect(readdirSync(out)).toContain('seatledger-fabrikam-inc-2026-11-24-findings.csv')
})

test('json holds the documents as the commands print them', async () => {
  const product = await synced()
  const out = join(product.folder, 'all.json')
  await product.run(['export', '--format', 'json', '--out', out])

  const { documents } = z
    .looseObject({ documents: z.tuple([CapacityDocument, SeatsDocument, FindingsDocument, FindingsDocument]) })
    .parse(JSON.parse(readFileSync(out, 'utf8')))
  const printed = async (...argv: string[]) => JSON.parse((await product.run([...argv, '--json'])).stdout)

  expect(documents[0]).toEqual(await printed('capacity', '--stored'))
  expect(documents[1]).toEqual(await printed('seats', '--by', 'user'))
  expect(documents[2]).toEqual(await printed('findings'))
  expect(documents[3]).toEqual(await printed('findings', '--status', 'waived'))
})

test('a waived finding leaves the open ones and stands in a list of its own, with who and until when', async () => {
  const product = await synced()
  const list = async () => {
    const out = join(product.folder, 'lists')
    const { stdout } = await product.run(['export', '--format', 'csv', '--out', out, '--json'])
    const { files } = ExportDocument.parse(JSON.parse(stdout))
    const rowsOf = (id: string) => files.find(({ path }) => path.endsWith(`-${id}.csv`))?.rows ?? -1
    return {
      open: rowsOf('findings'),
      waived: rowsOf('waived'),
      text: readFileSync(join(out, files.find(({ path }) => path.endsWith('-waived.csv'))?.path ?? ''), 'utf8'),
    }
  }
  const before = await list()
  const { findings } = FindingsDocument.parse(JSON.parse((await product.run(['findings', '--json'])).stdout))
  await product.run(['waive', findings[0]?.id ?? '', '--reason', 'moves in May', '--by', 'Kim'])

  const after = await list()

  expect([before.waived, after.waived, after.open]).toEqual([0, 1, before.open - 1])
  expect(after.text).toContain('Kim,2027-02-22,moves in May')
})

test('incomplete coverage ends with 0 and stands in the files; an old run with 3', async () => {
  const product = installProduct(loadTenant('insufficient'))
  await product.run(['sync'])
  const out = join(product.folder, 'page.html')

  expect((await product.run(['export', '--format', 'html', '--out', out])).exitCode).toBe(0)
  expect(readFileSync(out, 'utf8')).toContain('What was not looked at is never counted as compliant.')
  const printed = await product.run(['export', '--format', 'html', '--out', out, '--max-age', '0.000001'], {
    clock: { ...testClock(), now: () => Date.parse('2026-11-26T00:00:00Z') },
  })
  expect([printed.exitCode, printed.stderr]).toEqual([3, expect.stringContaining('older than --max-age')])
})

describe('what goes wrong', () => {
  test.each([
    ['no format', ['--out', 'x'], /--format/],
    ['an unknown format', ['--format', 'pdf', '--out', 'x'], /xlsx, csv, json, html, markdown/],
    ['no path', ['--format', 'csv'], /--out/],
  ])('%s ends with 64', async (_, options, sentence) => {
    const product = await synced()

    const { exitCode, stderr } = await product.run(['export', ...options])

    expect([exitCode, stderr]).toEqual([64, expect.stringMatching(sentence)])
  })

  test('csv into a file, a file in the place of a folder, and the name of the manifest end with 64 before anything is read', async () => {
    const product = installProduct(loadTenant('fabrikam'))
    const file = product.write('taken.csv', 'mine')

    for (const [format, out] of [
      ['csv', file],
      ['csv', join(product.folder, 'new.csv')],
      ['json', join(product.folder, 'manifest.json')],
      ['html', '/dev/null'],
    ] as const) {
      const { exitCode, stderr } = await product.run(['export', '--format', format, '--out', out])
      expect([exitCode, stderr]).toEqual([64, expect.stringMatching(/^--out: /)])
    }
    expect(product.files()).toEqual(['taken.csv'])
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  test('a folder below a file ends with 64', async () => {
    const product = await synced()
    const file = product.write('taken', 'mine')

    const { exitCode, stderr } = await product.run(['export', '--format', 'csv', '--out', join(file, 'below')])

    expect([exitCode, stderr]).toEqual([64, expect.stringMatching(/^--out: .* cannot be a folder/)])
  })

  test('no sync yet ends with 1, and makes nothing', async () => {
    const product = installProduct(loadTenant('fabrikam'))

    const { exitCode, stderr } = await product.run(['export', '--format', 'csv', '--out', join(product.folder, 'out')])

    expect([exitCode, stderr]).toEqual([1, 'no sync yet: run `seatledger sync`\n'])
    expect(product.files()).toEqual([])
  })

  test("somebody else's manifest.json is not written over", async () => {
    const product = await synced()
    product.write('manifest.json', '{"name":"a web application"}')

    const { exitCode, stderr } = await product.run(['export', '--format', 'json', '--out', product.folder])

    expect([exitCode, stderr]).toEqual([
      64,
      expect.stringContaining('holds a manifest.json that is no manifest of an export'),
    ])
    expect(product.files()).toEqual(['manifest.json', 'store.db'])
  })

  test.skipIf(process.getuid?.() === 0)('a folder that cannot be written ends with 1 and a sentence', async () => {
    const product = await synced()
    const out = join(product.folder, 'closed')
    mkdirSync(out, { mode: 0o500 })

    const { exitCode, stderr } = await product.run(['export', '--format', 'json', '--out', out])
    chmodSync(out, 0o700)

    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('this user may not write there')])
  })

  test.each(exportFormats)('%s: stopped in the middle, it leaves what was there and nothing half', async (format) => {
    const product = await synced()
    const out = join(product.folder, 'kept')
    await product.run(['export', '--format', format, '--out', out])
    const before = readdirSync(out).map((name) => [name, sha256Of(join(out, name))])
    const stop = new AbortController()
    stop.abort(new Error('Stopped by SIGINT.'))

    const { exitCode, stderr } = await product.run(['export', '--format', format, '--out', out], {
      signal: stop.signal,
    })
    await product.run(['export', '--format', format, '--out', join(product.folder, 'never')], { signal: stop.signal })

    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('Stopped by SIGINT.')])
    expect(readdirSync(out).map((name) => [name, sha256Of(join(out, name))])).toEqual(before)
    expect(existsSync(join(product.folder, 'never'))).toBe(false)
  })
})
