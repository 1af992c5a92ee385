/** SKUs that mislead, through the command line: a seat that only looks legacy, one that no list knows, and what the operator says of it. */
import { expect, test } from 'vitest'
import { CapacityDocument, FindingsDocument, SyncDocument } from '../../src/model/documents.ts'
import { anySku, skuId } from '../entitlements/tenant.ts'
import { openCommandLine, type CommandLine } from './command-line.ts'
import { seatTenant } from './seat-tenant.ts'

/** As Microsoft publishes it: Contact Center carries both plans of the legacy Omnichannel add-ons too. */
const contactCenter = anySku(
  skuId('digital-voice'),
  'DYNAMICS_365_CONTACT_CENTER',
  [
    { id: '2a9d72b3-1714-440f-babf-bf92bf9683d8', name: 'DYN365_CC' },
    { id: '47c2b191-a5fb-4129-b690-00c474d2f623', name: 'DYN365_CS_MESSAGING_TPS' },
    { id: 'f6ec6dfa-2402-468d-a455-89be11116d43', name: 'DYN365_CS_VOICE' },
  ],
  4,
)

/** Its name says Digital, and its plan is one of Contact Center; no list has its id. */
const unlisted = anySku(
  '5e7a0000-0000-4000-b000-00000000000a',
  'DYNAMICS_365_CONTACT_CENTER_DIGITAL_NEW',
  [{ id: '0ef2b4e3-0a2b-450d-8c5f-a52203c40f50', name: 'DYN365_CC_DIGITAL' }],
  3,
)

const withBoth = (): CommandLine => openCommandLine(seatTenant({ skus: [contactCenter, unlisted] }))

async function seatsOf({ ask }: CommandLine) {
  const { document } = await ask(CapacityDocument, 'capacity', '--fail-on', 'never')
  const seats = document.seats.map(({ plan, skuPartNumber, counted }) => [plan, skuPartNumber, counted])
  return { seats, unknown: document.unknownSkus }
}

test('a Contact Center seat with the plans of the old add-ons is no legacy seat', async () => {
  const line = withBoth()
  await line.ask(SyncDocument, 'sync')

  const { document } = await line.ask(FindingsDocument, 'findings', '--rule', 'legacy-omnichannel')

  expect((await seatsOf(line)).seats).toEqual([['digital-voice', 'DYNAMICS_365_CONTACT_CENTER', 4]])
  expect(document.findings).toEqual([])
  expect(document.rules.find(({ rule }) => rule === 'legacy-omnichannel')?.outcome).toBe('not-applicable')
})

test('a SKU that no list knows is reported by name and plans, and counts nowhere', async () => {
  const line = withBoth()

  const { seats, unknown } = await seatsOf(line)
  const { stdout } = await line.type('capacity', '--fail-on', 'never')

  expect(seats).toHaveLength(1)
  expect(unknown).toEqual([
    { skuId: unlisted.skuId, skuPartNumber: unlisted.skuPartNumber, plans: ['DYN365_CC_DIGITAL'], enabled: 3 },
  ])
  expect(stdout).toContain('DYNAMICS_365_CONTACT_CENTER_DIGITAL_NEW')
  expect(stdout).toContain('DYN365_CC_DIGITAL')
})

test.each([
  ['a plan', { plan: 'digital' }, ['digital', unlisted.skuPartNumber, 3]],
  ['nothing', { ignore: true }, null],
] as const)('the operator maps it to %s', async (_, override, row) => {
  const line = withBoth()
  line.env['SEATLEDGER_SKU_OVERRIDES'] = line.write('skus.json', { [unlisted.skuId]: override })

  const { seats, unknown } = await seatsOf(line)

  expect(unknown).toEqual([])
  expect(seats).toEqual([...(row === null ? [] : [row]), ['digital-voice', 'DYNAMICS_365_CONTACT_CENTER', 4]])
})
