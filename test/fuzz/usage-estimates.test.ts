/** Estimates of monthly use from hostile rows: bounds stay bounds, and are never below zero, endless or no number. */
import * as fc from 'fast-check'
import { describe, expect } from 'vitest'
import { featureTableNames } from '../../src/model/features.ts'
import { UsageEstimate } from '../../src/model/usage.ts'
import { environment, guid } from '../connectors/power-platform/wire-answers.ts'
import { anyJson, fuzzAsync } from './fuzz.ts'
import { readRows } from './wire-rows.ts'

const installed = featureTableNames.map((logicalName) => ({ logicalName, entitySet: `${logicalName}s` }))
const time = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .integer({ min: 0, max: 23 * 86_400 })
      .map((seconds) => new Date(Date.UTC(2026, 10, 1) + seconds * 1000).toISOString()),
  },
  fc.constantFrom('2026-11-24T08:00:00+14:00', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', null),
  anyJson,
)
const session = fc.integer({ min: 1, max: 3 }).map((index) => guid('plan', index))
const rows = {
  systemusers: fc.record({ systemuserid: fc.oneof(session, anyJson) }),
  msdyn_ocliveworkitems: fc.record({
    activityid: session,
    _msdyn_routableobjectid_value: fc.oneof(session, anyJson),
    msdyn_startedon: time,
    msdyn_closedon: time,
  }),
  msdyn_ocsessions: fc.record({ activityid: session, msdyn_sessionclosedon: time }),
  msdyn_sessionparticipants: fc.record({
    _msdyn_omnichannelsession_value: fc.oneof(session, anyJson),
    msdyn_joinedon: time,
    msdyn_lefton: time,
  }),
  msdyn_ocsessionparticipantevents: fc.record({ msdyn_eventstarttime: time, msdyn_eventendtime: time }),
}
const sets = fc.record({
  systemusers: fc.array(rows.systemusers, { maxLength: 2 }),
  msdyn_ocliveworkitems: fc.array(rows.msdyn_ocliveworkitems, { maxLength: 4 }),
  msdyn_ocsessions: fc.array(rows.msdyn_ocsessions, { maxLength: 4 }),
  msdyn_sessionparticipants: fc.array(rows.msdyn_sessionparticipants, { maxLength: 4 }),
  msdyn_ocsessionparticipantevents: fc.array(rows.msdyn_ocsessionparticipantevents, { maxLength: 4 }),
})

describe('usage estimates', () => {
  fuzzAsync('lie between their bounds', sets, async (given) => {
    const lists = new Map<string, readonly unknown[]>(Object.entries(given))
    const read = await readRows(
      {
        source: (connectors) => connectors.usage(environment(1), installed, '2026-11-24T08:00:00.000Z'),
        dataset: 'usage-estimates',
        answer: ({ url }) => ({ value: lists.get(new URL(url).pathname.slice('/api/data/v9.2/'.length)) }),
      },
      [],
    )

    expect(read.error).toBeNull()
    const estimates = read.rows.map((row) => UsageEstimate.parse(row))
    expect(estimates).toHaveLength(3)
    for (const { low, estimate, high } of estimates) {
      expect([low >= 0, low <= estimate, estimate <= high, Number.isFinite(high)]).toEqual([true, true, true, true])
    }
  })
})
