/** Reads a client certificate: a PEM file with the private key and the certificate, further certificates of the chain allowed. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { ConfigurationError } from '../../src/errors.ts'

export interface ClientCertificate {
  /** Hexadecimal, without colons. */
  readonly thumbprintSha256: string
  /** PEM, decrypted. */
  readonly privateKey: string
  /** The certificate and its chain as PEM, the certificate first. */
  readonly x5c: string
}

const keyBlock = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----[\s\S]+?-----END (?:[A-Z]+ )*PRIVATE KEY-----/
const certificateBlocks = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/** Throws ConfigurationError that names the variable, never the content. */
export async function readCertificate(path: string, password: (() => string) | null): Promise<ClientCertificate> {
  const pem = await readFile(path, 'latin1').catch(() => {
    throw broken('cannot be read')
  })
  const keyText = keyBlock.exec(pem)?.[0]
  const chainText = pem.match(certificateBlocks) ?? []
  if (keyText === undefined || chainText.length === 0) {
    throw broken('holds no private key with its certificate in PEM form', pkcs12Hint)
  }
  const key = readKey(keyText, password)
  const chain = chainText.map(readX509)
  const own = chain.find((each) => each.checkPrivateKey(key))
  if (own === undefined) throw broken('holds no certificate of its private key')
  return {
    thumbprintSha256: own.fingerprint256.replaceAll(':', ''),
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    x5c: [own, ...chain.filter((each) => each !== own)].map((each) => each.toString()).join(''),
  }
}

function readKey(pem: string, password: (() => string) | null): KeyObject {
  const key = tryKey(pem, password)
  if (key === null) {
    throw broken('holds a private key that does not open', 'Check AZURE_CLIENT_CERTIFICATE_PASSWORD.')
  }
  if (key.asymmetricKeyType !== 'rsa') throw broken('holds a key that is no RSA key, which Entra asks for')
  return key
}

function tryKey(pem: string, password: (() => string) | null): KeyObject | null {
  try {
    return createPrivateKey({ key: pem, ...(password === null ? {} : { passphrase: password() }) })
  } catch {
    return null
  }
}

function readX509(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw broken('holds a certificate that cannot be read')
  }
}

const pkcs12Hint = 'A PKCS#12 file (.pfx) becomes one with: openssl pkcs12 -in client.pfx -out client.pem'

function broken(what: string, hint: string | null = null): ConfigurationError {
  return new ConfigurationError(`AZURE_CLIENT_CERTIFICATE_PATH: the file ${what}`, hint)
}
