/** Small literal documents for the reporters' tests, each checked against the contract. */
import { poolOf } from '../usage/pool.ts'
import { isRestrictedTable, type Evidence, type RestrictedTableEvidence } from '../../src/model/evidence.ts'
import {
  CapacityDocument,
  DoctorDocument,
  EvaluationDocument,
  ExplainDocument,
  FindingsDocument,
  SeatsDocument,
  SyncDocument,
  type Head,
} from '../../src/model/documents.ts'
import { Finding } from '../../src/model/finding.ts'
import { Pool, Seat } from '../../src/model/pool.ts'

const production = { id: '33333333-3333-4333-8333-333333333333', name: 'Contoso Prod' }

const head: Head = {
  tool: { name: 'seatledger', version: '0.1.0' },
  tenantId: '11111111-1111-4111-8111-111111111111',
  tenantName: 'Contoso',
  runId: '01JDEMO',
  asOf: '2026-11-24T09:00:00.000Z',
  edition: 'contact-center-2025-02',
  data: { restrictedTables: '2021-06-08', skuCatalogue: '2026-08' },
  notice: 'Based on the guide of February 2025, for information; your agreement governs.',
  coverage: [
    {
      source: 'graph/subscribed-skus',
      environment: null,
      state: 'complete',
      required: true,
      reason: null,
      fix: null,
    },
  ],
}

/** Nothing used, nothing reported; each pool below says what it is. */
const emptyPool = poolOf('record-routes')

/** Over, wholly explained: what the guide grants, what the admin API reports, and why they differ. */
const database = Pool.parse({
  ...emptyPool,
  pool: 'dataverse-database',
  unit: 'GB',
  period: null,
  entitled: 35,
  terms: [
    { label: 'tenant base', plan: null, seats: null, perSeat: null, amount: 10, clause: 'dataverse-database' },
    {
      label: '100 digital seats x 0.25 GB',
      plan: 'digital',
      seats: 100,
      perSeat: 0.25,
      amount: 25,
      clause: 'dataverse-database',
    },
  ],
  reported: {
    base: 10,
    incremental: 29.414,
    addOn: 0,
    total: 39.414,
    asOf: '2026-11-24T06:30:00.000Z',
    lines: [],
  },
  differences: [
    { amount: 5, cause: 'other-family', note: '20 units of DYN365_ENTERPRISE_SALES' },
    { amount: -0.586, cause: 'unit', note: '250 MB a seat counted with 1,024' },
  ],
  consumed: 41.5,
  consumedFrom: 'admin-api-rated',
  consumedAsOf: '2026-11-24T06:30:00.000Z',
  remaining: -2.086,
  status: 'over',
  coveredBy: [{ pool: 'dataverse-file', amount: 1 }],
  readings: [
    { reading: 'addons-without-database', entitled: 30, note: 'Add-ons grant none.', clause: 'dataverse-database' },
  ],
  packsNeeded: [{ pack: 'dataverse-database', size: 1, count: 2, alternative: false }],
})

/** Nothing known of its use. */
export const routes = Pool.parse({
  ...emptyPool,
  pool: 'record-routes',
  unit: 'routes',
  period: '2026-11',
  entitled: 5000,
  terms: [
    {
      label: '100 digital seats x 50 routes',
      plan: 'digital',
      seats: 100,
      perSeat: 50,
      amount: 5000,
      clause: 'record-routing',
    },
  ],
})

/** Imported figures, over, with the alternative that has no count. */
const routesOver = Pool.parse({
  ...routes,
  consumed: 16_001,
  consumedFrom: 'import',
  consumedAsOf: '2026-11-23T12:00:00.000Z',
  remaining: -11_001,
  status: 'over',
  packsNeeded: [
    { pack: 'unified-routing', size: 10_000, count: 2, alternative: false },
    { pack: 'copilot-studio-messages', size: 25_000, count: null, alternative: true },
  ],
})

const emptyMinutes = Pool.parse({
  ...emptyPool,
  pool: 'voicebot-minutes',
  unit: 'minutes',
  period: '2026-11',
  entitled: 0,
  terms: [],
})

const seat = Seat.parse({
  plan: 'digital',
  skuId: '59d3d0bf-df39-4b8b-8601-ea6c09a7fd66',
  skuPartNumber: 'DYN365_CC_DIGITAL',
  enabled: 95,
  warning: 5,
  suspended: 2,
  lockedOut: 1,
  trialUnits: 0,
  counted: 100,
  assigned: 98,
  trial: false,
  graceUntil: '2026-12-24T00:00:00.000Z',
})

