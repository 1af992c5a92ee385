/** `rights` after a sync of a practice tenant: the document to the field, the report of a person, and a user whom nobody has seen. */
import { describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { SyncDocument } from '../../src/model/documents.ts'
import { RightsDocument } from '../../src/model/rights.ts'
import { openCommandLine } from './command-line.ts'

const clerk = 'clerk.direct@fabrikam.example'

/** What every holder of a Dynamics 365 license is granted, denied and pointed to, by the guidance of February 2025. */
const granted =
  'custom-tables custom-security-roles power-bi-embedded any-device five-devices dual-use dual-use-downgrade outsourced-hosting flexible-virtualization'
const denied =
  'power-bi copilot-studio external-use outsourced-business-services dual-use-after-the-subscription dual-use-support dual-use-supporting-servers'
const pointed = 'reading extensibility dual-use-mapping agreement'
const service = 'customer-service-in-one-interface restricted-tables own-cases'

/** Written by hand from the guide, beside the licenses that the tenant's description gives to each. */
const byHand = [
  {
    user: 'agent4@fabrikam.example',
    plans: 'digital-addon customer-service-enterprise',
    yes: `channel-digital ${service} ${granted}`,
    no: `channel-voice ${denied}`,
    see: pointed,
  },
  {
    user: 'agent5@fabrikam.example',
    plans: 'voice-addon customer-service-enterprise',
    yes: `channel-voice ${service} ${granted}`,
    no: `channel-digital telephony ${denied}`,
    see: pointed,
  },
  {
    user: 'agent.twice@fabrikam.example',
    plans: 'customer-service-premium customer-service-enterprise',
    yes: `channel-digital channel-voice ${service} ${granted}`,
    no: `telephony ${denied}`,
    see: pointed,
  },
  {
    user: 'agent.cc@fabrikam.example',
    plans: 'digital-voice',
    yes: `channel-digital channel-voice ${granted}`,
    no: `telephony customer-service-in-one-interface restricted-tables ${denied}`,
    see: pointed,
  },
  {
    user: 'agent.call@fabrikam.example',
    plans: 'customer-service-enterprise legacy-omnichannel',
    yes: `legacy-omnichannel restricted-tables own-cases ${granted}`,
    no: denied,
    see: `channel-digital channel-voice ${pointed}`,
  },
  {
    user: clerk,
    plans: '',
    yes: '',
    no: 'channel-digital channel-voice restricted-tables reading custom-tables custom-security-roles power-bi copilot-studio external-use outsourced-business-services dual-use',
    see: 'agreement',
  },
]

describe('rights of a user of the last sync', () => {
  test('are a document of its own, with every clause that it cites and the coverage on which it rests', async () => {
    const { ask, type } = openCommandLine(loadTenant('fabrikam'))
    const { document: synced } = await ask(SyncDocument, 'sync')

    const { document, exitCode } = await ask(RightsDocument, 'rights', clerk.toUpperCase())
    const later = await ask(RightsDocument, 'rights', document.user.id, '--edition', 'dynamics-365-2026-07')

    expect(exitCode).toBe(0)
    expect(document).toMatchObject({ runId: synced.runId, user: { upn: clerk }, edition: 'contact-center-2025-02' })
    expect(document.coverage.map(({ source }) => source)).toEqual([
      'graph/organization',
      'graph/subscribed-skus',
      'graph/subscriptions',
      'graph/users',
    ])
    for (const { clause } of document.rights) expect(document.clauses).toHaveProperty(clause)
    expect(later.document).toMatchObject({ user: document.user, edition: 'dynamics-365-2026-07' })
    const report = await type('rights', clerk)
    expect(report.stdout).toContain('What no API shows, and a person must check')
    expect(report.stdout).toContain('Multiplexing beyond accounts: ')
  })

  test('of six practice users are those of the list by hand', async () => {
    const { ask } = openCommandLine(loadTenant('fabrikam'))
    await ask(SyncDocument, 'sync')

    const found = []
    for (const { user } of byHand) {
      const { plans, rights } = (await ask(RightsDocument, 'rights', user)).document
      const [yes, no, see] = [true, false, null].map((word) =>
        rights
          .filter((one) => one.granted === word)
          .map(({ right }) => right)
          .join(' '),
      )
      found.push({ user, plans: plans.join(' '), yes, no, see })
    }

    expect(found).toEqual(byHand)
  })

  test('of a name that the sync has not seen end with 64, and without a sync with 1', async () => {
    const { type } = openCommandLine(loadTenant('contoso'))

    expect(await type('rights', clerk)).toMatchObject({ exitCode: 1 })
    await type('sync')
    const outcome = await type('rights', 'nobody@contoso.example')

    expect(outcome).toMatchObject({ exitCode: 64, stdout: '' })
    expect(outcome.stderr).toContain('The last sync has seen no user "nobody@contoso.example".')
  })
})
