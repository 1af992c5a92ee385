/** License changes of the audit log over the wire: filters, traps of the log, and a bounded look for details. */
import { describe, expect, test } from 'vitest'
import { mockWire, type MockAnswer } from '../../../mocks/nock.ts'
import { PermissionError } from '../../../src/errors.ts'
import { tokenAnswer, tokenUrl } from '../fixture.ts'
import { openConnectors, readPages, readUntilError, rejectedIn, remarksIn, rowsOf } from '../sources.ts'
import { graphRequests, graphUrl, guid, refused, throttled } from './wire-users.ts'

const from = '2026-10-25T00:00:00.000Z'
const to = '2026-11-24T08:00:00.000Z'
const audits = /^https:\/\/graph[.]microsoft[.]com\/v1[.]0\/auditLogs\/directoryAudits[?]/

const pageUrl = (index: number) => `${graphUrl}/auditLogs/directoryAudits?$skiptoken=${index}`
const list = (...value: unknown[]): MockAnswer => ({ body: { value } })
const licenses = (...skus: number[]): string =>
  JSON.stringify(skus.map((sku) => `[SkuName=S${sku}, AccountId=x, SkuId=${guid('sku', sku)}, DisabledPlans=[]]`))

function mockAudits(...answers: MockAnswer[]) {
  return mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(audits, ...answers)
}

/** An event of person 1, who had SKU 1 and gets SKU 2. */
function wireEvent(index: number, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id: `Directory_${index}`,
    activityDateTime: `2026-11-0${index}T10:00:00.1234567Z`,
    activityDisplayName: 'Change user license',
    correlationId: `correlation-${index}`,
    result: 'success',
    initiatedBy: { user: null, app: null },
    targetResources: [target([{ displayName: 'AssignedLicense', oldValue: licenses(1), newValue: licenses(1, 2) }])],
    ...more,
  }
}

const target = (modifiedProperties: unknown, id: string | null = guid('user', 1)) => ({
  id,
  type: 'User',
  groupType: null,
  modifiedProperties,
})
const bare = { targetResources: [target([])] }

const licenseEvent = (index: number, more: Readonly<Record<string, unknown>> = {}) => ({
  id: `Directory_${index}`,
  at: `2026-11-0${index}T10:00:00.123Z`,
  personId: guid('user', 1),
  added: [guid('sku', 2)],
  removed: [],
  ...more,
})

const source = () => openConnectors().connectors.licenseAudit(from, to)
const readEvents = async () => readPages(source())

describe('the requests', () => {
  test('are one filter over the time, in its order, page after page', async () => {
    const next = `${graphUrl}/auditLogs/directoryAudits?$skiptoken=2`
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(next, list(wireEvent(2)))
      .get(audits, { body: { value: [wireEvent(1)], '@odata.nextLink': next } })

    const pages = await readEvents()

    expect(rowsOf(pages, 'license-events')).toEqual([licenseEvent(1), licenseEvent(2)])
    const [first] = graphRequests(wire.requests)
    expect(Object.fromEntries(first?.url.searchParams ?? [])).toEqual({
      $filter: `activityDisplayName eq 'Change user license' and activityDateTime ge ${from} and activityDateTime le ${to}`,
      $orderby: 'activityDateTime',
      $top: '999',
    })
    expect(first?.headers['consistencylevel']).toBeUndefined()
  })

  test('keep to five in ten seconds', async () => {
    const wire = mockWire().post(tokenUrl, tokenAnswer('t'))
    for (const index of [1, 2, 3, 4, 5]) {
      wire.get(pageUrl(index), { body: { value: [], ...(index < 5 ? { '@odata.nextLink': pageUrl(index + 1) } : {}) } })
    }
    wire.get(audits, { body: { value: [], '@odata.nextLink': pageUrl(1) } })
    const { connectors, clock } = openConnectors()

    await readPages(connectors.licenseAudit(from, to))

    expect(clock.waits).toEqual([10_000])
  })

  test('are sent again after a throttle', async () => {
    mockAudits(throttled, list(wireEvent(1)))

    expect(rowsOf(await readEvents(), 'license-events')).toEqual([licenseEvent(1)])
  })

  test('that are refused end an optional source, which names the permission', async () => {
    mockAudits(refused)

    const { error } = await readUntilError(source())

    expect(error).toBeInstanceOf(PermissionError)
    expect(source()).toMatchObject({ id: 'graph/audit', required: false })
    expect(source().permission).toContain('AuditLog.Read.All')
  })
})

