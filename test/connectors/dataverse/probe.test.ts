/** What the doctor asks of an environment: who am I, and one row of what a sync reads. */
import { describe, expect, test } from 'vitest'
import { mockWire } from '../../../mocks/nock.ts'
import { PermissionError, SchemaError } from '../../../src/errors.ts'
import { tokenAnswer, tokenUrl } from '../fixture.ts'
import { never, openConnectors } from '../sources.ts'
import { apiUrl, environment, guid, list, refused } from './wire-environment.ts'

const whoAmI = `${apiUrl}/WhoAmI`
const grantsUrl = `${apiUrl}/roleprivilegescollection?$select=roleid&$top=1`
const usersUrl = `${apiUrl}/systemusers?$select=systemuserid&$top=1`
const me = {
  body: { BusinessUnitId: guid('unit', 1), UserId: guid('user', 1).toUpperCase(), OrganizationId: guid('unit', 2) },
}

const probe = async () => openConnectors().connectors.probeDataverse(environment, never)

describe('the probe of an environment', () => {
  test('is three requests, and gives the user id of the application; no page size meets $top', async () => {
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(whoAmI, me)
      .get(grantsUrl, list())
      .get(usersUrl, list())

    expect(await probe()).toBe(guid('user', 1))
    expect(wire.requests.slice(1).map(({ headers }) => headers['prefer'])).toEqual([undefined, undefined, undefined])
  })

  test('of an application that is no user there is refused at the first', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(whoAmI, refused)

    await expect(probe()).rejects.toBeInstanceOf(PermissionError)
  })

  test('of an application without the right to read roles is refused at the second', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(whoAmI, me).get(grantsUrl, refused)

    await expect(probe()).rejects.toThrow('GET /api/data/v9.2/roleprivilegescollection: 403 0x80072560')
  })

  test('with an answer that names no user is broken', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(whoAmI, { body: { UserId: 'somebody' } })

    await expect(probe()).rejects.toBeInstanceOf(SchemaError)
  })
})
