/** `signInActivity` of a user: a store of its own beside the directory, with limits of its own. */
import { guidOf } from '../guid.ts'
import { Refused } from '../refused.ts'
import type { UserDescription } from '../tenant.ts'

export const signInProperty = 'signInActivity'

/** A larger `$top` is cut to it, without a word. */
const mostRows = 500

/** With the advanced mode, rows beyond these come without it (contracts/graph.md, 4). */
const mostAdvancedRows = 120

/** Undefined, so left out, for who never signed in. */
export function signInActivity(user: UserDescription): unknown {
  const { id, lastSignIn, lastAttempt = lastSignIn } = user
  if (lastAttempt === undefined) return undefined
  return {
    lastSignInDateTime: lastAttempt,
    lastSignInRequestId: guidOf(`sign-in of ${id}`),
    lastNonInteractiveSignInDateTime: lastAttempt,
    lastNonInteractiveSignInRequestId: guidOf(`refresh of ${id}`),
    lastSuccessfulSignInDateTime: lastSignIn ?? null,
    lastSuccessfulSignInRequestId: lastSignIn === undefined ? null : guidOf(`success of ${id}`),
  }
}

export function signInRefusal(): Refused {
  return new Refused(
    403,
    'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    "Neither tenant is B2C or tenant doesn't have premium license",
  )
}

export function pageSizeWithSignIns(selected: readonly string[], size: number): number {
  return selected.includes(signInProperty) ? Math.min(size, mostRows) : size
}

/** What the row at this place of its page is told in the advanced mode. */
export function withoutLateSignIns(selected: readonly string[], index: number): readonly string[] {
  return index < mostAdvancedRows ? selected : selected.filter((name) => name !== signInProperty)
}
