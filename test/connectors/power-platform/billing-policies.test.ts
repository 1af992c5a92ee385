/** Pay-as-you-go policies and the environments under the enabled ones. */
import { expect, test } from 'vitest'
import { mockWire } from '../../../mocks/nock.ts'
import { PermissionError } from '../../../src/errors.ts'
import { tokenAnswer, tokenUrl } from '../fixture.ts'
import { openConnectors, readPages, readUntilError, rejectedIn, rowsOf } from '../sources.ts'
import { guid, platformUrl, refused, throttled } from './wire-answers.ts'

const url = `${platformUrl}/licensing/billingPolicies?api-version=2024-10-01`
const underUrl = (index: number) =>
  `${platformUrl}/licensing/billingPolicies/${guid('policy', index)}/environments?api-version=2024-10-01`

const policy = (index: number, status = 'Enabled') => ({
  id: guid('policy', index).toUpperCase(),
  name: `Policy ${index}`,
  type: 'TenantOwned',
  status,
  location: 'europe',
})
const under = (environmentId: string) => ({ billingPolicyId: guid('policy', 1), environmentId })
const readPolicies = async () => readPages(openConnectors().connectors.billingPolicies())

test('enabled policies are asked for their environments, disabled ones are not', async () => {
  mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(url, { body: { value: [policy(1), policy(2, 'Disabled')] } })
    .get(underUrl(1), {
      body: { value: [under(guid('environment', 1).toUpperCase()), under(`Default-${guid('environment', 2)}`)] },
    })

  expect(rowsOf(await readPolicies(), 'billing-policies')).toEqual([
    {
      id: guid('policy', 1),
      name: 'Policy 1',
      enabled: true,
      environmentIds: [guid('environment', 1), `default-${guid('environment', 2)}`],
    },
    { id: guid('policy', 2), name: 'Policy 2', enabled: false, environmentIds: [] },
  ])
})

test('policies and their environments come page after page, after a throttle', async () => {
  const nextPolicies = `${platformUrl}/licensing/billingPolicies?$skiptoken=2`
  const nextUnder = `${underUrl(1)}&$skiptoken=2`
  mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(url, throttled, { body: { value: [policy(1)], '@odata.nextLink': nextPolicies } })
    .get(underUrl(1), { body: { value: [under('one')], '@odata.nextLink': nextUnder } })
    .get(nextUnder, { body: { value: [under('two')] } })
    .get(nextPolicies, { body: { value: [policy(2, 'Disabled')] } })

  const pages = await readPolicies()

  expect(pages.map(({ rows }) => rows.length)).toEqual([1, 1])
  expect(rowsOf(pages, 'billing-policies')).toMatchObject([{ environmentIds: ['one', 'two'] }, { environmentIds: [] }])
})

test('bad rows of both lists are counted', async () => {
  mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(url, { body: { value: [policy(1), { id: 'none' }] } })
    .get(underUrl(1), { body: { value: [under(''), under('one')] } })

  const pages = await readPolicies()

  expect(rejectedIn(pages)).toBe(2)
  expect(rowsOf(pages, 'billing-policies')).toMatchObject([{ environmentIds: ['one'] }])
})

test('policies that are refused end with a permission error of an optional source', async () => {
  mockWire().post(tokenUrl, tokenAnswer('t')).get(url, refused)
  const source = openConnectors().connectors.billingPolicies()

  const { error } = await readUntilError(source)

  expect(error).toBeInstanceOf(PermissionError)
  expect(error.message).toBe('GET /licensing/billingPolicies: 403 Forbidden')
  expect(source.required).toBe(false)
  expect(source.permission).toContain('pac admin application register')
})

test('environments that are refused end the source, for a pool without them would be wrong', async () => {
  mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(url, { body: { value: [policy(1)] } })
    .get(underUrl(1), refused)

  const { pages, error } = await readUntilError(openConnectors().connectors.billingPolicies())

  expect(pages).toEqual([])
  expect(error).toBeInstanceOf(PermissionError)
})
