/** How the app registration signs in: exactly one credential, conflicts and gaps named. */
import { accessSync, constants } from 'node:fs'
import { ConfigurationError } from '../errors.ts'
import type { Credential } from '../model/connection.ts'
import { wrapSecret } from './secret.ts'
import { readChoice } from './values.ts'
import { broken, readValue, type VariableName, type Variables } from './variables.ts'

const choices = [
  'AZURE_CLIENT_SECRET',
  'AZURE_CLIENT_CERTIFICATE_PATH',
  'AZURE_FEDERATED_TOKEN_FILE',
  'SEATLEDGER_AUTH',
] as const satisfies readonly VariableName[]

/** What to say where no credential is set. */
export const credentialChoices =
  'one of AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH, AZURE_FEDERATED_TOKEN_FILE, SEATLEDGER_AUTH'

/** The one credential that is set; `null` where none is. `isService`: nobody is there to type a device code. */
export function readCredential(env: Variables, isService: boolean): Credential | null {
  const auth = readChoice(env, 'SEATLEDGER_AUTH', ['managed-identity', 'device-code'])
  const password = readSecret(env, 'AZURE_CLIENT_CERTIFICATE_PASSWORD')
  const set = choices.filter((name) => readValue(env, name) !== null)
  if (set.length > 1) {
    throw new ConfigurationError(`${set.join(' and ')} are set together; allowed: exactly one credential`)
  }
  if (password !== null && set[0] !== 'AZURE_CLIENT_CERTIFICATE_PATH') {
    throw broken('AZURE_CLIENT_CERTIFICATE_PASSWORD', 'has no certificate', 'with AZURE_CLIENT_CERTIFICATE_PATH only')
  }
  if (auth === 'device-code' && isService) {
    throw broken('SEATLEDGER_AUTH', 'is "device-code", which needs a person', 'managed-identity, or a credential')
  }
  if (auth !== null) return { kind: auth }
  return readGivenCredential(env, password)
}

function readGivenCredential(env: Variables, password: (() => string) | null): Credential | null {
  const secret = readSecret(env, 'AZURE_CLIENT_SECRET')
  if (secret !== null) return { kind: 'client-secret', secret }
  const certificate = readPath(env, 'AZURE_CLIENT_CERTIFICATE_PATH')
  if (certificate !== null) return { kind: 'certificate', path: certificate, password }
  const token = readPath(env, 'AZURE_FEDERATED_TOKEN_FILE')
  return token === null ? null : { kind: 'federated-token', path: token }
}

/** As it was given: blanks at the ends of a secret may belong to it. */
function readSecret(env: Variables, name: VariableName): (() => string) | null {
  return readValue(env, name) === null ? null : wrapSecret(env[name] ?? '')
}

function readPath(env: Variables, name: VariableName): string | null {
  const path = readValue(env, name)
  if (path === null) return null
  try {
    accessSync(path, constants.R_OK)
  } catch {
    throw broken(name, 'names a file that cannot be read', 'the path of a readable file')
  }
  return path
}
