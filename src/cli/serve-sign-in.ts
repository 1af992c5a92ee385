/** How people sign in to `serve`: with Entra ID where an audience is set, else by the link that is printed. */
import { z } from 'zod'
import { openConnection } from '../../connectors/connection.ts'
import { signingKeysUrl, tokenIssuers } from '../clouds.ts'
import type { TenantConfig } from '../config.ts'
import { createEntraSignIn } from '../server/entra-sign-in.ts'
import { createLocalSignIn, type LocalSignIn } from '../server/local-sign-in.ts'
import type { SignIn } from '../server/sign-in.ts'
import { SigningKeys, type SigningKeysParts } from '../server/signing-keys.ts'
import { version } from '../version.ts'
import type { Io } from './io.ts'
import type { Product } from './product.ts'

/** Who waits for a sign-in does not wait longer. */
const budgetMs = 20_000

export function openSignIn(product: Product<TenantConfig>, io: Io): SignIn | LocalSignIn {
  const { apiAudience, connection } = product.config
  if (apiAudience === null) return createLocalSignIn(io.clock)
  const { cloud, tenantId } = connection
  const keys = new SigningKeys({ fetchKeys: async () => fetchKeys(product, io), clock: io.clock, log: product.log })
  return createEntraSignIn(
    {
      tenantId,
      issuers: tokenIssuers(cloud, tenantId),
      audiences: apiAudience.accepted,
      session: {
        authority: `${new URL(cloud.loginUrl).origin}/${tenantId}`,
        clientId: apiAudience.applicationId,
        scope: apiAudience.scope,
      },
    },
    keys,
    io.clock,
  )
}

/** As Entra ID publishes them (RFC 7517): of each what a signature is checked with, and nothing private. */
const Keys = z.object({
  keys: z.array(
    z.object({ kty: z.literal('RSA'), kid: z.string(), use: z.string().optional(), n: z.string(), e: z.string() }),
  ),
})

/** By the way of all requests: its hosts, its proxy, its tries. */
async function fetchKeys({ config, log }: Product<TenantConfig>, io: Io): ReturnType<SigningKeysParts['fetchKeys']> {
  const { connection: settings } = config
  const connection = openConnection(
    { ...settings, budgetMs },
    {
      clock: io.clock,
      ...(io.signal ? { signal: io.signal } : {}),
      limits: io.limits,
      userAgent: `seatledger/${version}`,
      onRequest: (event) => log.debug('request', { ...event }),
    },
  )
  try {
    const url = signingKeysUrl(settings.cloud, settings.tenantId)
    const { body } = await connection.transport.send({ api: 'sign-in', method: 'GET', url, scope: null })
    return toKeySet(Keys.parse(body))
  } finally {
    connection.close()
  }
}

function toKeySet({ keys }: z.infer<typeof Keys>): Awaited<ReturnType<SigningKeysParts['fetchKeys']>> {
  return { keys: keys.map(({ use, ...key }) => (use === undefined ? key : { ...key, use })) }
}
