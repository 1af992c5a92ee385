/** What both editions grant practice users, against lists that were written by hand from their texts. */
import { describe, expect, test } from 'vitest'
import type { Edition } from '../../src/guide/edition.ts'
import { loadEdition, loadShippedEditions } from '../../src/guide/load.ts'
import { UserRight } from '../../src/model/rights.ts'
import { readUser } from '../../src/rights/read-user.ts'
import { unknownRights, userRights } from '../../src/rights/user-rights.ts'
import { edition as guidance } from '../entitlements/tenant.ts'
import { practiceSnapshot, sourcesWith } from './practice-users.ts'

const later = loadEdition('dynamics-365-2026-07')

async function rightsOf(user: string, edition: Edition, sources = sourcesWith()): Promise<UserRight[]> {
  const found = await readUser(practiceSnapshot(), `${user}@contoso.example`, sources)
  if (found?.holder === null || found === null) throw new RangeError(`no holder ${user}`)
  return userRights(found.holder, edition, sources.lists.tableRules).map((right) => UserRight.parse(right))
}

/** Ids of rights that are granted, denied, and left to another document or to a person. */
async function listsOf(user: string, edition: Edition, sources = sourcesWith()): Promise<Record<string, string[]>> {
  const rights = await rightsOf(user, edition, sources)
  const withWord = (word: boolean | null): string[] =>
    rights.filter(({ granted }) => granted === word).map(({ right }) => right)
  return { yes: withWord(true), no: withWord(false), see: withWord(null) }
}

async function textOf(user: string, right: string, edition: Edition, sources = sourcesWith()): Promise<string> {
  const found = (await rightsOf(user, edition, sources)).find((one) => one.right === right)
  return `${found?.text} [${found?.clause}]`
}

/** What every holder of a Dynamics 365 license is granted, denied and pointed to, in the order of the edition. */
const licensed = {
  yes: [
    'custom-tables',
    'custom-security-roles',
    'power-bi-embedded',
    'any-device',
    'five-devices',
    'dual-use',
    'dual-use-downgrade',
    'outsourced-hosting',
    'flexible-virtualization',
  ],
  no: [
    'power-bi',
    'copilot-studio',
    'external-use',
    'outsourced-business-services',
    'dual-use-after-the-subscription',
    'dual-use-support',
    'dual-use-supporting-servers',
  ],
  see: ['reading', 'extensibility', 'dual-use-mapping', 'agreement'],
}

