/** What the operator says that changes a judgment: days, servers, renewals, evidence. */
import { defaultRuleSettings, type RuleSettings } from '../facts/settings.ts'
import type { PeopleOverrides } from './people.ts'
import { quote, readChoice, readNumber } from './values.ts'
import { broken, readValue, type Variables } from './variables.ts'

const longestIdleDays = 3650
/** Dataverse keeps audit rows longer, and nobody needs more to know that a role is used. */
const longestEvidenceDays = 366

export function readRuleSettings(env: Variables, people: PeopleOverrides): RuleSettings {
  return {
    idleDays: readIdleDays(env),
    usesOnPremises: readChoice(env, 'SEATLEDGER_ON_PREMISES', ['true', 'false']) === 'true',
    omnichannelRenewed: readChoice(env, 'SEATLEDGER_OMNICHANNEL_RENEWED', ['true', 'false']) === 'true',
    people,
  }
}

function readIdleDays(env: Variables): RuleSettings['idleDays'] {
  const value = readValue(env, 'SEATLEDGER_IDLE_DAYS')
  if (value === null) return defaultRuleSettings.idleDays
  const [, never, since] = /^(\d{1,4})\s*,\s*(\d{1,4})$/.exec(value) ?? []
  const days = [Number(never), Number(since)] as const
  if (days.every((number) => number >= 1 && number <= longestIdleDays)) {
    return { neverSignedIn: days[0], sinceSignIn: days[1] }
  }
  throw broken(
    'SEATLEDGER_IDLE_DAYS',
    `is ${quote(value)}`,
    `two whole numbers of days from 1 to ${longestIdleDays}, such as 30,90`,
  )
}

/** null: off. */
export function readEvidenceDays(env: Variables): number | null {
  if (readValue(env, 'SEATLEDGER_EVIDENCE')?.toLowerCase() === 'off') return null
  return readNumber(env, 'SEATLEDGER_EVIDENCE', {
    least: 1,
    most: longestEvidenceDays,
    whole: true,
    unit: 'days (or off)',
  })
}
