/** What goes on in the service beside its answers. Times are ISO 8601 UTC. */
export interface Running {
  isSyncing(): boolean
  nextRunAt(): string | null
}
