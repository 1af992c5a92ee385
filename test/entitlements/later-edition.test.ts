/** The July 2026 edition by hand: what it grants to Contoso of Scenario 1, and where its text can be read otherwise. */
import { expect, test } from 'vitest'
import { loadEdition } from '../../src/guide/load.ts'
import { poolsOf, premium, sku } from './tenant.ts'

const later = loadEdition('dynamics-365-2026-07')
const contoso = [sku('digital-addon', 3), sku('voice-addon', 7), premium(1), sku('customer-service-enterprise', 10)]

test('it grants 30 and 40 GB once, 2 GB of log storage and no more, and routes to everybody', () => {
  expect(poolsOf({ skus: contoso, edition: later }).map(({ pool, entitled }) => [pool, entitled])).toEqual([
    ['dataverse-database', 30 + 11 * 0.25],
    ['dataverse-file', 40 + 8 * 35 + 3 * 2],
    ['dataverse-log', 2],
    ['record-routes', 21 * 50],
    ['voicebot-minutes', 8 * 2000],
    ['call-intelligence-minutes', 8 * 6000],
  ])
})

test('its contested readings are add-ons without storage and Voice without routes', () => {
  const readings = poolsOf({ skus: contoso, edition: later }).flatMap((pool) =>
    pool.readings.map(({ reading, entitled, clause }) => [reading, entitled, clause]),
  )

  expect(readings).toEqual([
    ['addons-without-database', 30 + 0.25, 'default-capacity'],
    ['addons-without-file', 40 + 8 * 35, 'addon-capacity'],
    ['voice-without-routes', (3 + 1 + 10) * 50, 'routes-text'],
  ])
})

test('Customer Service Enterprise alone brings routes, and no storage base of Contact Center', () => {
  const pools = poolsOf({ skus: [sku('customer-service-enterprise', 10)], edition: later })

  expect(pools.map(({ entitled }) => entitled)).toEqual([0, 0, 0, 500, 0, 0])
})

test('packs are those of the guidance, with Copilot Credits in place of messages', () => {
  expect(later.packs.map(({ id, size, trust }) => [id, size, trust])).toEqual([
    ['dataverse-database', 1, 'transcription'],
    ['dataverse-file', 1, 'transcription'],
    ['dataverse-log', 1, 'transcription'],
    ['unified-routing', 10_000, 'transcription'],
    ['copilot-studio-messages', 25_000, 'primary'],
    ['voicebot-minutes', 500, 'transcription'],
    ['call-intelligence-minutes', 500, 'transcription'],
  ])
  expect(later.packs.find(({ id }) => id === 'copilot-studio-messages')?.name).toBe('Copilot Credits')
})
