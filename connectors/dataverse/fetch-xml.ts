/** FetchXML by GET: the query as text, its pages, and how the service says that it was too much for an aggregate (dataverse.md 4, 5.3). */
import { z } from 'zod'
import { UpstreamError } from '../../src/errors.ts'
import type { EvidencePeriod } from '../../src/model/connectors.ts'
import { xmlAttribute } from '../transport/quoting.ts'
import type { ApiResponse } from '../transport/request.ts'
import type { Dataverse } from './dataverse.ts'

const pageRows = 5000
/** Without a paging cookie the service gives 50,000 rows. */
const mostPages = 10

/** Rows whose `column` lies in the period, in a query of the table; `body` are attributes and orders. */
export interface FetchQuery {
  readonly set: string
  readonly table: string
  readonly kind: 'aggregate' | 'distinct'
  readonly column: 'createdon' | 'modifiedon'
  readonly period: EvidencePeriod
  readonly body: string
}

function xmlOf({ table, kind, column, period, body }: FetchQuery, page: number): string {
  const conditions = [
    ['ge', period.from],
    ['lt', period.to],
  ].map(
    ([operator, value]) =>
      `<condition attribute="${column}" operator="${operator}" value=${xmlAttribute(value ?? '')}/>`,
  )
  return (
    `<fetch ${kind}="true" count="${pageRows}" page="${page}"><entity name=${xmlAttribute(table)}>` +
    `${body}<filter>${conditions.join('')}</filter></entity></fetch>`
  )
}

const More = z.object({ '@Microsoft.Dynamics.CRM.morerecords': z.literal(true) })

export async function* fetchPages(api: Dataverse, query: FetchQuery, signal: AbortSignal): AsyncGenerator<ApiResponse> {
  for (let page = 1; ; page += 1) {
    const answer = await api.getAnnotated(
      `${encodeURIComponent(query.set.toWellFormed())}?fetchXml=${encodeURIComponent(xmlOf(query, page))}`,
      signal,
    )
    yield answer
    if (!More.safeParse(answer.body).success) return
    if (page === mostPages) throw tooMany(query, answer)
  }
}

function tooMany({ set }: FetchQuery, { status, requestId }: ApiResponse): UpstreamError {
  const facts = { status, serviceCode: null, requestId }
  return new UpstreamError(`GET /api/data/v9.2/${set}: more than ${mostPages * pageRows} rows`, facts)
}

/** An aggregate reads at most 50,000 rows: `AggregateQueryRecordLimit exceeded`, by its code in both notations. */
export function isAggregateLimit(error: unknown): boolean {
  const code = error instanceof UpstreamError ? error.facts.serviceCode : null
  return code !== null && ['0x8004e023', '-2147164125'].includes(code.toLowerCase())
}
