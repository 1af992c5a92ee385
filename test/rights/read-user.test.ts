/** How one user is found in a run: by sign-in name or id, as a person or a Dataverse user, with what they hold live. */
import { describe, expect, test } from 'vitest'
import { readUser } from '../../src/rights/read-user.ts'
import { person } from '../access/practice-run.ts'
import { premiumId, skuId } from '../entitlements/tenant.ts'
import { practiceSnapshot, sourcesWith } from './practice-users.ts'

const sources = sourcesWith()
const clerk = { id: 'clerk-row', upn: 'Clerk@contoso.example', name: 'Clerk', entraId: null }
const withClerk = { environments: [{ tables: [], users: [clerk] }] }

describe('a user is found', () => {
  test('by sign-in name without case, or by object id, with plans in the order of the guide', async () => {
    for (const value of ['ben', ' BEN@Contoso.example ']) {
      const found = await readUser(practiceSnapshot(), value, sources)

      expect(found).toMatchObject({
        id: 'ben',
        name: 'Ben',
        upn: 'ben@contoso.example',
        holder: { kind: 'internal', plans: ['digital-addon', 'customer-service-enterprise'], isLimited: false },
      })
    }
  })

  test('as a row of Dataverse without an Entra object, who holds nothing', async () => {
    for (const value of ['clerk-row', 'clerk@contoso.example']) {
      expect(await readUser(practiceSnapshot(withClerk), value, sources)).toMatchObject({
        id: 'clerk-row',
        name: 'Clerk',
        upn: 'Clerk@contoso.example',
        holder: { kind: 'internal', plans: [], skuIds: [] },
      })
    }
  })

  test('as nobody, where the run has not seen the name', async () => {
    expect(await readUser(practiceSnapshot(withClerk), 'zoe@contoso.example', sources)).toBeNull()
  })
})

describe('what a user holds', () => {
  test('counts live licenses only', async () => {
    const suspended = person('zoe', [skuId('voice')], {
      licenseStates: [
        { skuId: skuId('voice'), disabledPlans: [], assignedByGroup: null, state: 'Error', lastUpdated: null },
      ],
    })
    const found = await readUser(practiceSnapshot({ people: [suspended] }), 'zoe', sources)

    expect(found?.holder).toMatchObject({ plans: [], skuIds: [] })
  })

  test('follows the word of the operator on SKUs and on people', async () => {
    const said = sourcesWith({ 'dan@contoso.example': false }, { [premiumId]: { ignore: true } })

    expect((await readUser(practiceSnapshot(), 'dan', said))?.holder?.kind).toBe('internal')
    expect((await readUser(practiceSnapshot(), 'dan', sources))?.holder?.kind).toBe('guest')
    expect((await readUser(practiceSnapshot(), 'cleo', said))?.holder).toMatchObject({ plans: [], skuIds: [premiumId] })
  })

  test('is not known where the SKUs were not read whole, nor for a Dataverse row where the people were not', async () => {
    const withoutSkus = practiceSnapshot({ states: { 'graph/subscribed-skus': 'partial' } })
    const withoutPeople = practiceSnapshot({ ...withClerk, states: { 'graph/users': 'partial' } })

    expect((await readUser(withoutSkus, 'ada', sources))?.holder).toBeNull()
    expect((await readUser(withoutPeople, 'clerk-row', sources))?.holder).toBeNull()
    expect((await readUser(withoutPeople, 'ada', sources))?.holder?.plans).toEqual(['voice'])
  })
})
