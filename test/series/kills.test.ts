/** A few of the kills of `npm run trouble:kills`, on a small tenant: each is followed by a sync that must come to the same end. */
import { expect, onTestFinished, test } from 'vitest'
import { createDice } from '../../mocks/dice.ts'
import { generateTenant } from '../../mocks/generate.ts'
import { startServer } from '../../mocks/server.ts'
import { entry } from '../cli/process.ts'
import { killOnce, runUndisturbed, type KillSeries } from '../trouble/kills/series.ts'

test('a sync that is killed anywhere is taken up, and stores what an undisturbed one stores', async () => {
  const tenant = generateTenant({ users: 400, environments: 3 })
  const server = await startServer([{ name: 'generated', tenant }])
  onTestFinished(() => server.close())
  const cloud = server.tenants.get('generated')?.cloud
  if (cloud === undefined) throw new Error('the tenant has no server')
  const series: KillSeries = {
    program: [entry],
    env: server.announcement.tenants[0]?.env ?? {},
    dice: createDice(7),
    requests: async () => cloud.requests(),
    forget: async () => cloud.resetCounts(),
  }
  const undisturbed = await runUndisturbed(series)
  expect(undisturbed.contents['rows']?.length).toBeGreaterThan(1000)

  for (let kills = 0; kills < 6; kills += 1) {
    const { difference, twice } = await killOnce(series, undisturbed)

    expect(difference).toBeNull()
    expect(Object.values(twice).filter((sources) => sources.length > 1)).toEqual([])
  }
})
