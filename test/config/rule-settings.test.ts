/** What the operator says that changes a judgment: days, servers, renewals, evidence; each broken value names its variable. */
import { describe, expect, it } from 'vitest'
import { readEvidenceDays, readRuleSettings } from '../../src/config/rule-settings.ts'

const settingsOf = (env: Record<string, string>) => readRuleSettings(env, new Map())

describe('the settings of rules', () => {
  it('have the defaults of the table', () => {
    expect(settingsOf({})).toEqual({
      idleDays: { neverSignedIn: 30, sinceSignIn: 90 },
      usesOnPremises: false,
      omnichannelRenewed: false,
      people: new Map(),
    })
  })

  it('are what the operator says', () => {
    const env = {
      SEATLEDGER_IDLE_DAYS: '14 , 180',
      SEATLEDGER_ON_PREMISES: 'true',
      SEATLEDGER_OMNICHANNEL_RENEWED: 'TRUE',
    }

    expect(settingsOf(env)).toMatchObject({
      idleDays: { neverSignedIn: 14, sinceSignIn: 180 },
      usesOnPremises: true,
      omnichannelRenewed: true,
    })
  })

  it.each(['30', '30,90,180', '0,90', '30,-1', '30,3651', '1.5,90', 'never,90'])('SEATLEDGER_IDLE_DAYS %s', (value) => {
    expect(() => settingsOf({ SEATLEDGER_IDLE_DAYS: value })).toThrow(
      `SEATLEDGER_IDLE_DAYS is "${value}"; allowed: two whole numbers of days from 1 to 3650, such as 30,90`,
    )
  })

  it.each(['SEATLEDGER_ON_PREMISES', 'SEATLEDGER_OMNICHANNEL_RENEWED'])('%s', (name) => {
    expect(() => settingsOf({ [name]: 'yes' })).toThrow(`${name} is "yes"; allowed: true, false`)
  })
})

describe('the days of evidence', () => {
  it.each([
    [undefined, null],
    ['off', null],
    ['OFF', null],
    ['1', 1],
    ['366', 366],
  ])('%s means %s', (value, days) => {
    expect(readEvidenceDays({ SEATLEDGER_EVIDENCE: value })).toBe(days)
  })

  it.each(['on', '0', '-7', '7.5', '367'])('%s is refused', (value) => {
    expect(() => readEvidenceDays({ SEATLEDGER_EVIDENCE: value })).toThrow(`SEATLEDGER_EVIDENCE is "${value}"`)
  })
})
