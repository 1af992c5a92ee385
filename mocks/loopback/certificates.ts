/** A certificate authority made at start, its certificate for `localhost`, and the file that clients are pointed to. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import selfsigned from 'selfsigned'

export interface Certificates {
  readonly cert: string
  readonly key: string
  /** For `NODE_EXTRA_CA_CERTS`; readable by this user only. */
  readonly caPath: string
  /** Removes the file. */
  remove(): void
}

export async function createCertificates(): Promise<Certificates> {
  const authority = await selfsigned.generate([{ name: 'commonName', value: 'Seatledger practice cloud' }], {
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const leaf = await selfsigned.generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  })
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-cloud-'))
  const caPath = join(folder, 'ca.pem')
  writeFileSync(caPath, authority.cert, { mode: 0o600 })
  return {
    cert: leaf.cert,
    key: leaf.private,
    caPath,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
