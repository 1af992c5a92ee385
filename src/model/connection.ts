/** How a tenant is signed in to: read by `config.ts`, used by `connectors/`. Secrets are functions, so that printing a value shows none. */
import type { Cloud } from './cloud.ts'

export type Credential =
  | { readonly kind: 'client-secret'; readonly secret: () => string }
  | { readonly kind: 'certificate'; readonly path: string; readonly password: (() => string) | null }
  | { readonly kind: 'federated-token'; readonly path: string }
  | { readonly kind: 'managed-identity' }
  | { readonly kind: 'device-code' }

export interface ConnectionSettings {
  readonly cloud: Cloud
  readonly tenantId: string
  readonly clientId: string
  readonly credential: Credential
  /** Longest time of everything that the connection does, waits included. */
  readonly budgetMs: number
  readonly proxy: { readonly httpsProxy: string | null; readonly noProxy: string | null }
}
