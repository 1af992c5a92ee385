/** The API's description, OpenAPI 3.1, made of the schemas that check requests and that documents are typed by. */
import fastifySwagger from '@fastify/swagger'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { App } from './app.ts'
import { schemaRegistry } from './schema-names.ts'

/** What schemas say of themselves is in zod's own registry; ours holds their names. */
const zodToJsonConfig: NonNullable<Parameters<typeof createJsonSchemaTransform>[0]['zodToJsonConfig']> = {
  override: ({ zodSchema, jsonSchema }) => void Object.assign(jsonSchema, z.globalRegistry.get(zodSchema)),
}
const transformSchema = createJsonSchemaTransform({ schemaRegistry, zodToJsonConfig })
const transformObject = createJsonSchemaTransformObject({ schemaRegistry, zodToJsonConfig })

const description = `The documents of Seatledger's commands over HTTP, as they are: \`--json\` prints the same. It only ever reads the tenant.

Lists come in pages; the Link header leads to the others (RFC 8288) and X-Total-Count says how many there are. An ETag saves sending an
answer again. Errors are problem documents (RFC 9457). Reading needs the role Seatledger.Read, changing Seatledger.Manage, which holds the other too.`

/** To be called before any route is added. */
export async function addDescription(app: App, version: string): Promise<void> {
  await app.register(fastifySwagger, {
    hideUntagged: true,
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Seatledger', version, description, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: '/', description: 'Where this description was read.' }],
      tags: tags.map(([name, text]) => ({ name, description: text })),
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            description: 'An access token of Entra ID, or on this machine the token of the printed link.',
          },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'seatledger',
            description: 'Of the printed link, on this machine.',
          },
        },
      },
    },
    transform: (given) => {
      const { schema, url } = transformSchema(given)
      const role = given.route.config?.role
      if (role === undefined) return { schema: { ...schema, security: [] }, url }
      return { schema: { ...schema, description: `Role: ${role}.`, security: [{ bearer: [] }, { session: [] }] }, url }
    },
    transformObject,
  })
}

const Described = z.looseObject({
  paths: z.unknown(),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
})

/** Requests hold no document, so that no document is described as one. */
export function apiDescription(app: App): z.infer<typeof Described> {
  const described = Described.parse(app.swagger())
  const { paths, components } = described
  const used = JSON.stringify(paths)
  const schemas = Object.entries(components.schemas).filter(
    ([name]) => !name.endsWith('Input') || used.includes(`/${name}"`),
  )
  return { ...described, components: { ...components, schemas: Object.fromEntries(schemas) } }
}

const tags = [
  ['Tenants', 'What this service reads.'],
  ['Runs', 'Syncs: stored, running, and to be started.'],
  ['Capacity', 'Entitled, reported and used, by pool.'],
  ['Findings', 'What breaks the guide, who can write what without a license, and what was accepted.'],
  ['Seats', 'Who holds what, and what it grants.'],
  ['Planning', 'What to buy.'],
  ['Exports', 'The last run as files.'],
  ['Subscriptions', 'Who is told when a finding opens.'],
  ['Service', 'The service itself.'],
] as const

/** The routes that tell of the API; open, for they tell nothing of a tenant. */
export function addDescriptionRoute(app: App): void {
  let json: string | null = null
  app.route({
    method: 'GET',
    url: '/api/openapi.json',
    schema: {
      operationId: 'getApiDescription',
      tags: ['Service'],
      summary: 'This description',
      response: {
        200: {
          description: 'OpenAPI 3.1.',
          content: { 'application/json': { schema: z.any().meta({ type: 'object' }) } },
        },
      },
    },
    handler: async (_request, reply) => {
      json ??= JSON.stringify(apiDescription(app))
      return reply.header('cache-control', 'no-cache').type('application/json; charset=utf-8').send(json)
    },
  })
}
