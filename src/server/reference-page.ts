/** The reference page: the API's description as one page of HTML that needs no script and nothing from elsewhere. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { apiDescription } from './api-description.ts'
import type { App } from './app.ts'
import { problemWords } from './problem.ts'

const Schema = z.looseObject({ $ref: z.string().optional() })
const Parameter = z.looseObject({
  name: z.string(),
  in: z.string(),
  required: z.boolean().default(false),
  description: z.string().default(''),
  schema: Schema.default({}),
})
const Content = z.record(z.string(), z.looseObject({ schema: Schema.default({}) }))
const Answer = z.looseObject({ description: z.string(), content: Content.default({}) })
const Operation = z.looseObject({
  operationId: z.string(),
  summary: z.string().default(''),
  description: z.string().default(''),
  tags: z.array(z.string()),
  parameters: z.array(Parameter).default([]),
  requestBody: z.looseObject({ content: Content }).optional(),
  responses: z.record(z.string(), Answer),
})
const Description = z.looseObject({
  info: z.looseObject({ title: z.string(), version: z.string(), description: z.string() }),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
})
type Described = { readonly path: string; readonly method: string; readonly operation: z.infer<typeof Operation> }

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:0 auto;padding:1rem}
code,pre{font:0.875rem/1.4 ui-monospace,monospace}pre{overflow-x:auto;padding:.5rem;border:1px solid #8888}table{border-collapse:collapse;width:100%}
td,th{border-bottom:1px solid #8888;padding:.25rem .5rem;text-align:left;vertical-align:top}h3{margin-bottom:.25rem}summary{cursor:pointer}`

const styleHash = createHash('sha256').update(style).digest('base64')

export function addReferencePage(app: App): void {
  let page: string | null = null
  app.get('/api/docs', { schema: { hide: true } }, async (_request, reply) => {
    page ??= referencePage(apiDescription(app))
    const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
    return reply
      .headers({ 'content-security-policy': policy, 'cache-control': 'no-cache' })
      .type('text/html; charset=utf-8')
      .send(page)
  })
}

export function referencePage(given: unknown): string {
  const { info, tags, paths, components } = Description.parse(given)
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Described => ({ path, method, operation })),
  )
  const sections = tags.map(({ name, description }) => {
    const own = all.filter(({ operation }) => operation.tags.includes(name))
    return `<h2 id="${id(name)}">${text(name)}</h2><p>${text(description)}</p>${own.map(operationHtml).join('')}`
  })
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) =>
      `<details id="schema-${id(name)}"><summary>${text(name)}</summary><pre>${text(JSON.stringify(schema, null, 2))}</pre></details>`,
  )
  const problems = Object.entries(problemWords).map(
    ([code, words]) => `<tr id="problem-${id(code)}"><td><code>${text(code)}</code></td><td>${text(words)}</td></tr>`,
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text(info.title)} API</title><style>${style}</style></head>
<body><main><h1>${text(info.title)} API ${text(info.version)}</h1>${info.description
    .split('\n\n')
    .map((part) => `<p>${text(part)}</p>`)
    .join('')}
<p>For programs: <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
${sections.join('\n')}
<h2 id="problems">Problems</h2><table><tr><th>Code</th><th>Meaning</th></tr>${problems.join('')}</table>
<h2 id="schemas">Schemas</h2>${schemas.join('\n')}</main></body></html>
`
}

function operationHtml({ path, method, operation }: Described): string {
  const { operationId, summary, description, parameters, requestBody, responses } = operation
  const rows = parameters.map(
    ({ name, in: place, required, description: words, schema }) =>
      `<tr><td><code>${text(name)}</code></td><td>${text(place)}${required ? ', required' : ''}</td><td>${text(words)} <code>${text(JSON.stringify(schema))}</code></td></tr>`,
  )
  const answers = Object.entries(responses).map(
    ([status, answer]) =>
      `<tr><td>${text(status)}</td><td>${text(answer.description)}</td><td>${contentHtml(answer.content)}</td></tr>`,
  )
  const table =
    rows.length === 0 ? '' : `<table><tr><th>Parameter</th><th>In</th><th>What</th></tr>${rows.join('')}</table>`
  const body = requestBody === undefined ? '' : `<p>Body: ${contentHtml(requestBody.content)}</p>`
  return `<h3 id="${id(operationId)}"><code>${text(method.toUpperCase())} ${text(path)}</code></h3><p>${text(summary)}. ${text(description)}</p>
<details><summary>${text(operationId)}: parameters and answers</summary>${table}${body}<table><tr><th>Status</th><th>When</th><th>What</th></tr>${answers.join('')}</table></details>
`
}

function contentHtml(content: z.infer<typeof Content>): string {
  return Object.entries(content)
    .map(([type, { schema }]) => `<code>${text(type)}</code> ${schemaHtml(schema)}`)
    .join('<br>')
}

function schemaHtml(schema: z.infer<typeof Schema>): string {
  const name = schema.$ref?.split('/').at(-1)
  if (name !== undefined) return `<a href="#schema-${id(name)}">${text(name)}</a>`
  return `<code>${text(JSON.stringify(schema))}</code>`
}

function id(name: string): string {
  return name.replaceAll(/[^\w-]/g, '-')
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
