/** The page "what no API shows": every provision that a person must check, in the order of the edition, with its clause. */
import { expect, test } from 'vitest'
import { loadShippedEditions } from '../../src/guide/load.ts'
import { unseenProvisions } from '../../src/rights/unseen-provisions.ts'
import { edition } from '../entitlements/tenant.ts'

test('the guidance of February 2025 names twenty, each with the clause on which it rests', () => {
  expect(unseenProvisions(edition).map(({ title, clause }) => `${title} [${clause}]`)).toEqual([
    'Everybody who benefits is licensed [technical-enforcement]',
    'Multiplexing beyond accounts [multiplexing]',
    'Who is an external user [external-definition]',
    'No outsourced business services [outsourced-business]',
    'External Accountants are internal [external-accountant]',
    'Power Pages for external users [power-pages]',
    'Readers need a license too [reading-license]',
    'Five devices [any-device]',
    'What a reassignment asks for besides [reassignment-steps]',
    'Where the software is hosted [outsourcing]',
    'Flexible Virtualization [flexible-virtualization]',
    'On-premises use [dual-use]',
    'Supporting servers [dual-use-servers]',
    'Support on-premises [dual-use-support]',
    'Azure Communication Services [azure-communication-services]',
    'Copilot Studio [copilot-studio]',
    'Extending Dynamics 365 [extensibility]',
    'Two texts on Omnichannel [omnichannel-faq]',
    'Prices [resellers]',
    'The agreement governs [agreement-governs]',
  ])
})

test('the difference between FAQ 1 and the Appendix is told, and what it means', () => {
  const omnichannel = unseenProvisions(edition).find(({ clause }) => clause === 'omnichannel-faq')

  expect(omnichannel?.text).toBe(
    'FAQ 1 says that after one renewal customers should be brought to Contact Center licenses, the Appendix that they will need to move. Ask before you count on a second renewal.',
  )
})

test('an Authorized Outsourcer is no Listed Provider', () => {
  expect(unseenProvisions(edition).find(({ clause }) => clause === 'outsourcing')?.text).toContain(
    'an Authorized Outsourcer, which a Listed Provider is not',
  )
})

test('every edition has the page, with clauses that it holds', () => {
  for (const shipped of loadShippedEditions()) {
    const provisions = unseenProvisions(shipped)

    expect(provisions).toHaveLength(20)
    for (const { clause } of provisions) expect(shipped.clauses).toHaveProperty(clause)
  }
})
