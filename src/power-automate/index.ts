/** The Power Automate connector: what its routes take and answer, and what a subscriber is sent. */
export { FindingNotification } from './answers.ts'
export type { Call, Reply } from './call.ts'
export { findingNotification, type OpenedIn } from './finding-row.ts'
export { connectorRoutes } from './handlers.ts'
export type { ConnectorOperation } from './operation.ts'
export type { ConnectorSources, SubscriptionState, TenantAnswers } from './sources.ts'
