/** Sign-in of the application itself: by client secret, by certificate, or by a federated token file. */
import { readFile } from 'node:fs/promises'
import { ConfidentialClientApplication, type INetworkModule, type NodeAuthOptions } from '@azure/msal-node'
import { isWellKnownLogin } from '../../src/clouds.ts'
import { ConfigurationError } from '../../src/errors.ts'
import type { ConnectionSettings, Credential } from '../../src/model/connection.ts'
import { clientCapabilities, type Acquire } from './acquire.ts'
import { readCertificate } from './certificate.ts'

type ApplicationCredential = Extract<Credential, { kind: 'client-secret' | 'certificate' | 'federated-token' }>

export function acquireAsApplication(
  settings: ConnectionSettings,
  credential: ApplicationCredential,
  networkClient: INetworkModule,
): Acquire {
  let application: Promise<ConfidentialClientApplication> | null = null
  const open = async (): Promise<ConfidentialClientApplication> =>
    new ConfidentialClientApplication({
      auth: { ...authorityOf(settings), ...(await proofOf(credential)) },
      system: { networkClient },
    })
  return async ({ scope, fresh, claims }) => {
    application ??= open()
    const client = await application.catch((error: unknown) => {
      application = null
      throw error
    })
    const result = await client.acquireTokenByClientCredential({
      scopes: [scope],
      skipCache: fresh,
      ...(claims === null ? {} : { claims }),
    })
    return result?.accessToken ?? null
  }
}

/** A host that MSAL does not know has to be named, and is then asked for its endpoints instead of Microsoft's own. */
export function authorityOf(settings: ConnectionSettings): NodeAuthOptions {
  const { cloud, clientId, tenantId } = settings
  return {
    clientId,
    authority: `${new URL(cloud.loginUrl).origin}/${tenantId}`,
    knownAuthorities: isWellKnownLogin(cloud) ? [] : [new URL(cloud.loginUrl).host],
    clientCapabilities,
  }
}

async function proofOf(credential: ApplicationCredential): Promise<Partial<NodeAuthOptions>> {
  if (credential.kind === 'client-secret') return { clientSecret: credential.secret() }
  if (credential.kind === 'certificate') {
    return { clientCertificate: await readCertificate(credential.path, credential.password) }
  }
  // Read at each use: the platform replaces the file before the token in it ends.
  return { clientAssertion: () => readAssertion(credential.path) }
}

async function readAssertion(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '')
  if (text.trim() === '')
    throw new ConfigurationError('AZURE_FEDERATED_TOKEN_FILE: the file cannot be read or is empty')
  return text.trim()
}
