/** What every store must do, whatever is under it: called with a way to make an empty one. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { sortFindings } from '../../src/findings/order.ts'
import { severities } from '../../src/model/finding.ts'
import { emptyLedger, type LedgerEntry } from '../../src/model/ledger.ts'
import { hostileList } from '../hostile-names.ts'
import {
  finding,
  importedMonth,
  ledgerEntry,
  peopleOf,
  person,
  practiceWaiver,
  putPeople,
  runRecord,
  stageOf,
  storeRun,
} from './practice-run.ts'

export function describeStore(create: () => Promise<Store> | Store): void {
  describe('keeps the promises of every store', () => {
    let store: Store
    beforeEach(async () => {
      store = await create()
    })
    afterEach(async () => {
      await store.close()
    })

    test('an empty store has no run, no finding and no tenant', async () => {
      expect(await store.latestRun('contoso')).toBeNull()
      expect(await store.findings('contoso')).toEqual([])
      expect(await store.tenantIds()).toEqual([])
    })

    test('a run comes back as it was stored, with its rows and findings', async () => {
      const run = runRecord('run-1')
      await storeRun(store, run, { people: ['ann', 'ben'], findings: [finding('f-1')] })

      expect(await store.latestRun('contoso')).toEqual(run)
      expect(await store.findings('contoso')).toEqual([finding('f-1')])
      expect(await peopleOf(store, run)).toEqual(['ann', 'ben'])
      const [first] = await Array.fromAsync(store.snapshot(run).rows('people', null))
      expect(first).toEqual(person('ann'))
    })

    test('a reader makes no key, and whatever writes makes one for good', async () => {
      expect(await store.pseudonymKey()).toBeNull()

      await storeRun(store, runRecord('run-1'))
      const key = await store.pseudonymKey()
      store.proposePseudonymKey(new Uint8Array(32).fill(7))
      await store.saveImportedMonths('contoso', [importedMonth('2026-10', 1)])

      expect(key).toHaveLength(32)
      expect(new Set(key).size).toBeGreaterThan(8)
      expect(await store.pseudonymKey()).toEqual(key)
    })

    test('the key that was proposed is the one that is made', async () => {
      const proposed = new Uint8Array(32).fill(7)

      store.proposePseudonymKey(proposed)
      await storeRun(store, runRecord('run-1'))

      expect([...((await store.pseudonymKey()) ?? [])]).toEqual([...proposed])
    })

    test('a snapshot says which run it is', async () => {
      const run = runRecord('run-1')
      await storeRun(store, run)

      const snapshot = store.snapshot(run)

      expect([snapshot.tenantId, snapshot.runId, snapshot.startedAt]).toEqual(['contoso', 'run-1', run.startedAt])
      expect(snapshot.statuses()).toEqual(run.statuses)
    })

    test('rows come in the order in which their pages were put, whatever their source', async () => {
      const run = runRecord('run-1')
      const staging = store.stage(stageOf(run.id))
      putPeople(staging, ['zoe'], 1)
      staging.put({ part: 2, source: 'graph/groups', environmentId: null, dataset: 'people', rows: [person('mia')] })
      putPeople(staging, ['ann'], 3)
      await staging.commit(run, [])

      expect(await peopleOf(store, run)).toEqual(['zoe', 'mia', 'ann'])
    })

    test('rows of environments are kept apart', async () => {
      const run = runRecord('run-1')
      const staging = store.stage(stageOf(run.id))
      const page = { part: 1, source: 'dataverse/security', dataset: 'user-roles' } as const
      staging.put({ ...page, environmentId: 'one', rows: [{ userId: 'ann', roleId: 'agent' }] })
      staging.put({ ...page, environmentId: 'two', rows: [{ userId: 'ben', roleId: 'agent' }] })
      await staging.commit(run, [])

      const rows = await Array.fromAsync(store.snapshot(run).rows('user-roles', 'two'))

      expect(rows).toEqual([{ userId: 'ben', roleId: 'agent' }])
      expect(await Array.fromAsync(store.snapshot(run).rows('user-roles', 'three'))).toEqual([])
    })

    test('what is staged can be read before it is stored, and is in no run until then', async () => {
      const staging = store.stage(stageOf('run-1'))
      putPeople(staging, ['ann'])

      const staged = await Array.fromAsync(staging.snapshot(runRecord('run-1')).rows('people', null))

      expect(staged).toEqual([person('ann')])
      expect(await store.latestRun('contoso')).toBeNull()
      expect(await peopleOf(store, runRecord('run-1'))).toEqual([])
      await staging.discard()
    })

    test('a page may be put while rows are being read', async () => {
      const staging = store.stage(stageOf('run-1'))
      putPeople(staging, ['ann'])
      putPeople(staging, ['ben'])
      const seen: string[] = []

      for await (const { id } of staging.snapshot(runRecord('run-1')).rows('people', null)) {
        seen.push(id)
        if (id === 'ann') putPeople(staging, ['cid'])
      }

      expect(seen.slice(0, 2)).toEqual(['ann', 'ben'])
      await staging.discard()
    })

    test('dropping one reading leaves the other reading of the same source', async () => {
      const run = runRecord('run-1')
      const staging = store.stage(stageOf(run.id))
      putPeople(staging, ['holder'], 1)
      putPeople(staging, ['half'], 2)
      staging.drop(2)
      putPeople(staging, ['half', 'rest'], 2)
      await staging.commit(run, [])

      expect(await peopleOf(store, run)).toEqual(['holder', 'half', 'rest'])
    })

    test('a discarded run leaves the last one and its findings', async () => {
      const first = runRecord('run-1')
      await storeRun(store, first, { findings: [finding('f-1')] })
      const staging = store.stage(stageOf('run-2'))
      putPeople(staging, ['nobody'])
      await staging.discard()

      expect(await store.latestRun('contoso')).toEqual(first)
      expect(await store.findings('contoso')).toEqual([finding('f-1')])
    })

    test('discarding after the commit changes nothing', async () => {
      const run = runRecord('run-1')
      const staging = store.stage(stageOf(run.id))
      putPeople(staging, ['ann'])
      await staging.commit(run, [])
      await staging.discard()

      expect(await peopleOf(store, run)).toEqual(['ann'])
    })

    test('a commit that fails stores nothing of its run', async () => {
      const first = runRecord('run-1')
      await storeRun(store, first, { findings: [finding('f-1')] })
      const staging = store.stage(stageOf('run-2'))
      putPeople(staging, ['ben'])
      const again = finding('twice')

      await expect(staging.commit(runRecord('run-2'), [again, again])).rejects.toThrow('UNIQUE')
      await staging.discard()

      expect(await store.latestRun('contoso')).toEqual(first)
      expect(await store.findings('contoso')).toEqual([finding('f-1')])
      expect(await peopleOf(store, runRecord('run-2'))).toEqual([])
    })

    test('the newest run is the one that started last; an earlier day has its own', async () => {
      const monday = runRecord('monday', { startedAt: '2026-11-23T03:00:00.000Z' })
      const tuesday = runRecord('tuesday', { startedAt: '2026-11-24T03:00:00.000Z' })
      await storeRun(store, tuesday)
      await storeRun(store, monday)

      expect((await store.latestRun('contoso'))?.id).toBe('tuesday')
      expect((await store.latestRun('contoso', '2026-11-23T23:59:59.999Z'))?.id).toBe('monday')
      expect((await store.latestRun('contoso', '2026-11-24T03:00:00.000Z'))?.id).toBe('tuesday')
      expect(await store.latestRun('contoso', '2026-11-22T23:59:59.999Z')).toBeNull()
    })

    test('tenants do not see each other', async () => {
      await storeRun(store, runRecord('c-1'), { findings: [finding('f-1')] })
      await storeRun(store, runRecord('f-1', { tenantId: 'fabrikam' }), { findings: [finding('f-1'), finding('f-2')] })
      await storeRun(store, runRecord('c-2', { startedAt: '2026-11-25T03:00:00.000Z' }), { findings: [] })

      expect(await store.tenantIds()).toEqual(['contoso', 'fabrikam'])
      expect((await store.latestRun('fabrikam'))?.id).toBe('f-1')
      expect(await store.findings('contoso')).toEqual([])
      expect((await store.findings('fabrikam')).map(({ id }) => id)).toEqual(['f-1', 'f-2'])
    })

    test('findings come one after another in the order of the lists, hostile names by code point too', async () => {
      const rules = ['restricted-table-write', 'seat-idle']
      const found = hostileList.map((name, index) => ({
        ...finding(`f-${index}`, {
          severity: severities[index % 4] ?? 'info',
          rule: rules[index % 3] ?? 'unknown-rule',
        }),
        subject: { kind: 'user' as const, id: `u-${index}`, name, upn: null },
        environment: index % 5 === 0 ? null : { id: `e-${index}`, name: hostileList[(index * 7) % 11] ?? '' },
      }))
      await storeRun(store, runRecord('run-1'), { findings: found })

      const ids = [...store.eachFinding('contoso', store.findingOrder({ tenantId: 'contoso', ruleOrder: rules }))].map(
        ({ id }) => id,
      )

      expect(ids).toEqual(sortFindings(found, rules).map(({ id }) => id))
      expect(store.findingOrder({ tenantId: 'fabrikam', ruleOrder: rules })).toEqual([])
      const ofTenant = store.findingOrder({ tenantId: 'contoso', ruleOrder: rules, environmentId: '' })
      expect(ofTenant).toEqual(ids.filter((id) => Number(id.slice(2)) % 5 === 0))
    })

    test('what is read at one moment is given back, and an error of the reader is its own', async () => {
      await storeRun(store, runRecord('run-1'), { findings: [finding('f-1')] })

      expect(await store.atOneMoment(async () => (await store.findings('contoso')).length)).toBe(1)
      await expect(store.atOneMoment(async () => Promise.reject(new Error('of the reader')))).rejects.toThrow(
        'of the reader',
      )
      expect(await store.atOneMoment(async () => store.tenantIds())).toEqual(['contoso'])
    })

    test('a run that is judged again keeps its rows, and its findings and rules are replaced', async () => {
      await storeRun(store, runRecord('run-1'), { findings: [finding('f-1')] })

      const again = runRecord('run-1', { ruleRuns: [] })
      await store.saveEvaluation(again, [finding('f-2', { status: 'resolved' })])

      expect(await store.findings('contoso')).toEqual([finding('f-2', { status: 'resolved' })])
      expect(await store.latestRun('contoso')).toEqual(again)
    })

    test('findings can be kept a few at a time, and are stored with the run', async () => {
      const staging = store.stage(stageOf('run-1'))
      staging.keep([finding('f-1'), finding('f-2')])
      staging.keep([])
      staging.keep([finding('f-3')])

      expect(await store.findings('contoso')).toEqual([])
      await staging.commit(runRecord('run-1'))

      expect((await store.findings('contoso')).map(({ id }) => id)).toEqual(['f-1', 'f-2', 'f-3'])
    })

    test('findings can be asked for one environment at a time; the tenant has its own', async () => {
      const tenantWide = finding('f-0', { environment: null })
      const one = finding('f-1', { environment: { id: 'one', name: 'One' } })
      const two = finding('f-2', { environment: { id: 'two', name: 'Two' } })
      await storeRun(store, runRecord('run-1'), { findings: [two, one, tenantWide] })
      await storeRun(store, runRecord('f-1', { tenantId: 'fabrikam' }), { findings: [finding('f-9')] })

      expect(await store.findingEnvironments('contoso')).toEqual(['', 'one', 'two'])
      expect(await store.findings('contoso', 'two')).toEqual([two])
      expect(await store.findings('contoso', '')).toEqual([tenantWide])
      expect(await store.findings('contoso', 'three')).toEqual([])
    })

    const span = {
      since: '2026-11-01T03:00:00.000Z',
      lookedAt: '2026-11-24T03:00:00.000Z',
      watched: ['digital', 'voice'],
    }

    /** Stores a run that keeps this ledger. */
    async function storeLedger(runId: string, entries: LedgerEntry[], tenantId = 'contoso'): Promise<void> {
      const staging = store.stage(stageOf(runId))
      staging.keepLedger({ ...span, entries })
      await staging.commit(runRecord(runId, { tenantId }))
    }

    test('a tenant without a run has an empty seat ledger that does not say since when', async () => {
      expect(await store.ledger('contoso')).toEqual(emptyLedger)
    })

    test('the seat ledger of the last run comes back by person, SKU and start, and no other tenant sees it', async () => {
      const [ann, ben] = [ledgerEntry('ann'), ledgerEntry('ben')]
      const left = ledgerEntry('ann', { from: '2026-10-01T03:00:00.000Z', to: '2026-10-20T03:00:00.000Z' })
      await storeLedger('run-1', [ben, ann, left])
      await storeLedger('f-1', [ledgerEntry('fay')], 'fabrikam')

      expect(await store.ledger('contoso')).toEqual({ ...span, entries: [left, ann, ben] })
    })

    test('a later run replaces the ledger: entries end, come and go', async () => {
      await storeLedger('run-1', [ledgerEntry('ann'), ledgerEntry('ben')])
      const ended = ledgerEntry('ann', { to: '2026-11-25T03:00:00.000Z', toKnown: 'observed', leaver: 'deleted' })
      await storeLedger('run-2', [ended, ledgerEntry('cid')])

      expect((await store.ledger('contoso')).entries).toEqual([ended, ledgerEntry('cid')])
    })

    test('a run that keeps no ledger, or is discarded, leaves the ledger as it was', async () => {
      await storeLedger('run-1', [ledgerEntry('ann')])
      await storeRun(store, runRecord('run-2'))
      const staging = store.stage(stageOf('run-3'))
      staging.keepLedger(emptyLedger)
      await staging.discard()

      expect((await store.ledger('contoso')).entries).toEqual([ledgerEntry('ann')])
    })

    test('a commit that fails leaves the ledger as it was', async () => {
      await storeLedger('run-1', [ledgerEntry('ann')])
      const staging = store.stage(stageOf('run-2'))
      staging.keepLedger(emptyLedger)

      await expect(staging.commit(runRecord('run-2'), [finding('twice'), finding('twice')])).rejects.toThrow('UNIQUE')
      await staging.discard()

      expect(await store.ledger('contoso')).toEqual({ ...span, entries: [ledgerEntry('ann')] })
    })

    test('the figures of the runs come oldest first, and from a day on where one is named', async () => {
      const figures = { pools: [], seats: [], findings: { high: 1, medium: 0, low: 0, info: 2 } }
      await storeRun(store, runRecord('tuesday', { startedAt: '2026-11-24T03:00:00.000Z', figures }))
      await storeRun(store, runRecord('monday', { startedAt: '2026-11-23T03:00:00.000Z' }))
      await storeRun(store, runRecord('other', { tenantId: 'fabrikam' }))
      const monday = { id: 'monday', startedAt: '2026-11-23T03:00:00.000Z', figures: null }
      const tuesday = { id: 'tuesday', startedAt: '2026-11-24T03:00:00.000Z', figures }

      expect(await store.runs('contoso')).toEqual([monday, tuesday])
      expect(await store.runs('contoso', '2026-11-24T03:00:00.000Z')).toEqual([tuesday])
      expect(await store.runs('nobody')).toEqual([])
    })

    test('months are imported into a store without any run, by period', async () => {
      await store.saveImportedMonths('contoso', [importedMonth('2026-11', 7), importedMonth('2026-10', 5)])

      expect(await store.importedMonths('contoso')).toEqual([importedMonth('2026-10', 5), importedMonth('2026-11', 7)])
      expect(await store.importedMonths('fabrikam')).toEqual([])
      expect(await store.latestRun('contoso')).toBeNull()
      expect(await store.tenantIds()).toEqual([])
    })

    test('a month imported again replaces itself and leaves the others', async () => {
      const routes = { ...importedMonth('2026-10', 3), pool: 'record-routes' as const }
      await store.saveImportedMonths('contoso', [importedMonth('2026-10', 5), routes])
      await store.saveImportedMonths('contoso', [importedMonth('2026-10', 6)])

      expect(await store.importedMonths('contoso')).toEqual([routes, importedMonth('2026-10', 6)])
    })

    test('a waiver is written into its finding and into no other', async () => {
      await storeRun(store, runRecord('run-1'), { findings: [finding('f-1'), finding('f-2')] })
      const waived = { ...finding('f-1'), waiver: practiceWaiver }

      expect(await store.waive('contoso', 'f-1', practiceWaiver)).toEqual(waived)
      expect(await store.findings('contoso')).toEqual([waived, finding('f-2')])
    })

    test('a waiver that is given while a run is judged outlives its commit', async () => {
      await storeRun(store, runRecord('run-1'), { findings: [finding('f-1'), finding('f-2')] })
      const staging = store.stage(stageOf('run-2'))
      staging.keep([finding('f-1'), finding('f-2')])

      await store.waive('contoso', 'f-1', practiceWaiver)
      await staging.commit(runRecord('run-2', { startedAt: '2026-11-25T03:00:00.000Z' }))

      expect(await store.findings('contoso')).toEqual([{ ...finding('f-1'), waiver: practiceWaiver }, finding('f-2')])
    })

    test('a waiver of an unknown finding, or of another tenant, changes nothing', async () => {
      expect(await store.waive('contoso', 'f-1', practiceWaiver)).toBeNull()
      await storeRun(store, runRecord('run-1'), { findings: [finding('f-1')] })

      expect(await store.waive('contoso', 'f-9', practiceWaiver)).toBeNull()
      expect(await store.waive('fabrikam', 'f-1', practiceWaiver)).toBeNull()
      expect(await store.findings('contoso')).toEqual([finding('f-1')])
    })

    /** Monday, Tuesday and Wednesday of one tenant, and a run of another that is older than all of them. */
    async function storeWeek(): Promise<void> {
      const days = ['2026-11-23', '2026-11-24', '2026-11-25']
      for (const day of days) {
        const run = runRecord(day, { startedAt: `${day}T03:00:00.000Z` })
        await storeRun(store, run, { people: [`ann-${day}`], findings: [finding('f-1'), finding('f-2')] })
      }
      await storeRun(store, runRecord('old', { tenantId: 'fabrikam', startedAt: '2026-01-01T03:00:00.000Z' }))
    }

    const pruneBefore = (runsBefore: string, tenantId = 'contoso') =>
      store.prune({ tenantId, runsBefore, leftoversBefore: runsBefore, now: '2026-11-25T12:00:00.000Z' })

    const runIds = async (tenantId = 'contoso') => (await store.runs(tenantId)).map(({ id }) => id)

    test('runs that are too old are deleted with their rows, those of other tenants are not', async () => {
      await storeWeek()

      expect(await pruneBefore('2026-11-24T03:00:00.000Z')).toMatchObject({ runs: 1, isSpaceGivenBack: true })

      expect(await runIds()).toEqual(['2026-11-24', '2026-11-25'])
      expect(await peopleOf(store, runRecord('2026-11-23'))).toEqual([])
      expect(await peopleOf(store, runRecord('2026-11-25'))).toEqual(['ann-2026-11-25'])
      expect(await runIds('fabrikam')).toEqual(['old'])
    })

    test('the newest run of the tenant stays, however old it is', async () => {
      await storeWeek()

      expect(await pruneBefore('2027-01-01T00:00:00.000Z')).toMatchObject({ runs: 2 })
      expect(await pruneBefore('2027-01-01T00:00:00.000Z')).toMatchObject({ runs: 0, bytesFreed: 0 })
      expect(await pruneBefore('2027-01-01T00:00:00.000Z', 'fabrikam')).toMatchObject({ runs: 0 })

      expect(await runIds()).toEqual(['2026-11-25'])
      expect(await runIds('fabrikam')).toEqual(['old'])
    })

    test('findings, waivers, the seat ledger and imported months outlive the runs that brought them', async () => {
      await storeLedger('run-1', [ledgerEntry('ann')])
      await store.saveImportedMonths('contoso', [importedMonth('2026-10', 5)])
      await storeWeek()
      await store.waive('contoso', 'f-2', practiceWaiver)

      expect(await pruneBefore('2027-01-01T00:00:00.000Z')).toMatchObject({ runs: 3 })

      expect(await store.findings('contoso')).toEqual([finding('f-1'), { ...finding('f-2'), waiver: practiceWaiver }])
      expect(await store.ledger('contoso')).toEqual({ ...span, entries: [ledgerEntry('ann')] })
      expect(await store.importedMonths('contoso')).toEqual([importedMonth('2026-10', 5)])
    })

    test('10,001 findings and a page of 5,000 people come back whole', async () => {
      const run = runRecord('run-1')
      const findings = Array.from({ length: 10_001 }, (_, index) => finding(`f-${String(index).padStart(5, '0')}`))
      const people = Array.from({ length: 5000 }, (_, index) => `person-${index}`)
      await storeRun(store, run, { people, findings })

      expect(await store.findings('contoso')).toHaveLength(10_001)
      expect(await peopleOf(store, run)).toEqual(people)
    })
  })
}
