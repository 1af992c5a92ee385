/** `seatledger export` as a user runs it: every format of a practice tenant, its manifest, its modes, and what goes wrong. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { ExportDocument, exportFormats } from '../../src/model/export.ts'
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

describe.each(exportFormats)('%s', (format) => {
  test('into a folder: the manifest holds path, SHA-256 and rows of each file, and is what --json prints', async () => {
    const product = await synced()
    const out = join(product.folder, 'made', 'reports')

    const printed = await product.run(['export', '--format', format, '--out', out, '--json'])

    expect([printed.exitCode, printed.stderr]).toEqual([0, ''])
    const { files } = ExportDocument.parse(JSON.parse(printed.stdout))
    expect(readFileSync(join(out, 'manifest.json'), 'utf8')).toBe(printed.stdout)
    expect(readdirSync(out).toSorted()).toEqual([...files.map(({ path }) => path), 'manifest.json'].toSorted())
    for (const { path, sha256, rows } of files) {
      expect(path).toMatch(/^seatledger-fabrikam-inc-2026-11-\d\d/)
      expect(
        createHash('sha256')
          .update(readFileSync(join(out, path)))
          .digest('hex'),
      ).toBe(sha256)
      expect(rows).toBeGreaterThanOrEqual(0)
    }
    expect(files.some(({ rows }) => rows > 0)).toBe(true)
  })
})