describe('the guidance of February 2025 grants', () => {
  test('a Voice agent the voice channel, and neither calls nor a restricted table', async () => {
    expect(await listsOf('ada', guidance)).toEqual({
      yes: ['channel-voice', ...licensed.yes],
      no: ['channel-digital', 'telephony', 'customer-service-in-one-interface', 'restricted-tables', ...licensed.no],
      see: licensed.see,
    })
  })

  test('an agent with Customer Service Enterprise and the Digital add-on both products in one interface', async () => {
    expect(await listsOf('ben', guidance)).toEqual({
      yes: ['channel-digital', 'customer-service-in-one-interface', 'restricted-tables', 'own-cases', ...licensed.yes],
      no: ['channel-voice', ...licensed.no],
      see: licensed.see,
    })
    expect(await textOf('ben', 'restricted-tables', guidance)).toBe(
      'May create, update and delete rows of 6 restricted tables: entitlement, incident, knowledgearticle, msdyn_bookingsetupmetadata, routingrule, sla. The others need another license. [restricted-tables-page]',
    )
  })

  test('a holder of Customer Service Premium both channels', async () => {
    expect(await listsOf('cleo', guidance)).toEqual({
      yes: [
        'channel-digital',
        'channel-voice',
        'customer-service-in-one-interface',
        'restricted-tables',
        'own-cases',
        ...licensed.yes,
      ],
      no: ['telephony', ...licensed.no],
      see: licensed.see,
    })
  })

  test('a guest without a license nothing, and asks a person whether he is external', async () => {
    expect(await listsOf('dan', guidance)).toEqual({
      yes: [],
      no: [
        'channel-digital',
        'channel-voice',
        'restricted-tables',
        'reading',
        'custom-tables',
        'custom-security-roles',
        'power-bi',
        'copilot-studio',
        'outsourced-business-services',
        'dual-use',
      ],
      see: ['external-use', 'agreement'],
    })
    expect(await textOf('dan', 'external-use', guidance)).toBe(
      'A guest. Whether the guide calls this person external, a person must decide: no employee and no affiliate, less than 30 hours a week, not regularly onsite. [external-definition]',
    )
  })

  test('a holder of Power Apps reading, all other tables, and cases of their own', async () => {
    expect(await listsOf('eve', guidance)).toEqual({
      yes: ['own-cases', 'reading', 'other-tables'],
      no: [
        'channel-digital',
        'channel-voice',
        'restricted-tables',
        'custom-tables',
        'custom-security-roles',
        'power-bi',
        'copilot-studio',
        'external-use',
        'outsourced-business-services',
        'dual-use',
      ],
      see: ['agreement'],
    })
    expect(await textOf('eve', 'own-cases', guidance)).toContain('cases that they created themselves')
  })

  test('a holder of Team Members cases of their own, and no restricted table', async () => {
    expect(await listsOf('finn', guidance)).toEqual({
      yes: ['own-cases', ...licensed.yes],
      no: ['channel-digital', 'channel-voice', 'restricted-tables', ...licensed.no],
      see: licensed.see,
    })
    expect(await textOf('finn', 'own-cases', guidance)).toBe(
      'May create, update and delete their own cases, and work orders as self-service. [team-members]',
    )
  })

  test('a holder of a legacy add-on and of a contractor license what a person must review', async () => {
    expect(await listsOf('gus', guidance)).toEqual({
      yes: ['legacy-omnichannel', ...licensed.yes],
      no: ['restricted-tables', ...licensed.no],
      see: ['channel-digital', 'channel-voice', 'limited-license', ...licensed.see],
    })
  })

  test('an external user, by the operator, no interface; an External Accountant is none', async () => {
    const sources = sourcesWith({ 'dan@contoso.example': true, 'hal@contoso.example': false })

    expect(await textOf('dan', 'external-use', guidance, sources)).toBe(
      "External by the operator's word: needs no license, but may not use the graphical interfaces of Business Central, Sales, Customer Service and Field Service. [external-users]",
    )
    expect(await listsOf('dan', guidance, sources)).toMatchObject({
      yes: ['external-use', 'dual-use'],
      see: ['restricted-tables', 'agreement'],
    })
    expect(await textOf('hal', 'external-use', guidance, sources)).toContain('An internal user')
    expect(await textOf('hal', 'external-accountant', guidance, sources)).toContain('makes nobody an external user')
  })

  test('every right with a text and a clause of the edition', async () => {
    for (const user of ['ada', 'ben', 'cleo', 'dan', 'eve', 'finn', 'gus', 'hal', 'ida']) {
      for (const { text, clause } of await rightsOf(user, guidance)) {
        expect(text).not.toContain('{')
        expect(guidance.clauses).toHaveProperty(clause)
      }
    }
  })
})

describe('the guide of July 2026 grants besides', () => {
  test('Copilot Credits to Premium, and says what Teams Phone asks for', async () => {
    const before = await listsOf('cleo', guidance)
    const after = await listsOf('cleo', later)

    expect(after['see']).toEqual(['teams-phone', ...(before['see'] ?? [])])
    expect(after['no']).toEqual(before['no']?.filter((right) => right !== 'copilot-studio'))
    expect(await textOf('cleo', 'copilot-studio', later)).toBe(
      'Customer Service Premium brings 1,000 Copilot Credits a month for each user; more are bought apart. [copilot-studio]',
    )
    expect(await textOf('ben', 'copilot-studio', later)).toContain('Not included')
  })

  test('a number of custom tables by the kind of license', async () => {
    const texts = await Promise.all(
      ['ben', 'ida', 'ada', 'finn', 'gus', 'dan'].map((user) => textOf(user, 'custom-tables', later)),
    )

    expect(texts).toEqual([
      'May use custom tables, without a limit on their number. [custom-tables]',
      'May use custom tables, without a limit on their number. [custom-tables]',
      'May use custom tables, as Appendix D of the Dynamics 365 Licensing Guide describes. [custom-tables]',
      'May use up to 15 additional tables for each application. [team-members]',
      'May use custom tables, as Appendix D of the Dynamics 365 Licensing Guide describes. [custom-tables]',
      'Holds no Dynamics 365 license that brings custom tables. [custom-tables]',
    ])
  })

  test('external users no interface of Project Operations either', async () => {
    const sources = sourcesWith({ 'dan@contoso.example': true })

    expect(await textOf('dan', 'external-use', later, sources)).toContain('Field Service and Project Operations')
  })
})

test('what the licenses of nobody could say is neither granted nor denied', () => {
  for (const edition of loadShippedEditions()) {
    const rights = unknownRights(edition)

    expect(rights.map(({ right }) => right)).toEqual(edition.rights.list.map(({ right }) => right))
    expect(new Set(rights.map(({ granted, text }) => `${granted}: ${text}`))).toEqual(
      new Set(['null: Not known: what this user holds could not be read.']),
    )
  }
})
