/** How old an interrupted sync may be for the next one to go on with its rows: of which half was read yesterday, a run would show a tenant that never was. */
export const longestInterruptionMs = 6 * 3_600_000