export const finding = Finding.parse({
  id: 'restricted-table-write-0123456789ab',
  rule: 'restricted-table-write',
  severity: 'medium',
  subject: {
    kind: 'user',
    id: '44444444-4444-4444-8444-444444444444',
    name: 'Ada Example',
    upn: 'ada@contoso.example',
  },
  environment: production,
  title: 'Ada Example can write incident and sla without a matching license',
  detail: 'Two roles give it; no license of hers covers the tables.',
  evidence: {
    administrator: false,
    latent: null,
    observedWindow: null,
    tables: [
      {
        table: 'incident',
        operations: ['create', 'update', 'delete'],
        depth: 'global',
        requires: ['customer_service_enterprise', 'customer_service_professional'],
        paths: [
          {
            role: 'Dispatcher',
            roleId: '55555555-5555-4555-8555-555555555555',
            team: null,
            teamKind: null,
            group: null,
            operations: ['create', 'update', 'delete'],
            depth: 'global',
          },
        ],
        observed: null,
      },
      {
        table: 'sla',
        operations: ['update'],
        depth: 'local',
        requires: ['customer_service_enterprise'],
        paths: [
          {
            role: 'SLA Manager',
            roleId: '66666666-6666-4666-8666-666666666666',
            team: 'Planners',
            teamKind: 'entra-security',
            group: { id: '77777777-7777-4777-8777-777777777777', name: 'All planners', via: 'nested' },
            operations: ['update'],
            depth: 'local',
          },
        ],
        observed: null,
      },
    ],
  },
  remedies: [
    { text: 'Remove the role Dispatcher from Ada Example.', kind: 'remove-role', target: 'Dispatcher' },
    { text: 'Assign Dynamics 365 Customer Service Enterprise.', kind: 'assign-license', target: null },
  ],
  clauses: ['restricted-tables'],
  sources: [
    {
      source: 'dataverse/security',
      request: 'GET /api/data/v9.2/roleprivilegescollection',
      at: '2026-11-24T09:00:05.000Z',
      requestId: 'abc-1',
    },
  ],
  status: 'open',
  stale: false,
  waiver: null,
  firstSeen: '2026-11-20T09:00:00.000Z',
  lastSeen: '2026-11-24T09:00:00.000Z',
  resolvedAt: null,
})

export const administrator = Finding.parse({
  ...finding,
  id: 'restricted-table-write-ba9876543210',
  severity: 'info',
  subject: { kind: 'user', id: '88888888-8888-4888-8888-888888888888', name: 'Root', upn: null },
  title: 'Root is System Administrator: administration needs no license',
  evidence: { administrator: true, latent: null, observedWindow: null, tables: [] },
  stale: true,
})

const rule = { rule: 'restricted-table-write', outcome: 'fail', open: 2, reason: null, needs: [] }

const clauses = {
  'restricted-tables': {
    edition: 'contact-center-2025-02',
    heading: 'Restricted tables',
    text: 'Writing these tables needs a Dynamics 365 license.',
    source: 'guide',
  },
}

export const unread: Head['coverage'] = [
  ...head.coverage,
  {
    source: 'graph/subscriptions',
    environment: null,
    state: 'complete',
    required: false,
    reason: '2 subscriptions without an end',
    fix: null,
  },
  {
    source: 'dataverse/security',
    environment: production,
    state: 'not-assessed',
    required: true,
    reason: 'GET /api/data/v9.2/WhoAmI 403',
    fix: 'add the application user with the role Service Reader',
  },
]

export const capacity = CapacityDocument.parse({
  schema: 'seatledger.capacity/1',
  ...head,
  runId: null,
  seats: [seat],
  unknownSkus: [
    {
      skuId: '99999999-9999-4999-8999-999999999999',
      skuPartNumber: 'DYN365_NEW',
      plans: ['DYN365_CC_NEW', 'DYN365_OTHER'],
      enabled: 3,
    },
  ],
  pools: [database, routesOver, emptyMinutes],
  environments: [
    {
      id: 'default-11111111-1111-4111-8111-111111111111',
      name: 'Contoso (default)',
      type: 'Default',
      database: { rated: 1.5, actual: 2 },
      file: { rated: 12, actual: 12 },
      log: { rated: null, actual: null },
      drawsOnPool: true,
      billingPolicy: null,
      included: { database: 3, file: 3, log: 1 },
      updatedOn: null,
    },
    {
      id: production.id,
      name: production.name,
      type: 'Production',
      database: { rated: 1234.5, actual: null },
      file: { rated: 0, actual: 0 },
      log: { rated: 0, actual: 0 },
      drawsOnPool: false,
      billingPolicy: 'Pay as you go',
      included: null,
      updatedOn: null,
    },
  ],
  clauses: {},
})

export const findings = FindingsDocument.parse({
  schema: 'seatledger.findings/1',
  ...head,
  rules: [rule],
  findings: [finding, administrator],
  clauses,
})

