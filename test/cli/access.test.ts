/** `access` through the command line: which lists and groups it gives. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { installProduct } from './practice-product.ts'

const Document = z.looseObject({ findings: z.array(z.unknown()), groups: z.array(z.unknown()).optional() })

test('--by user is the list of findings, without groups', async () => {
  const product = installProduct(loadTenant('fabrikam'))
  await product.run(['sync'])

  const byUser = await product.run(['access', '--by', 'user', '--json'])
  const plain = await product.run(['access', '--json'])

  expect(byUser).toEqual(plain)
  expect(byUser.exitCode).toBe(2)
  expect(Document.parse(JSON.parse(byUser.stdout)).findings.length).toBeGreaterThan(0)
  expect(Document.parse(JSON.parse(byUser.stdout)).groups).toBeUndefined()
})
