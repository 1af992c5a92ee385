/** Runs, findings and pages for the tests of a store, small and literal. */
import type { LedgerEntry } from '../../src/model/ledger.ts'
import type { Finding, Waiver } from '../../src/model/finding.ts'
import type { Person } from '../../src/model/licensing.ts'
import type { RunRecord } from '../../src/model/run.ts'
import type { ImportedMonth } from '../../src/model/usage.ts'
import { SqliteStore } from '../../src/store/sqlite.ts'
import type { StageRequest, Staging, Store } from '../../src/store/store.ts'

export function runRecord(id: string, about: Partial<RunRecord> = {}): RunRecord {
  return {
    id,
    tenantId: 'contoso',
    tenantName: 'Contoso',
    startedAt: '2026-11-24T03:00:00.000Z',
    finishedAt: '2026-11-24T03:05:00.000Z',
    edition: 'contact-center-2025-02',
    statuses: [
      {
        source: 'graph/users',
        environment: null,
        state: 'complete',
        required: true,
        reason: null,
        fix: null,
        request: 'GET /v1.0/users',
        at: '2026-11-24T03:01:00.000Z',
        requestId: 'request-1',
        rows: 2,
      },
    ],
    ruleRuns: [
      { rule: 'restricted-table-write', applies: true, errors: [], unjudged: [], remarks: [], notApplicable: null },
    ],
    figures: null,
    outcome: null,
    requests: { graph: 1, powerPlatform: 2, dataverse: 3, signIn: 4, retried: 0 },
    ...about,
  }
}

export function finding(id: string, about: Partial<Finding> = {}): Finding {
  return {
    id,
    rule: 'restricted-table-write',
    severity: 'high',
    subject: { kind: 'user', id: 'ann', name: 'Ann “Ä” O’Neil', upn: 'ann@contoso.example' },
    environment: { id: 'env-1', name: 'Production' },
    title: 'Ann can update cases',
    detail: '',
    evidence: { administrator: false, latent: null, observedWindow: null, tables: [] },
    remedies: [],
    clauses: [],
    sources: [],
    status: 'open',
    stale: false,
    waiver: null,
    firstSeen: '2026-11-20T03:00:00.000Z',
    lastSeen: '2026-11-24T03:00:00.000Z',
    resolvedAt: null,
    ...about,
  }
}

export function person(id: string): Person {
  return {
    id,
    upn: `${id}@contoso.example`,
    displayName: id,
    userType: 'member',
    accountEnabled: null,
    assignedLicenses: [{ skuId: 'premium', disabledPlans: ['plan'] }],
    licenseStates: [],
  }
}

export function ledgerEntry(personId: string, about: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    personId,
    skuId: 'voice',
    via: 'direct',
    groupId: null,
    from: '2026-11-01T03:00:00.000Z',
    fromKnown: 'observed',
    to: null,
    toKnown: null,
    lastHeld: null,
    leaver: null,
    unitsAtGain: { counted: 10, assigned: 7 },
    termEnds: null,
    ...about,
  }
}

export function importedMonth(period: string, consumed: number): ImportedMonth {
  return { period, pool: 'voicebot-minutes', consumed, importedAt: '2026-11-24T10:00:00.000Z', file: 'usage.csv' }
}

export const practiceWaiver: Waiver = {
  reason: 'on leave until March',
  by: 'Mia',
  at: '2026-11-24T10:00:00.000Z',
  until: '2027-02-22',
}

/** Puts one page of people. */
export function putPeople(staging: Staging, ids: readonly string[], part = 1): void {
  staging.put({ part, source: 'graph/users', environmentId: null, dataset: 'people', rows: ids.map(person) })
}

/** A whole run with people and findings. */
export async function storeRun(
  store: Store,
  run: RunRecord,
  { people = ['ann'], findings = [] }: { people?: readonly string[]; findings?: readonly Finding[] } = {},
): Promise<void> {
  const staging = store.stage(stageOf(run.id))
  putPeople(staging, people)
  await staging.commit(run, findings)
}

/** Ids of the people of a run, in the order in which they are read. */
export async function peopleOf(store: Pick<Store, 'snapshot'>, run: RunRecord): Promise<string[]> {
  const ids: string[] = []
  for await (const { id } of store.snapshot(run).rows('people', null)) ids.push(id)
  return ids
}

/** A wish to stage a run, which goes on with an interrupted one of the same minute. */
export function stageOf(id: string, about: Partial<StageRequest['run']> = {}): StageRequest {
  const { tenantId, startedAt } = runRecord(id)
  return {
    run: { id, tenantId, startedAt, ...about },
    likeness: 'the same version and cloud',
    notBefore: '2026-11-24T00:00:00.000Z',
  }
}

/** Opens the store at the path of the moment, acts, and closes it. */
export function storeAt(path: () => string) {
  return async <T>(act: (store: SqliteStore) => Promise<T>, busyMs?: number): Promise<T> => {
    const store = new SqliteStore(path(), busyMs)
    try {
      return await act(store)
    } finally {
      await store.close()
    }
  }
}