describe('the events', () => {
  test.each([
    [
      'changed nothing',
      { targetResources: [target([{ displayName: 'AssignedLicense', oldValue: licenses(1), newValue: licenses(1) }])] },
    ],
    ['failed', { result: 'failure' }],
  ])('that %s are left out and not counted', async (_, more) => {
    mockAudits(list(wireEvent(1, more)))

    const pages = await readEvents()

    expect(rowsOf(pages, 'license-events')).toEqual([])
    expect(rejectedIn(pages)).toBe(0)
  })

  test('are each there once, though the log repeats them', async () => {
    mockAudits(list(wireEvent(1), wireEvent(1), wireEvent(2)))

    expect(rowsOf(await readEvents(), 'license-events')).toEqual([licenseEvent(1), licenseEvent(2)])
  })

  test('that cannot be read are counted: cut texts, no person, no time', async () => {
    const cut = [{ displayName: 'AssignedLicense', oldValue: licenses(1, 2), newValue: licenses(1, 2).slice(0, -30) }]
    const whole = [{ displayName: 'AssignedLicense', oldValue: '[]', newValue: licenses(1) }]
    mockAudits(
      list(
        wireEvent(1, { targetResources: [target(cut)] }),
        wireEvent(2, { targetResources: [target(whole, null)] }),
        wireEvent(3, { activityDateTime: 'yesterday' }),
      ),
    )

    const pages = await readEvents()

    expect(rowsOf(pages, 'license-events')).toEqual([])
    expect(rejectedIn(pages)).toBe(3)
  })

  test('without a detail have it from the update of the same change, in a narrow second look', async () => {
    const update = (index: number, correlationId: string) => wireEvent(index, { id: `Update_${index}`, correlationId })
    const wire = mockAudits(
      list(wireEvent(1, bare), wireEvent(3)),
      list(update(1, 'other'), update(2, 'correlation-1'), update(4, 'correlation-1')),
    )

    const pages = await readEvents()

    expect(rowsOf(pages, 'license-events')).toEqual([licenseEvent(3), licenseEvent(1)])
    expect(remarksIn(pages)).toEqual([])
    expect(graphRequests(wire.requests)[1]?.url.searchParams.get('$filter')).toBe(
      "activityDisplayName eq 'Update user' and activityDateTime ge 2026-11-01T09:59:00.123Z and activityDateTime le 2026-11-01T10:01:00.123Z",
    )
  })

  test('whose detail is nowhere are said to be missing', async () => {
    mockAudits(list(wireEvent(1, bare), wireEvent(2, bare)), list(wireEvent(2, { id: 'Update_2' })))

    const pages = await readEvents()

    expect(rowsOf(pages, 'license-events')).toEqual([licenseEvent(2)])
    expect(remarksIn(pages)).toEqual([
      { state: 'partial', reason: 'the audit log gives no detail of 1 license event', fix: null },
    ])
  })

  test('without a detail are not looked for without end', async () => {
    const wire = mockWire().post(tokenUrl, tokenAnswer('t'))
    for (let index = 1; index < 10; index += 1) {
      wire.get(pageUrl(index), { body: { value: [], '@odata.nextLink': pageUrl(index + 1) } })
    }
    wire.get(audits, list(wireEvent(1, bare)), { body: { value: [], '@odata.nextLink': pageUrl(1) } })

    const pages = await readEvents()

    expect(graphRequests(wire.requests)).toHaveLength(11)
    expect(remarksIn(pages)).toMatchObject([{ state: 'partial' }])
  })
})
