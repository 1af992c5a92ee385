/** Evidence of writes over the wire: the audit log, auditing that is off, and rows where the log may not be read. */
import { describe, expect, test } from 'vitest'
import { mockWire, type MockAnswer, type MockWire } from '../../../mocks/nock.ts'
import { UpstreamError } from '../../../src/errors.ts'
import type { Page } from '../../../src/model/dataset.ts'
import type { RestrictedTableRow } from '../../../src/model/security.ts'
import { tokenAnswer, tokenUrl } from '../fixture.ts'
import { openConnectors, readPages, readUntilError, rejectedIn, remarksIn, rowsOf } from '../sources.ts'
import { apiUrl, askedSets, environment, guid, list, throttled } from './wire-environment.ts'

const window = { from: '2026-08-26T00:00:00.000Z', to: '2026-11-24T00:00:00.000Z' }
const organizationsUrl = `${apiUrl}/organizations?$select=isauditenabled`
const audits = /\/audits[?]/
const incidents = /\/incidents[?]fetchXml=/
const refusedLog = { status: 403, body: { error: { code: '0x80040220', message: 'prvReadAuditSummary is missing.' } } }
const tooManyRows = {
  status: 400,
  body: { error: { code: '0x8004E023', message: 'AggregateQueryRecordLimit exceeded' } },
}

const table = (logicalName: string, more: Partial<RestrictedTableRow> = {}): RestrictedTableRow => ({
  logicalName,
  entitySet: `${logicalName}s`,
  isAuditEnabled: true,
  privileges: [],
  ...more,
})
const sourceOf = (...tables: RestrictedTableRow[]) => openConnectors().connectors.evidence(environment, tables, window)
const read = async (...tables: RestrictedTableRow[]): Promise<Page[]> => readPages(sourceOf(...tables))

const mockOrganization = (isauditenabled: boolean | null = true): MockWire =>
  mockWire().post(tokenUrl, tokenAnswer('t')).get(organizationsUrl, list({ isauditenabled }))
const mockLog = (...answers: MockAnswer[]): MockWire => mockOrganization().get(audits, ...answers)

const row = (user: number, operation: number, day: number, more: Readonly<Record<string, unknown>> = {}) => ({
  _userid_value: guid('user', user),
  operation,
  objecttypecode: 'incident',
  createdon: `2026-11-${String(day).padStart(2, '0')}T09:00:00Z`,
  ...more,
})
const write = (user: number, operation: string, count: number | null, last: string | null, of = 'incident') => ({
  table: of,
  userId: guid('user', user),
  operation,
  count,
  last,
})
const day = (number: number): string => `2026-11-${String(number).padStart(2, '0')}T09:00:00.000Z`
const windowOf = (name: string, source: string | null, reason: string | null = null) => ({
  table: name,
  ...window,
  source,
  reason,
})

describe('the audit log', () => {
  test('is one filter over all audited tables, in the order of time', async () => {
    const wire = mockLog(list())

    await read(table('incident'), table('goal'), table('sla', { isAuditEnabled: false }))

    expect(Object.fromEntries(wire.requests.at(-1)?.url.searchParams ?? [])).toEqual({
      $select: 'auditid,_userid_value,operation,objecttypecode,createdon',
      $filter: `(objecttypecode eq 'incident' or objecttypecode eq 'goal') and operation lt 4 and createdon ge ${window.from} and createdon lt ${window.to}`,
      $orderby: 'createdon asc',
    })
    expect(wire.requests.at(-1)?.headers['prefer']).toBe('odata.maxpagesize=5000')
  })

  test('is added up over its pages by table, person and operation', async () => {
    const next = `${apiUrl}/audits?$skiptoken=2`
    mockLog(throttled, {
      body: { value: [row(1, 1, 2), row(1, 2, 3), row(2, 3, 4, { objecttypecode: 'Goal' })], '@odata.nextLink': next },
    }).get(next, list(row(1, 2, 9), row(1, 2, 5)))

    const pages = await read(table('incident'), table('goal'))

    expect(rowsOf(pages, 'observed-writes')).toEqual([
      write(1, 'create', 1, day(2)),
      write(1, 'update', 3, day(9)),
      write(2, 'delete', 1, day(4), 'goal'),
    ])
    expect(rowsOf(pages, 'evidence-windows')).toEqual([windowOf('incident', 'audit'), windowOf('goal', 'audit')])
    expect(remarksIn(pages)).toEqual([])
  })

  test('counts a call on behalf of a person for the person', async () => {
    mockLog(list(row(1, 2, 3, { _callinguserid_value: guid('user', 9) })))

    expect(rowsOf(await read(table('incident')), 'observed-writes')).toEqual([write(1, 'update', 1, day(3))])
  })

  test('leaves out who is no user, and counts rows that it cannot read', async () => {
    mockLog(list(row(1, 2, 3, { _userid_value: null }), row(1, 4, 3), row(1, 2, 3, { createdon: 'then' }), {}))

    const pages = await read(table('incident'))

    expect(rowsOf(pages, 'observed-writes')).toEqual([])
    expect(rejectedIn(pages)).toBe(2)
  })

  test('of a table that is audited for all that is known is evidence only where it holds something', async () => {
    mockLog(list(row(1, 2, 3)))

    const pages = await read(table('incident', { isAuditEnabled: null }), table('goal', { isAuditEnabled: null }))

    expect(rowsOf(pages, 'evidence-windows')).toEqual([
      windowOf('incident', 'audit'),
      windowOf('goal', null, 'whether auditing is on for the table is not known'),
    ])
  })

  test('that breaks ends the source: rows stand in for a refusal only', async () => {
    mockLog({ status: 400, body: { error: { code: '0x80060888' } } })

    expect((await readUntilError(sourceOf(table('incident')))).error).toBeInstanceOf(UpstreamError)
  })
})

