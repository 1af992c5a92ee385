/** `export --pseudonymize` over fabrikam with canaries: no format tells a name, an id or a host, and the same thing has one token in all. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ExportDocument, exportFormats } from '../../src/model/export.ts'
import { installProduct, type PracticeProduct } from '../cli/practice-product.ts'
import { canariesIn, canaryTenant } from '../pseudonyms/canary-tenant.ts'
import { readWorkbook } from '../reporters/xlsx/workbook-reader.ts'

const tenant = canaryTenant([
  { api: 'graph', path: '/v1.0/directory/subscriptions', status: 403, code: 'Denied', message: 'Quokka GmbH may not' },
])

async function synced(): Promise<PracticeProduct> {
  const product = installProduct(tenant)
  await product.run(['sync', '--evidence'])
  const { stdout } = await product.run(['findings', '--json'])
  const [id = ''] = /restricted-table-write-[0-9a-f]{12}/.exec(stdout) ?? []
  await product.run(['waive', id, '--reason', 'Quokka agreed', '--by', 'Quokka Kim'])
  return product
}

/** All that a file says: of a workbook every part, unpacked. */
function textOf(path: string): string {
  const bytes = readFileSync(path)
  return path.endsWith('.xlsx') ? [...readWorkbook(bytes).files.values()].join('\n') : bytes.toString('utf8')
}

describe.each(exportFormats)('%s', (format) => {
  test('tells nothing in its files, their names, the manifest and what is printed', async () => {
    const product = await synced()
    const out = join(product.folder, 'shared')

    for (const json of [['--json'], []]) {
      const printed = await product.run(['export', '--format', format, '--out', out, '--pseudonymize', ...json])
      expect([printed.exitCode, canariesIn(`${printed.stdout}${printed.stderr}`, tenant)]).toEqual([0, []])
    }

    const manifest = readFileSync(join(out, 'manifest.json'), 'utf8')
    const { files, tenantName } = ExportDocument.parse(JSON.parse(manifest))
    expect(tenantName).toMatch(/^tenant-/)
    expect(canariesIn(manifest, tenant)).toEqual([])
    for (const { path } of files) {
      expect([path, canariesIn(textOf(join(out, path)), tenant)]).toEqual([path, []])
      expect(path).toMatch(/^seatledger-tenant-[a-z0-9]+-2026-11-24/)
    }
    const people = files.find(({ path }) => /people\.csv$|\.(?:xlsx|json|html|md)$/.test(path))?.path ?? ''
    const { stdout } = await product.run(['seats', '--by', 'user', '--json', '--pseudonymize'])
    const [token = 'none'] = /"name": "(person-[a-z0-9]+)"/.exec(stdout)?.slice(1) ?? []
    expect(textOf(join(out, people))).toContain(token)
  })
})
