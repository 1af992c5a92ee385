/** The tenant's own sources, which depend on nothing: the first stage of a sync, and all that a live capacity check reads. */
import { ConfigurationError } from '../errors.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { KeyedConnectors } from './keyed-connectors.ts'
import type { Reading } from './reading.ts'
import type { SourceReader } from './source-reader.ts'

export async function readTenantSources(reader: SourceReader, connectors: KeyedConnectors): Promise<Reading[]> {
  const sources = [
    connectors.organization(),
    connectors.subscribedSkus(),
    connectors.subscriptions(),
    connectors.tenantCapacity(),
    connectors.environments(),
    connectors.billingPolicies(),
  ]
  return reader.readAll(sources, sources.length)
}

/** Whether a source of the first stage brought anything to build on. */
export function wasRead(readings: readonly Reading[], id: Reading['source']['id']): boolean {
  return readings.some(({ source, state }) => source.id === id && state !== 'not-assessed')
}

/** Rows of another tenant must not be stored under this one (graph.md 1). A tenant that is configured by a domain is not compared. */
export async function requireOwnTenant(snapshot: Snapshot): Promise<void> {
  const configured = snapshot.tenantId.toLowerCase()
  for await (const { id } of snapshot.rows('organization', null)) {
    if (isGuid(configured) && isGuid(id) && id !== configured) {
      throw new ConfigurationError(
        `The sign-in reached the tenant ${id}, but AZURE_TENANT_ID is ${configured}.`,
        'set AZURE_TENANT_ID to the tenant of the credential',
      )
    }
  }
}

function isGuid(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text)
}
