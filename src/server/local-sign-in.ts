/** Sign-in on this machine: a random token per start opens a session by its link, or every request by itself. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { roles } from '../model/service.ts'
import { Refusal } from './problem.ts'
import { bearerOf, type Principal, type SignIn } from './sign-in.ts'

/** A session ends this long after it was begun. */
const sessionMs = 12 * 3_600_000
const mostSessions = 100
export const cookieName = 'seatledger'

export interface LocalSignIn extends SignIn {
  /** For the link that is printed at start. */
  readonly token: string
  /** The value of the session's cookie. Throws a Refusal for another token. */
  begin(token: string): Promise<string>
}

export function createLocalSignIn(clock: Clock): LocalSignIn {
  const token = randomBytes(32).toString('base64url')
  const sessions = new Map<string, number>()
  const isOpen = (session: string): boolean => (sessions.get(digest(session)) ?? 0) > clock.now()
  return {
    mode: 'local',
    entra: null,
    token,
    async begin(given) {
      if (!isSame(given, token)) throw wrongToken()
      forgetOld(sessions, clock.now())
      const session = randomBytes(32).toString('base64url')
      sessions.set(digest(session), clock.now() + sessionMs)
      return session
    },
    async principalOf(request) {
      const bearer = bearerOf(request)
      if (bearer !== null) {
        if (!isSame(bearer, token)) throw wrongToken()
        return whoever(false)
      }
      const session = cookieOf(request.headers.cookie)
      return session !== null && isOpen(session) ? whoever(true) : null
    },
  }
}

function whoever(isByCookie: boolean): Principal {
  return { name: 'local user', key: 'local', roles, isByCookie }
}

function forgetOld(sessions: Map<string, number>, now: number): void {
  for (const [session, endsAt] of sessions) if (endsAt <= now) sessions.delete(session)
  // The oldest goes: whoever holds the link can begin another.
  const [oldest] = sessions.keys()
  if (sessions.size >= mostSessions && oldest !== undefined) sessions.delete(oldest)
}

/** In constant time, whatever the lengths. */
function isSame(given: string, known: string): boolean {
  return timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(known).digest())
}

function digest(value: string): string {
  return createHash('sha256').update(value).digest('base64url')
}

function cookieOf(header: string | undefined): string | null {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2)
    if (name === cookieName && value !== undefined) return value
  }
  return null
}

function wrongToken(): Refusal {
  const hint = 'open the link that `seatledger serve` printed at its last start'
  return new Refusal(401, 'wrong-token', 'This token is not the one of this start.', {
    hint,
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  })
}
