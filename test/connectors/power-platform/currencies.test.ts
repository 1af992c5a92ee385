/** Currencies of the tenant, and what is set aside for one environment. */
import { describe, expect, test } from 'vitest'
import { mockWire, type MockAnswer } from '../../../mocks/nock.ts'
import { PermissionError, SchemaError } from '../../../src/errors.ts'
import type { Environment } from '../../../src/model/environment.ts'
import { tokenAnswer, tokenUrl } from '../fixture.ts'
import { openConnectors, readPages, readUntilError, rejectedIn, rowsOf } from '../sources.ts'
import { guid, platformUrl, refused, throttled } from './wire-answers.ts'

const currenciesUrl = `${platformUrl}/licensing/tenantCapacity/currencyReports?api-version=2024-10-01&includeAllocations=true&includeConsumptions=true`
const id = `default-${guid('environment', 1)}`
const allocationsUrl = `${platformUrl}/licensing/environments/${id}/allocations?api-version=2024-10-01`
const environment: Environment = {
  id,
  name: 'Contact center',
  type: 'Default',
  isDefault: true,
  dataverse: null,
  securityGroupId: null,
  meters: null,
  billingPolicy: null,
}

function mock(url: string, ...answers: MockAnswer[]) {
  return mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(url, ...answers)
}

const currencies = () => openConnectors().connectors.currencies()
const allocations = () => openConnectors().connectors.allocations(environment)

describe('currencies', () => {
  test('come as a bare list, with what was bought, set aside and used', async () => {
    const lastUpdatedDay = '2026-11-23T00:00:00Z'
    mock(currenciesUrl, throttled, {
      body: [
        {
          currencyType: 'MCSMessages',
          purchased: 25000,
          allocated: 0,
          consumed: { unitsConsumed: 1200, lastUpdatedDay },
        },
        { currencyType: 'MCSSessions' },
      ],
    })

    expect(rowsOf(await readPages(currencies()), 'currencies')).toEqual([
      { currency: 'MCSMessages', purchased: 25000, allocated: 0, consumed: 1200 },
      { currency: 'MCSSessions', purchased: null, allocated: null, consumed: null },
    ])
  })

  test('of a tenant that holds none are complete with none', async () => {
    mock(currenciesUrl, { body: [] })

    expect(await readPages(currencies())).toMatchObject([{ dataset: 'currencies', rows: [], rejected: 0 }])
  })

  test('that cannot be read are counted', async () => {
    mock(currenciesUrl, { body: [{ purchased: 1 }, 'AI', { currencyType: 'AI', purchased: 5 }] })

    const pages = await readPages(currencies())

    expect(rejectedIn(pages)).toBe(2)
    expect(rowsOf(pages, 'currencies')).toMatchObject([{ currency: 'AI', purchased: 5 }])
  })

  test('in an answer that is no list are a broken answer', async () => {
    mock(currenciesUrl, { body: { currencyType: 'AI' } })

    expect((await readUntilError(currencies())).error).toBeInstanceOf(SchemaError)
  })

  test('that are refused end an optional source', async () => {
    mock(currenciesUrl, refused)

    expect((await readUntilError(currencies())).error).toBeInstanceOf(PermissionError)
    expect(currencies()).toMatchObject({ id: 'power-platform/currencies', required: false })
  })
})

describe('allocations', () => {
  test('come by currency', async () => {
    mock(allocationsUrl, {
      body: {
        environmentId: id,
        currencyAllocations: [
          { currencyType: 'MCSSessions', allocated: 10 },
          { currencyType: 'MCSMessages', allocated: 25000 },
        ],
      },
    })

    expect(rowsOf(await readPages(allocations()), 'allocations')).toEqual([
      { currency: 'MCSSessions', allocated: 10 },
      { currency: 'MCSMessages', allocated: 25000 },
    ])
  })

  test('that are not there are none: the source is read to its end', async () => {
    mock(allocationsUrl, { status: 404, body: { code: 'NotFound' } })

    expect(await readPages(allocations())).toEqual([])
  })

  test('that cannot be read are counted', async () => {
    mock(allocationsUrl, { body: { environmentId: id, currencyAllocations: [{ currencyType: 'AI' }] } })

    expect(rejectedIn(await readPages(allocations()))).toBe(1)
  })

  test('in an answer that is no object are a broken answer', async () => {
    mock(allocationsUrl, { body: [] })

    expect((await readUntilError(allocations())).error).toBeInstanceOf(SchemaError)
  })

  test('that are refused end an optional source of the environment', async () => {
    mock(allocationsUrl, refused)

    const { error } = await readUntilError(allocations())

    expect(error.message).toBe(`GET /licensing/environments/${id}/allocations: 403 Forbidden`)
    expect(allocations()).toMatchObject({ required: false, environment: { id, name: 'Contact center' } })
  })
})