describe('auditing that is off', () => {
  test('for the environment leaves no evidence, in one request, and says so', async () => {
    const wire = mockOrganization(false)

    const pages = await read(table('incident'), table('goal'))

    expect(askedSets(wire)).toEqual(['organizations'])
    expect(rowsOf(pages, 'observed-writes')).toEqual([])
    expect(rowsOf(pages, 'evidence-windows')).toEqual([
      windowOf('incident', null, 'auditing is off for the environment'),
      windowOf('goal', null, 'auditing is off for the environment'),
    ])
    expect(remarksIn(pages)).toEqual([
      {
        reason: 'no evidence available: auditing is off for the environment',
        fix: 'turn on auditing for the environment and its restricted tables',
      },
    ])
  })

  test('for every table leaves no evidence without a look at the log', async () => {
    mockOrganization()
    const names = ['goal', 'incident', 'sla', 'slakpiinstance']

    const pages = await read(...names.map((name) => table(name, { isAuditEnabled: false })))

    expect(rowsOf(pages, 'evidence-windows')).toEqual(
      names.map((name) => windowOf(name, null, 'auditing is off for the table')),
    )
    expect(remarksIn(pages)).toMatchObject([
      { reason: 'no evidence available of goal, incident, sla and 1 more: auditing is off or not known there' },
    ])
  })
})

/** The FetchXML of each request, in order. */
function fetched(wire: MockWire): string[] {
  return wire.requests.flatMap(({ url }) => url.searchParams.get('fetchXml') ?? [])
}

const period = (from: string, to: string, column: string): string =>
  `<filter><condition attribute="${column}" operator="ge" value="${from}"/><condition attribute="${column}" operator="lt" value="${to}"/></filter>`

const mockRows = (...answers: MockAnswer[]): MockWire => mockLog(refusedLog).get(incidents, ...answers)

const created = (user: number, n: number, last: number) => ({ u: guid('user', user), n, last: day(last) })

const changed = (user: number, by: number, n: number, { last, born }: { last: number; born: string }) => ({
  ...created(user, n, last),
  c: guid('user', by),
  born,
})

