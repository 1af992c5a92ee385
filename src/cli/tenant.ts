/** Opens the connection to the tenant, and logs each request without its query. */
import { openConnection, type Connection } from '../../connectors/connection.ts'
import { createConnectors } from '../../connectors/index.ts'
import type { TenantConfig } from '../config.ts'
import type { Log } from '../log.ts'
import type { Connectors } from '../model/connectors.ts'
import type { SourceJournal } from '../sync/source-journal.ts'
import { plain } from '../reporters/terminal/harmless.ts'
import type { Io } from './io.ts'
import { version } from '../version.ts'

export interface Tenant extends Connection {
  readonly connectors: Connectors
}

/** `journal`: what lets a sync that is killed be taken up. */
export function openTenant(config: TenantConfig, io: Io, log: Log, journal?: SourceJournal): Tenant {
  const connection = openConnection(config.connection, {
    clock: io.clock,
    ...(io.signal ? { signal: io.signal } : {}),
    limits: io.limits,
    userAgent: `seatledger/${version}`,
    deviceCode: (message) => io.stderr(`${plain(message)}\n`),
    journal,
    onRequest: (event) => {
      log.debug('request', { ...event })
      io.watch?.request(event)
      if (event.status === null || event.status >= 300) journal?.heardNothingUseful()
    },
  })
  return { ...connection, connectors: createConnectors(connection.transport, config.connection.cloud) }
}
