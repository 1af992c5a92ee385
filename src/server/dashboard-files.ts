/** The built dashboard's files, or where they are not built a page that says so. Deep links of the dashboard give its first page. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import { Refusal } from './problem.ts'
import type { SignIn } from './sign-in.ts'

/** What the built page holds where each answer puts a word of its own: only styles and scripts that bear it count. */
const nonceMark = '__CSP_NONCE__'

/** `folder`: null where the dashboard is not built. */
export async function addDashboard(app: App, folder: string | null, signIn: SignIn): Promise<void> {
  const page = folder === null ? notBuilt : readFileSync(join(folder, 'index.html'), 'utf8')
  const sendPage = async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const nonce = randomBytes(16).toString('base64')
    return reply
      .headers({ 'content-security-policy': policyOf(nonce, signIn), 'cache-control': 'no-cache' })
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(nonceMark, nonce))
  }
  app.get('/', { schema: { hide: true } }, sendPage)
  if (folder !== null && existsSync(join(folder, 'assets'))) {
    await app.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      index: false,
      // Their names change with what is in them.
      immutable: true,
      maxAge: '365d',
      schemaHide: true,
    })
  }
  app.setNotFoundHandler(async (request, reply) => {
    if (isDeepLink(request)) return sendPage(request, reply)
    throw new Refusal(404, 'not-found', 'There is nothing at this address.', { hint: 'see /api/docs' })
  })
}

/** A person's browser asks for a page; a program, or a script of a page, for something else. */
function isDeepLink({ method, url, headers }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  if (/^\/(api|connector|assets|metrics|healthz|readyz)(\/|\?|$)/.test(url)) return false
  return headers.accept?.includes('text/html') === true
}

/** Nothing from elsewhere but, where people sign in with Entra ID, its host. */
function policyOf(nonce: string, { entra }: SignIn): string {
  const login = entra === null ? '' : ` ${new URL(entra.authority).origin}`
  return [
    "default-src 'none'",
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${login}`,
    ...(login === '' ? [] : [`frame-src${login}`]),
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    // Sign-in with Entra ID renews a session in a frame of our own page.
    login === '' ? "frame-ancestors 'none'" : "frame-ancestors 'self'",
  ].join('; ')
}

const notBuilt = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Seatledger</title></head>
<body><h1>Seatledger is running</h1>
<p>The dashboard is not built here: <code>npm run dashboard</code> builds it. The <a href="/api/docs">HTTP API</a> answers.</p>
</body></html>
`
