/** A run that was stored under one edition of the guide and is read under the other: every command, each finding and pool with its clauses. */
import { describe, expect, test } from 'vitest'
import {
  CapacityDocument,
  EvaluationDocument,
  ExplainDocument,
  FindingsDocument,
  SeatsDocument,
  SyncDocument,
} from '../../src/model/documents.ts'
import { PlanDocument } from '../../src/model/plan.ts'
import { poolIds } from '../../src/model/pool.ts'
import { RightsDocument } from '../../src/model/rights.ts'
import { afterSync } from './after-sync.ts'

const first = 'contact-center-2025-02'
const second = 'dynamics-365-2026-07'
const synced = afterSync('fabrikam')

interface Citing {
  readonly clauses: Readonly<Record<string, { readonly edition: string }>>
}

/** Clauses that a document names and does not carry. */
function missing({ clauses }: Citing, ids: readonly string[]): string[] {
  return ids.filter((id) => !(id in clauses))
}

describe.each([
  [first, second],
  [second, first],
])('a run stored under %s, read under %s', (stored, read) => {
  test('is listed, explained and judged again, with no clause left out', async () => {
    const line = await synced()
    line.env['SEATLEDGER_EDITION'] = stored
    await line.type('sync')
    line.env['SEATLEDGER_EDITION'] = read

    const { document: findings } = await line.ask(FindingsDocument, 'findings', '--status', 'all')
    const evaluated = await line.ask(EvaluationDocument, 'evaluate')
    const { document: capacity } = await line.ask(CapacityDocument, 'capacity', '--stored', '--compare', stored)

    expect(
      missing(
        findings,
        findings.findings.flatMap(({ clauses }) => clauses),
      ),
    ).toEqual([])
    expect([evaluated.exitCode, evaluated.document.edition]).toEqual([2, read])
    expect(
      missing(
        evaluated.document,
        evaluated.document.findings.flatMap(({ clauses }) => clauses),
      ),
    ).toEqual([])
    expect(capacity.edition).toBe(read)
    for (const pool of capacity.pools) {
      const { entitled, compared } = pool
      const sum = (compared?.differences ?? []).reduce((total, { amount }) => total + amount, 0)
      expect([pool.pool, compared?.edition]).toEqual([pool.pool, stored])
      expect((compared?.entitled ?? 0) - (entitled ?? 0)).toBeCloseTo(sum, 3)
      expect(
        missing(
          capacity,
          (compared?.differences ?? []).flatMap(({ clause, otherClause }) => [clause, otherClause]),
        ),
      ).toEqual([])
    }
    const oneOfEach = new Map(findings.findings.map(({ rule, id }) => [rule, id]))
    for (const id of [...poolIds, ...oneOfEach.values()]) {
      const { document } = await line.ask(ExplainDocument, 'explain', id)
      expect([id, missing(document, document.finding?.clauses ?? [])]).toEqual([id, []])
    }
  })

  test('serves seats, rights and plans, and the next sync changes no finding by the edition alone', async () => {
    const line = await synced()
    line.env['SEATLEDGER_EDITION'] = stored
    await line.type('sync')
    line.env['SEATLEDGER_EDITION'] = read
    line.clock.advance(3_600_000)

    const codes = [
      await line.ask(SeatsDocument, 'seats', '--by', 'user'),
      await line.ask(RightsDocument, 'rights', 'agent4@fabrikam.example'),
      await line.ask(PlanDocument, 'plan'),
      await line.ask(PlanDocument, 'plan', '--fix'),
    ].map(({ exitCode, document }) => [exitCode, document.edition])
    const { document } = await line.ask(SyncDocument, 'sync')

    expect(codes).toEqual(codes.map(() => [0, read]))
    expect(document.rules.map(({ rule, outcome }) => [rule, outcome])).toHaveLength(16)
    expect(document.findings).toMatchObject({ new: 0, resolved: 0 })
  })
})
