/** Which of a peer's jobs a plan of faults is aimed at: by API, environment, method and path. Pages and counts show in the run itself. */
import type { FaultPlan, FaultTarget, PlannedFault } from '../../../mocks/faults/plan.ts'
import type { Ask, Job } from './peers.ts'

const apis = ['graph', 'powerPlatform', 'bap', 'dataverse'] as const

/** A fault that names no host is meant for the APIs: a row about them must not end at sign-in. */
export function aimedAtApis(plan: FaultPlan | null): FaultPlan | null {
  if (plan === null) return null
  const faults = plan.faults.map((planned): PlannedFault => {
    const { at = {}, fault } = planned
    const namesHost = at.api !== undefined || at.environmentId !== undefined || fault.kind === 'clock-skew'
    return namesHost ? planned : { ...planned, at: { ...at, api: apis } }
  })
  return { ...plan, faults }
}

/** null: none. Undisturbed, it is the first; a clock that is off asks for a sign-in of its own, for an older token would be over. */
export function jobFor(jobs: readonly Job[], plan: FaultPlan | null): Job | null {
  const faults = plan?.faults ?? []
  const isMeant = ({ asks }: Job): boolean => faults.some(({ at = {} }) => asks.some((ask) => meets(at, ask)))
  const isSkewed = faults.some(({ fault }) => fault.kind === 'clock-skew')
  const fitting = isSkewed ? jobs.filter(({ asks }) => asks.some(({ api }) => api === 'signIn')) : jobs
  return (faults.length === 0 ? jobs[0] : fitting.find(isMeant)) ?? null
}

/** The sign-in of `prepare` does not live through it. */
export function endsTokens(plan: FaultPlan | null): boolean {
  return plan?.faults.some(({ fault }) => fault.kind === 'expire-tokens') === true
}

function meets({ api, environmentId, method, path }: FaultTarget, ask: Ask): boolean {
  const meant: readonly string[] = api === undefined ? [ask.api] : [api].flat()
  return (
    meant.includes(ask.api) &&
    (environmentId === undefined || environmentId === ask.environmentId) &&
    (method ?? ask.method) === ask.method &&
    (path === undefined || new RegExp(path, 'i').test(ask.target))
  )
}
