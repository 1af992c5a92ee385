/** The official description of Graph as a judge of requests, and our own short one for what it lacks. */
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { z } from 'zod'
import { sharedPath } from './shared-folder.ts'

export interface SentRequest {
  readonly method: string
  /** Path without `/v1.0`, as sent. */
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
}

const Parameter = z.looseObject({
  name: z.string(),
  in: z.string(),
  schema: z.looseObject({ type: z.string().optional(), items: z.unknown().optional() }).optional(),
})
const Operation = z.looseObject({
  parameters: z.array(z.union([Parameter, z.object({ $ref: z.string() })])).optional(),
  requestBody: z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) }).optional(),
})
const Description = z.looseObject({
  paths: z.record(z.string(), z.looseObject({ get: Operation.optional(), post: Operation.optional() })),
  components: z.looseObject({ parameters: z.record(z.string(), Parameter) }),
})

/**
 * Ours, not official: what the description lacks (contracts/openapi/README.md, "Known gaps"). Owners and `$batch` are in the reference
 * of Microsoft Graph v1.0, `$select` on getByIds in contracts/graph.md 7, `$skiptoken` is what the service puts into next links.
 */
const ours = {
  paths: {
    '/groups/{group-id}/owners': { parameters: ['$select', '$top', '$count'] },
    '/directoryObjects/getByIds': { parameters: ['$select'] },
    '/$batch': { parameters: [] },
  } satisfies Record<string, { readonly parameters: readonly string[] }>,
  everywhere: ['$skiptoken'],
  batch: z.strictObject({
    requests: z
      .array(z.strictObject({ id: z.string(), method: z.literal('GET'), url: z.string().startsWith('/') }))
      .min(1)
      .max(20),
  }),
} as const

type Described = z.infer<typeof Operation>

export class GraphDescription {
  readonly #description = Description.parse(
    parse(readFileSync(sharedPath('contracts/openapi/graph-v1.0-subset.openapi.yaml'), 'utf8')),
  )
  readonly #ajv = new Ajv({ strict: false, coerceTypes: true, validateFormats: false })

  /** What is wrong with a request; nothing for a valid one. */
  faultsOf(request: SentRequest): string[] {
    const template = this.#templateOf(request.path)
    const own = template === '/$batch' || template.endsWith('/owners') ? {} : null
    const operation = this.#operationOf(template, request.method) ?? own
    if (operation === null) return [`${request.method} ${request.path} is in no description`]
    if (template === '/$batch') return this.#batchFaults(request)
    return [...this.#queryFaults(request, template, operation), ...this.#bodyFaults(request, operation)]
  }

  #templateOf(path: string): string {
    const own = Object.keys(ours.paths)
    const known = [...Object.keys(this.#description.paths), ...own]
    return known.find((template) => patternOf(template).test(path)) ?? path
  }

  #operationOf(template: string, method: string): Described | null {
    const path = this.#description.paths[template]
    return (method === 'GET' ? path?.get : path?.post) ?? null
  }

  #queryFaults({ query }: SentRequest, template: string, { parameters = [] }: Described): string[] {
    const described = new Map(parameters.map((one) => this.#resolve(one)).map((one) => [one.name, one]))
    const own: Record<string, { readonly parameters: readonly string[] }> = ours.paths
    const allowed = [...(own[template]?.parameters ?? []), ...ours.everywhere]
    return [...query].flatMap(([name, value]) => {
      const parameter = described.get(name)
      if (parameter === undefined) return allowed.includes(name) ? [] : [`${template} has no ${name}`]
      return this.#valueFaults(template, parameter, value)
    })
  }

  #valueFaults(template: string, { name, schema }: z.infer<typeof Parameter>, value: string): string[] {
    if (schema === undefined) return []
    const given = schema.type === 'array' ? value.split(',') : value
    return this.#ajv.validate(schema, given) ? [] : [`${template}: ${name}=${value}: ${this.#ajv.errorsText()}`]
  }

  #bodyFaults({ body }: SentRequest, { requestBody }: Described): string[] {
    if (requestBody === undefined) return body === null ? [] : ['a body where none is described']
    const schema = requestBody.content['application/json']?.schema
    const Shape = z.looseObject({ properties: z.record(z.string(), z.unknown()) })
    const closed = { ...Shape.parse(schema), additionalProperties: false, required: ['ids', 'types'] }
    return this.#ajv.validate(closed, structuredClone(body)) ? [] : [this.#ajv.errorsText()]
  }

  #batchFaults({ body }: SentRequest): string[] {
    const batch = ours.batch.safeParse(body)
    if (!batch.success) return [batch.error.message]
    return batch.data.requests.flatMap(({ url }) => {
      const parsed = new URL(url, 'https://graph.example')
      return this.faultsOf({ method: 'GET', path: parsed.pathname, query: parsed.searchParams, body: null })
    })
  }

  #resolve(parameter: z.infer<typeof Parameter> | { $ref: string }): z.infer<typeof Parameter> {
    if (!('$ref' in parameter) || typeof parameter.$ref !== 'string') return Parameter.parse(parameter)
    const name = parameter.$ref.slice('#/components/parameters/'.length)
    return Parameter.parse(this.#description.components.parameters[name])
  }
}

function patternOf(template: string): RegExp {
  const escaped = template.replaceAll(/[.$()]/g, String.raw`\$&`).replaceAll(/\{[^}]+\}/g, '[^/]+')
  return new RegExp(`^${escaped}$`)
}
