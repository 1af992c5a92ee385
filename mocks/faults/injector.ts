/** Stands before the hosts of a practice cloud: lets a plan strike their requests and answers, and counts what it struck. */
import type { TokenDesk } from '../identity/tokens.ts'
import type { WireRequest, WireResponse } from '../wire.ts'
import { editBatch } from './batch-edits.ts'
import { editBody } from './body-edits.ts'
import { behaviorOf, isBefore, isOfConnection, mayStrike, type AfterFault } from './kinds.ts'
import { createPageNumbers, type KnownPage } from './page-numbers.ts'
import type { Fault, FaultPlan, StruckFault } from './plan.ts'
import { bearerOf, renewedToken, withoutMark, withTokenOver } from './request-edits.ts'
import { answerWithStatus } from './status-answer.ts'
import { createAim, type Aim, type Approach } from './target.ts'

export interface Injector {
  /** The answer of the host, or what the plan makes of it; `struck` names the faults. */
  around(
    host: Pick<Approach, 'api' | 'environmentId'>,
    request: WireRequest,
    answer: (request: WireRequest) => WireResponse,
  ): WireResponse & { readonly struck: readonly string[] }
  /** Milliseconds by which the clock of the cloud is off. */
  skewMs(): number
  struck(): readonly StruckFault[]
  /** Counts a fault that no request shows: a port that is closed. */
  countUnseen(fault: Fault): void
}

interface Armed {
  readonly name: string
  readonly fault: Fault
  readonly aim: Aim
  struck: number
}

interface Needs {
  readonly tokens: TokenDesk
  readonly now: () => number
}

/** One request on its way through. */
interface Round {
  readonly approach: Approach
  readonly known: KnownPage
  /** An empty page has led here: this one is not emptied again. */
  readonly isMarked: boolean
  readonly names: string[]
  readonly nowMs: number
}

export function createInjector(plan: FaultPlan, needs: Needs): Injector {
  const armed = plan.faults.map(({ name, fault, at = {} }, index): Armed => {
    return { name: name ?? fault.kind, fault, aim: createAim(at, `${plan.seed} ${index}`), struck: 0 }
  })
  const pages = createPageNumbers()
  const renewed = new Set<string>()
  return {
    around(host, asked, answer) {
      // Most clouds have no plan, and large pages are not read twice for nothing.
      if (armed.length === 0) return { ...answer(asked), struck: [] }
      const known = pages.of(asked)
      const request = withoutMark(asked)
      const approach: Approach = { ...host, request, page: known.number }
      const round: Round = { approach, known, isMarked: asked !== request, names: [], nowMs: needs.now() }
      const given = before(armed, round, needs.tokens, renewed)
      const response = given.response ?? after(armed, round, answer(given.request))
      const token = host.api === 'signIn' ? renewedToken(request, response) : null
      if (token !== null) renewed.add(token)
      pages.watch(asked, response)
      return { ...response, struck: round.names }
    },
    skewMs: () => skewOf(plan),
    struck: () => armed.map(({ name, aim, struck }) => ({ name, met: Math.max(aim.met(), struck), struck })),
    countUnseen(fault) {
      for (const each of armed) if (each.fault === fault) each.struck += 1
    },
  }
}

/** What changes the request, and the first that answers in the host's place. */
function before(armed: readonly Armed[], round: Round, tokens: TokenDesk, renewed: ReadonlySet<string>) {
  let { request } = round.approach
  let response: WireResponse | null = null
  for (const each of armed) {
    const { fault } = each
    if (!isBefore(fault) || !mayStrike(fault, round.approach, response !== null, renewed)) continue
    if (!strike(each, round)) continue
    if (fault.kind === 'expire-tokens') tokens.end(bearerOf(request))
    else if (fault.kind === 'expired-page-token') request = withTokenOver(request)
    else if (fault.kind === 'status') response = answerWithStatus(fault, round.approach, round.nowMs)
    else if (fault.kind !== 'clock-skew') response = { status: 0, headers: {}, body: '', wire: { how: fault.kind } }
  }
  return { request, response }
}

/** What changes the true answer. */
function after(armed: readonly Armed[], round: Round, whole: WireResponse): WireResponse {
  let response = whole
  for (const each of armed) {
    const { fault } = each
    if (isBefore(fault) || (fault.kind === 'empty-page' && round.isMarked)) continue
    // Asked first: some edits make large bodies.
    if (!each.aim.fits(round.approach)) continue
    const edited = edit(fault, round, response)
    if (edited !== null && strike(each, round)) response = edited
  }
  return response
}

function edit(fault: AfterFault, { approach, known, nowMs }: Round, response: WireResponse): WireResponse | null {
  if (fault.kind === 'batch-items') return editBatch(fault, approach, response, nowMs)
  if (!isOfConnection(fault)) return editBody(fault, approach.request, response, known)
  return response.body.length === 0 ? null : { ...response, wire: behaviorOf(fault) }
}

/** Counts where the target fits. */
function strike(each: Armed, { approach, names }: Round): boolean {
  if (!each.aim.fits(approach) || !each.aim.strikes(approach)) return false
  each.struck += 1
  names.push(each.name)
  return true
}

function skewOf({ faults }: FaultPlan): number {
  return faults.reduce((sum, { fault }) => (fault.kind === 'clock-skew' ? sum + fault.seconds * 1000 : sum), 0)
}
