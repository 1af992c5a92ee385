/** Why an attempt brought no answer, in words of our own: nothing of the client's error object is kept, for it holds the bearer token. */

export interface Failure {
  readonly kind: 'failure'
  /** Ends a sentence that began with method and path. */
  readonly sentence: string
  readonly hint: string | null
  /** How often the request is tried at most before this is its end. */
  readonly mostTries: number
  /** Of an answer that came and could not be read. */
  readonly status: number | null
}

const trustHint =
  'Where a proxy or a private authority signs the certificate: name its PEM file in NODE_EXTRA_CA_CERTS before the program ' +
  'starts (Node reads it once, so it has no effect in .env).'

const untrusted = new Set([
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'INVALID_CA',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** The name does not resolve, or there is no way to it: another try in a second changes nothing. */
const unreachable = new Set(['ENOTFOUND', 'ENETUNREACH', 'EADDRNOTAVAIL'])

/** Tries of a request at most (conventions.md, "Errors"). */
export const mostTries = 8
/** Nobody listens there: a proxy or a service that starts anew does so within seconds. */
const triesOfRefused = 3

export function transient(sentence: string, status: number | null = null): Failure {
  return { kind: 'failure', sentence, hint: null, mostTries, status }
}

export function final(sentence: string, hint: string | null = null): Failure {
  return { kind: 'failure', sentence, hint, mostTries: 1, status: null }
}

/** Reads nothing but the code of what was thrown; `host` is named where the trouble is with the host itself. */
export function failureOf(error: unknown, host: string): Failure {
  const code = codeOf(error)
  if (untrusted.has(code)) {
    return final(
      `the certificate of ${host} is not trusted (${code}); its authority must be named in NODE_EXTRA_CA_CERTS before start`,
      trustHint,
    )
  }
  if (code.startsWith('CERT_') || code.startsWith('ERR_TLS_CERT')) {
    return final(`the certificate of ${host} is not valid for it (${code})`, trustHint)
  }
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') {
    return final(`${host} speaks no TLS that fits (${code})`, 'Check the port of the host and HTTPS_PROXY.')
  }
  if (code.startsWith('ERR_PROXY')) {
    return final(`the proxy opened no tunnel to ${host} (${code})`, 'Check HTTPS_PROXY and NO_PROXY.')
  }
  if (code === 'HPE_HEADER_OVERFLOW') return final(`the headers of the answer of ${host} are larger than 16 KiB`)
  const isRefused = code === 'ECONNREFUSED'
  if (isRefused || unreachable.has(code)) {
    const failure = final(
      `${host} cannot be reached (${code})`,
      'Check the name of the host, the network and HTTPS_PROXY.',
    )
    return isRefused ? { ...failure, mostTries: triesOfRefused } : failure
  }
  return transient(`the connection to ${host} broke (${code})`)
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown'
  if ('code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(error.code)) return error.code
  return 'cause' in error ? codeOf(error.cause) : 'unknown'
}
