/** How a document is answered: kept as long as nothing changes under it, with a tag that saves sending it again. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { safeJson } from '../../safe-json.ts'
import { AnswerCache, type CacheParts } from '../answer-cache.ts'
import { pageHeaders } from '../pages.ts'
import { Refusal } from '../problem.ts'
import type { Answers, Page, Service } from '../service.ts'

export class Answering {
  readonly service: Service
  readonly #cache: AnswerCache

  constructor(service: Service, parts: CacheParts) {
    this.service = service
    this.#cache = new AnswerCache(parts)
  }

  /** For a run that was stored just now: what was asked for last is made before the run is told of. */
  async renew(): Promise<void> {
    for (const tenant of this.service.tenants()) await this.#cache.renew(tenant)
  }

  /** After a change that was asked for over HTTP: who asked sees it at once. */
  async changed(tenant: Answers): Promise<void> {
    await this.#cache.changed(tenant)
  }

  /** Throws a Refusal for a tenant that this service does not read. */
  tenant(id: string): Answers {
    const found = this.service.tenant(id)
    if (found !== null) return found
    throw new Refusal(404, 'unknown-tenant', 'This service reads no such tenant.', { hint: 'GET /api/v1/tenants' })
  }

  async allChanged(): Promise<void> {
    for (const tenant of this.service.tenants()) await this.changed(tenant)
  }

  async document(
    request: FastifyRequest,
    reply: FastifyReply,
    { tenant, make }: { readonly tenant: Answers; readonly make: () => Promise<object> },
  ): Promise<FastifyReply> {
    return this.#answer(request, reply, tenant, async () => ({ body: Buffer.from(jsonOf(await make())), headers: {} }))
  }

  async page(
    request: FastifyRequest,
    reply: FastifyReply,
    {
      tenant,
      limit,
      make,
    }: { readonly tenant: Answers; readonly limit: number; readonly make: () => Promise<Page<object>> },
  ): Promise<FastifyReply> {
    return this.#answer(request, reply, tenant, async () => {
      const { document, ...place } = await make()
      return { body: Buffer.from(jsonOf(document)), headers: pageHeaders(request.url, place, limit) }
    })
  }

  async #answer(
    request: FastifyRequest,
    reply: FastifyReply,
    tenant: Answers,
    make: Parameters<AnswerCache['answer']>[2],
  ): Promise<FastifyReply> {
    const cacheControl = 'private, no-cache'
    const now = await this.#cache.etag(tenant, request.url)
    const said = request.headers['if-none-match']
    if (isKnown(said, now)) return reply.code(304).headers({ etag: now, 'cache-control': cacheControl }).send()
    const { body, etag, headers: more } = await this.#cache.answer(tenant, request.url, make)
    const headers = { etag, 'cache-control': cacheControl }
    if (isKnown(said, etag)) return reply.code(304).headers(headers).send()
    return reply
      .headers({ ...headers, ...more })
      .type('application/json; charset=utf-8')
      .send(body)
  }
}

/** As `--json` prints it, without line breaks. */
export function jsonOf(document: object): string {
  return safeJson(JSON.stringify(document))
}

function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
