/** A literal finding for tests, open and complete in every field. */
import type { Finding } from '../../src/model/finding.ts'
import type { TableAccess } from '../../src/model/evidence.ts'

export const production = { id: 'env-1', name: 'Production' }

/** A finding about `Ada` in Production unless said otherwise. */
export function finding(about: Partial<Finding> = {}, tables: TableAccess[] = []): Finding {
  return {
    id: 'restricted-table-write-000000000001',
    rule: 'restricted-table-write',
    severity: 'medium',
    subject: { kind: 'user', id: 'ada', name: 'Ada', upn: 'ada@contoso.example' },
    environment: production,
    title: 'Ada can write',
    detail: 'Detail.',
    evidence: { administrator: false, latent: null, observedWindow: null, tables },
    remedies: [],
    clauses: [],
    sources: [],
    status: 'open',
    stale: false,
    waiver: null,
    firstSeen: '2026-11-01T00:00:00Z',
    lastSeen: '2026-11-01T00:00:00Z',
    resolvedAt: null,
    ...about,
  }
}

/** Access to one table by direct roles, named with what they give. */
export function tableAccess(table: string, roles: Record<string, TableAccess['operations']>): TableAccess {
  return {
    table,
    operations: [...new Set(Object.values(roles).flat())],
    depth: 'global',
    requires: ['customer_service_enterprise'],
    paths: Object.entries(roles).map(([role, operations]) => ({
      role,
      roleId: `id-of-${role}`,
      team: null,
      teamKind: null,
      group: null,
      operations,
      depth: 'global',
    })),
    observed: null,
  }
}