describe('a log that may not be read', () => {
  test('is replaced by who created and who last changed the rows, and the source is partial', async () => {
    const wire = mockRows(list(created(1, 12, 20)), list(changed(2, 1, 3, { last: 21, born: day(20) })))

    const pages = await read(table('incident'))

    expect(rowsOf(pages, 'observed-writes')).toEqual([write(1, 'create', 12, day(20)), write(2, 'update', 3, day(21))])
    expect(rowsOf(pages, 'evidence-windows')).toEqual([windowOf('incident', 'rows')])
    expect(remarksIn(pages)).toEqual([
      {
        state: 'partial',
        reason:
          'the audit log cannot be read, so who created and last changed rows stands in: GET /api/data/v9.2/audits: 403 0x80040220',
        fix: 'give the application user a role with View Audit Summary (prvReadAuditSummary)',
      },
    ])
    const start = '<fetch aggregate="true" count="5000" page="1"><entity name="incident">'
    expect(fetched(wire)).toEqual([
      `${start}<attribute name="createdon" alias="n" aggregate="count"/><attribute name="createdon" alias="last" aggregate="max"/><attribute name="createdby" alias="u" groupby="true"/><order alias="u"/>${period(window.from, window.to, 'createdon')}</entity></fetch>`,
      `${start}<attribute name="modifiedon" alias="n" aggregate="count"/><attribute name="modifiedon" alias="last" aggregate="max"/><attribute name="createdon" alias="born" aggregate="max"/><attribute name="modifiedby" alias="u" groupby="true"/><attribute name="createdby" alias="c" groupby="true"/><order alias="u"/><order alias="c"/>${period(window.from, window.to, 'modifiedon')}</entity></fetch>`,
    ])
    expect(wire.requests.at(-1)?.headers['prefer']).toBe('odata.include-annotations="*"')
  })

  test.each([
    ['of another count, each', { by: 2, n: 5, last: 21, born: day(20) }, [5]],
    [
      'of one’s own that are older than the window count, each',
      { by: 1, n: 5, last: 21, born: '2026-08-25T00:00:00Z' },
      [5],
    ],
    ['of one’s own that carry their creation as the last change do not', { by: 1, n: 5, last: 20, born: day(20) }, []],
    [
      'of one’s own that changed after the newest creation are one for certain',
      { by: 1, n: 5, last: 21, born: day(20) },
      [1],
    ],
  ])('changes of rows %s', async (_, { by, n, last, born }, counts) => {
    mockRows(list(), list(changed(1, by, n, { last, born })))

    expect(rowsOf(await read(table('incident')), 'observed-writes')).toEqual(
      counts.map((count) => write(1, 'update', count, day(last))),
    )
  })

  test('changes of rows of several creators are one sum, and who has no id is left out', async () => {
    mockRows(
      list({ ...created(1, 1, 1), u: null }),
      list(changed(1, 2, 5, { last: 21, born: day(20) }), changed(1, 3, 2, { last: 23, born: day(20) })),
    )

    expect(rowsOf(await read(table('incident')), 'observed-writes')).toEqual([write(1, 'update', 7, day(23))])
  })

  test('windows with too many rows are halved', async () => {
    const wire = mockRows(tooManyRows, list(created(1, 40_000, 1)), list(created(1, 30_000, 20)), list())

    const pages = await read(table('incident'))

    expect(rowsOf(pages, 'observed-writes')).toEqual([write(1, 'create', 70_000, day(20))])
    const middle = '2026-10-10T00:00:00.000Z'
    expect(fetched(wire)[1]).toContain(period(window.from, middle, 'createdon'))
    expect(fetched(wire)[2]).toContain(period(middle, window.to, 'createdon'))
  })

  test('windows of an hour with too many rows tell who wrote, and not how often', async () => {
    const hours = { from: '2026-11-24T00:00:00.000Z', to: '2026-11-24T01:30:00.000Z' }
    const wire = mockRows(
      tooManyRows,
      list({ _createdby_value: guid('user', 1) }, { _createdby_value: null }),
      tooManyRows,
      list(
        { _modifiedby_value: guid('user', 1), _createdby_value: guid('user', 1) },
        { _modifiedby_value: guid('user', 2), _createdby_value: guid('user', 1) },
      ),
    )

    const pages = await readPages(openConnectors().connectors.evidence(environment, [table('incident')], hours))

    expect(rowsOf(pages, 'observed-writes')).toEqual([write(1, 'create', null, null), write(2, 'update', null, null)])
    expect(fetched(wire)[3]).toBe(
      `<fetch distinct="true" count="5000" page="1"><entity name="incident"><attribute name="modifiedby"/><attribute name="createdby"/><order attribute="modifiedby"/><order attribute="createdby"/>${period(hours.from, hours.to, 'modifiedon')}</entity></fetch>`,
    )
  })

  test('pages of groups are asked for by number while there are more', async () => {
    const more = { '@Microsoft.Dynamics.CRM.morerecords': true }
    const wire = mockRows(
      { body: { value: [created(1, 1, 1)], ...more } },
      { body: { value: [created(2, 2, 2)], '@Microsoft.Dynamics.CRM.morerecords': false } },
      list(),
    )

    expect(rowsOf(await read(table('incident')), 'observed-writes')).toHaveLength(2)
    expect(fetched(wire).map((xml) => /page="(\d+)"/.exec(xml)?.[1])).toEqual(['1', '2', '1'])
  })

  test('pages of groups without end are no answer', async () => {
    const more = { body: { value: [], '@Microsoft.Dynamics.CRM.morerecords': true } }
    mockRows(...Array.from({ length: 10 }, () => more))

    expect((await readUntilError(sourceOf(table('incident')))).error.message).toBe(
      'GET /api/data/v9.2/incidents: more than 50000 rows',
    )
  })

  test('a table that cannot be read so is said to have no evidence, and the others are read', async () => {
    const noColumn = { status: 400, body: { error: { code: '0x80041103' } } }
    const wire = mockLog(refusedLog)
      .get(/\/goals[?]/, noColumn)
      .get(incidents, list(created(1, 1, 1)), list())

    const pages = await read(table('goal'), table('sla', { entitySet: null }), table('incident'))

    expect(rowsOf(pages, 'evidence-windows')).toEqual([
      windowOf('goal', null, 'its rows cannot be read: GET /api/data/v9.2/goals: 400 0x80041103'),
      windowOf('sla', null, 'the service does not name its rows'),
      windowOf('incident', 'rows'),
    ])
    expect(rowsOf(pages, 'observed-writes')).toHaveLength(1)
    expect(remarksIn(pages)).toHaveLength(1)
    expect(fetched(wire)).toHaveLength(3)
  })

  test('rows that cannot be read are counted', async () => {
    mockRows(list({ u: guid('user', 1) }), list({ u: 'nobody', n: 1 }))

    expect(rejectedIn(await read(table('incident')))).toBe(2)
  })
})

test('where no restricted table is installed nothing is asked', async () => {
  const wire = mockWire()

  expect(await read()).toEqual([])
  expect(wire.requests).toEqual([])
})

test('the source is optional, and names the privilege that opens the log', () => {
  expect(sourceOf()).toMatchObject({ id: 'dataverse/evidence', required: false, environment: { id: environment.id } })
  expect(sourceOf().permission).toContain('prvReadAuditSummary')
})