export const byRole = FindingsDocument.parse({
  ...findings,
  findings: [],
  rules: [
    {
      ...rule,
      outcome: 'not-assessed',
      open: 0,
      reason: 'an environment could not be read',
      needs: ['dataverse/security'],
    },
  ],
  coverage: unread,
  groups: [
    {
      by: 'role',
      id: '55555555-5555-4555-8555-555555555555',
      name: 'Dispatcher',
      environment: production,
      findings: 150,
      cleared: 143,
      action: 'remove Delete of incident from Dispatcher: clears 143 findings',
    },
  ],
})

export const byEnvironment = FindingsDocument.parse({
  ...findings,
  findings: [],
  groups: [
    {
      by: 'environment',
      id: production.id,
      name: production.name,
      environment: production,
      findings: 2,
      cleared: null,
      action: null,
    },
  ],
})

export const sync = SyncDocument.parse({
  schema: 'seatledger.sync/1',
  ...head,
  startedAt: '2026-11-24T09:00:00.000Z',
  finishedAt: '2026-11-24T09:00:12.500Z',
  mode: 'full',
  requests: { graph: 7, powerPlatform: 4, dataverse: 9, signIn: 4, retried: 1 },
  rows: { 'graph/users': 1_200, 'dataverse/security': 300 },
  findings: { high: 0, medium: 1, low: 0, info: 1, new: 1, resolved: 0 },
  rules: [rule],
  seats: [seat],
  pools: [database, routes],
  clauses,
})

export const syncIncomplete = SyncDocument.parse({
  ...sync,
  coverage: unread,
  findings: { high: 0, medium: 0, low: 0, info: 0, new: 0, resolved: 0 },
  rules: [
    {
      ...rule,
      outcome: 'not-assessed',
      open: 0,
      reason: 'an environment could not be read',
      needs: ['dataverse/security'],
    },
  ],
  pools: [routesOver, emptyMinutes],
})

export const explainedFinding = ExplainDocument.parse({
  schema: 'seatledger.explain/1',
  ...head,
  finding,
  derivation: [
    'Ada Example holds no license that covers incident.',
    'The role Dispatcher gives Create at depth global.',
  ],
  clauses,
  sources: finding.sources,
})

export const explainedPool = ExplainDocument.parse({
  schema: 'seatledger.explain/1',
  ...head,
  pool: routes,
  derivation: ['100 digital seats x 50 routes = 5,000 routes a month.'],
  clauses: {},
  sources: [],
})

export const seats = SeatsDocument.parse({
  schema: 'seatledger.seats/1',
  ...head,
  seats: [{ ...seat, idle: null, duplicate: null, moved: null }],
  unknownSkus: [],
  historySince: null,
  people: [
    {
      id: finding.subject.id,
      name: 'Ada Example',
      upn: 'ada@contoso.example',
      seats: [
        { plan: 'digital', skuId: seat.skuId, via: 'direct', group: null, since: '2026-10-01T08:00:00.000Z' },
        {
          plan: 'voice',
          skuId: seat.skuId,
          via: 'group',
          group: { id: '77777777-7777-4777-8777-777777777777', name: 'Agents' },
          since: null,
        },
      ],
      lastSignIn: null,
      environments: 2,
      verdict: 'not-assessed',
      saving: null,
    },
  ],
})

export const evaluation = EvaluationDocument.parse({
  schema: 'seatledger.evaluation/1',
  ...head,
  rules: [rule],
  findings: [administrator],
  seats: [seat],
  pools: [routes],
  clauses,
})

export const doctor = DoctorDocument.parse({
  schema: 'seatledger.doctor/1',
  ...head,
  checks: [
    { check: 'graph/users', state: 'ok', found: 'signed in, permission is there', fix: null, command: null },
    {
      check: 'dataverse/security of Contoso Prod',
      state: 'failed',
      found: 'signed in, permission is missing',
      fix: 'add the application user',
      command: 'pac admin assign-user --environment x',
    },
  ],
})

/** Every state that a finding can be in, observed use, and what makes it latent. */
const waived = Finding.parse({
  ...finding,
  id: 'restricted-table-write-111111111111',
  severity: 'high',
  status: 'waived',
  waiver: {
    reason: 'moves to another team',
    by: 'Grace',
    at: '2026-11-21T09:00:00.000Z',
    until: '2027-01-31T00:00:00.000Z',
  },
  evidence: {
    administrator: true,
    latent: 'disabled in Dataverse',
    observedWindow: { from: '2026-08-26T00:00:00.000Z', to: '2026-11-24T00:00:00.000Z', source: 'rows' },
    tables: [
      {
        table: 'incident',
        operations: ['create'],
        depth: null,
        requires: [],
        paths: [
          {
            role: 'Dispatcher',
            roleId: '55555555-5555-4555-8555-555555555555',
            team: 'Owners',
            teamKind: 'owner',
            group: null,
            operations: ['create'],
            depth: 'basic',
          },
        ],
        observed: { create: 1, update: 2_000, delete: null, last: '2026-11-20T10:00:00.000Z' },
      },
      {
        table: 'sla',
        operations: ['delete'],
        depth: 'deep',
        requires: [],
        paths: [],
        observed: { create: 0, update: null, delete: null, last: null },
      },
    ],
  },
})

