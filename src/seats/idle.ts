/** Why a seat counts as idle, and what could not be said of it. Times are ISO 8601 UTC, days are full days. */
import { dayMs } from '../units.ts'
import type { SeatFacts, SeatHolder } from '../facts/seat-facts.ts'
import { heldSince, type HeldSku } from './held-skus.ts'

/** `unknown`: what keeps a seat without a reason from being called used. */
export interface Idleness {
  readonly reasons: readonly string[]
  readonly unknown: 'sign-in' | 'assignment' | null
}

export function idlenessOf(sku: HeldSku, { person }: SeatHolder, facts: SeatFacts): Idleness {
  const { access } = facts
  const isOutside = access.complete && (access.environmentsOf.get(person.id) ?? 0) === 0
  const signIn = signInOf(person.id, sku, facts)
  return {
    reasons: [
      ...(person.isDisabled ? ['the account is disabled'] : []),
      ...signIn.reasons,
      ...(isOutside ? ['the person can open no environment'] : []),
    ],
    unknown: signIn.unknown,
  }
}

/** An assignment's time is an upper bound, so it is set against people who never signed in only, not against an older sign-in. */
function signInOf(personId: string, sku: HeldSku, facts: SeatFacts): Idleness {
  const { signIns, now, settings } = facts
  const { neverSignedIn, sinceSignIn } = settings.idleDays
  if (signIns === null) return { reasons: [], unknown: null }
  const last = signIns.get(personId)
  if (last === undefined) return { reasons: [], unknown: 'sign-in' }
  if (last !== null) {
    const days = daysBetween(last, now)
    return { reasons: days >= sinceSignIn ? [`no sign-in for ${days} days`] : [], unknown: null }
  }
  const since = heldSince(personId, sku, facts)
  if (since === null) return { reasons: [], unknown: 'assignment' }
  const days = daysBetween(since, now)
  return { reasons: days >= neverSignedIn ? [`never signed in, ${days} days after the assignment`] : [], unknown: null }
}

function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / dayMs)
}
