/** Rights as a person reads them, whole and in short, and nothing of a tenant that a terminal would act on. */
import { expect, test } from 'vitest'
import type { RightsDocument, UnseenProvision } from '../../src/model/rights.ts'
import { renderDocument } from '../../src/reporters/index.ts'
import { shortProvisionSection } from '../../src/reporters/terminal/no-api.ts'

const document: RightsDocument = {
  schema: 'seatledger.rights/1',
  tool: { name: 'seatledger', version: '0.1.0' },
  tenantId: 't',
  tenantName: 'Contoso',
  runId: 'r',
  asOf: '2026-11-24T03:00:00.000Z',
  edition: 'contact-center-2025-02',
  data: { restrictedTables: '2021-06-08', skuCatalogue: '2026-08' },
  notice: 'Based on the guide of February 2025, for information; your agreement governs.',
  coverage: [],
  user: { id: 'ada', name: 'Ada \u001b[31mLovelace', upn: 'ada@contoso.example' },
  plans: ['voice'],
  rights: [
    { right: 'channel-voice', granted: true, text: 'Licensed for the voice channel.', clause: 'subscription-plans' },
    { right: 'telephony', granted: false, text: 'Calls are not included.', clause: 'azure-communication-services' },
    { right: 'agreement', granted: null, text: 'Your agreement governs.', clause: 'agreement-governs' },
  ],
  clauses: {
    'subscription-plans': {
      edition: 'contact-center-2025-02',
      heading: 'Subscription plan options',
      text: 'Seven subscriptions include Contact Center.',
      source: 'guide',
    },
  },
}
const provisions: UnseenProvision[] = [
  { title: 'Five devices', text: 'Where software is installed is not seen.', clause: 'any-device' },
  { title: 'Prices', text: 'A reseller sets its own prices.', clause: 'resellers' },
]

test('each right with the word of the guide and its clause, then what no API shows', () => {
  expect(renderDocument(document, { color: false, width: 80, provisions })).toBe(
    [
      'Contoso: rights (2026-11-24 03:00 UTC, edition contact-center-2025-02)',
      '',
      'Ada Lovelace (ada@contoso.example) holds voice.',
      '',
      'What the guide grants',
      '┌───────────────┬──────────┬───────────────────────────────────────────────────┐',
      '│ Right         │ Granted  │ What the guide says                               │',
      '├───────────────┼──────────┼───────────────────────────────────────────────────┤',
      '│ channel-voice │ yes      │ Licensed for the voice channel.                   │',
      '│               │          │ [subscription-plans]                              │',
      '├───────────────┼──────────┼───────────────────────────────────────────────────┤',
      '│ telephony     │ no       │ Calls are not included.                           │',
      '│               │          │ [azure-communication-services]                    │',
      '├───────────────┼──────────┼───────────────────────────────────────────────────┤',
      '│ agreement     │ see text │ Your agreement governs. [agreement-governs]       │',
      '└───────────────┴──────────┴───────────────────────────────────────────────────┘',
      '',
      'Clauses',
      '  [subscription-plans] Subscription plan options (guide)',
      '',
      'What no API shows, and a person must check',
      '  Five devices: Where software is installed is not seen. [any-device]',
      '  Prices: A reseller sets its own prices. [resellers]',
      '',
      'Based on the guide of February 2025, for information; your agreement governs.',
      '',
    ].join('\n'),
  )
})

test('a user without a seat is said to hold none, by the id where there is no sign-in name', () => {
  const text = renderDocument(
    { ...document, user: { id: 'x', name: 'x', upn: null }, plans: [] },
    { color: false, width: 80 },
  )

  expect(text).toContain('x holds no plan of the guide.')
  expect(text).not.toContain('What no API shows')
})

test('the words for granted have a color where colors are wanted', () => {
  const text = renderDocument(document, { color: true, width: 80 })

  expect(text).toContain('\u001b[32myes\u001b[39m')
  expect(text).toContain('\u001b[33msee text\u001b[39m')
})

test('under a summary the provisions stand in short, with where their texts are', () => {
  expect(shortProvisionSection(provisions, { color: false, width: 60 })).toBe(
    [
      'What no API shows, and a person must check',
      '  Five devices; Prices. With text and clause: `seatledger',
      '  rights USER`.',
    ].join('\n'),
  )
  expect(shortProvisionSection([], { color: false, width: 60 })).toBe('')
})