const resolved = Finding.parse({
  ...finding,
  id: 'restricted-table-write-222222222222',
  severity: 'low',
  subject: { kind: 'tenant', id: head.tenantId, name: 'Contoso', upn: null },
  environment: null,
  status: 'resolved',
  resolvedAt: '2026-11-23T09:00:00.000Z',
})

export const everyState = FindingsDocument.parse({
  ...findings,
  rules: [{ ...rule, outcome: 'fail', needs: ['graph/groups'] }],
  findings: [waived, resolved],
})

export const explainedWaived = ExplainDocument.parse({ ...explainedFinding, finding: waived, derivation: [] })
export const explainedResolved = ExplainDocument.parse({ ...explainedFinding, finding: resolved, sources: [] })
export const explainedOver = ExplainDocument.parse({
  ...explainedPool,
  pool: {
    ...routesOver,
    consumedFrom: 'dataverse-estimate',
    consumedAsOf: null,
    consumedRange: { low: 15_000, high: 17_000, method: 'closed sessions of the month' },
    compared: {
      edition: 'dynamics-365-2026-07',
      entitled: 6000,
      differences: [{ amount: 1000, note: 'more routes a seat', clause: 'record-routing', otherClause: 'routes-2026' }],
    },
  },
})

/** All is within, all was read, nobody writes without a license. */
export const syncFine = SyncDocument.parse({
  ...sync,
  runId: null,
  tenantName: null,
  rules: [{ ...rule, outcome: 'pass', open: 0 }],
  pools: [{ ...routes, consumed: 10, consumedFrom: 'import', remaining: 4990, status: 'within', packsNeeded: [] }],
})

export const syncNear = SyncDocument.parse({
  ...sync,
  pools: [{ ...routes, consumed: 4900, consumedFrom: 'import', remaining: 100, status: 'near', packsNeeded: [] }],
  coverage: unread.map((row) => ({ ...row, environment: null, source: 'graph/users', fix: null })),
})

function restrictedTable(evidence: Evidence): RestrictedTableEvidence {
  if (isRestrictedTable(evidence)) return evidence
  throw new Error('the literal finding is of another rule')
}

/** More roles than the summary shows. */
export const manyRoles = Array.from({ length: 12 }, (_, index) =>
  Finding.parse({
    ...finding,
    id: `restricted-table-write-${String(index).padStart(12, '0')}`,
    subject: { ...finding.subject, id: `user-${index % 5}` },
    evidence: {
      ...restrictedTable(finding.evidence),
      tables: restrictedTable(finding.evidence).tables.map((access) => ({
        ...access,
        paths: access.paths.map((path) => ({ ...path, role: `Role ${index}`, roleId: `role-${index}` })),
      })),
    },
  }),
)

export const seatsWithUse = SeatsDocument.parse({
  ...seats,
  historySince: '2026-06-01T00:00:00.000Z',
  seats: [{ ...seat, warning: 0, graceUntil: null, trialUnits: null, idle: 3, duplicate: 0, moved: null }],
  people: [
    {
      id: 'x',
      name: 'Nameless',
      upn: null,
      seats: [{ plan: 'voice', skuId: seat.skuId, via: 'group', group: { id: 'group-id', name: null }, since: null }],
      lastSignIn: '2026-11-01T07:00:00.000Z',
      environments: null,
      verdict: 'ok',
      saving: null,
    },
  ],
})
export const seatsOfNobody = SeatsDocument.parse({ ...seats, seats: [], people: [] })

export const doctorFine = DoctorDocument.parse({ ...doctor, checks: doctor.checks.slice(0, 1) })

/** A month with a pace, and storage that runs out. */
export const capacityWithTrends = CapacityDocument.parse({
  ...capacity,
  pools: [
    {
      ...database,
      consumed: 40,
      status: 'within',
      coveredBy: [],
      packsNeeded: [],
      trend: {
        points: 12,
        perDay: 0.5,
        endOfPeriod: null,
        over: { on: '2026-12-04', earliest: '2026-12-02', latest: '2026-12-05' },
        method: 'least squares over 12 days with a sync, of 11 days',
      },
    },
    {
      ...routes,
      consumed: 2300,
      consumedFrom: 'import',
      trend: { points: 1, perDay: 100, endOfPeriod: 3000, over: null, method: 'pace of the month so far' },
    },
  ],
})
