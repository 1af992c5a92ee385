/** The Power Automate connector: what its routes take and answer, and what a subscriber is sent. */
export { FindingNotification } from './answers.ts'
export type { Reply } from './call.ts'
export { findingNotification } from './finding-row.ts'
export { connectorRoutes } from './handlers.ts'
export type { ConnectorOperation } from './operation.ts'
export type { ConnectorSources, TenantAnswers } from './sources.ts'
