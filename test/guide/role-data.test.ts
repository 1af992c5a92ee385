/** The lists of role names, apps and application ids: each names its page, and none contradicts another. */
import { expect, test } from 'vitest'
import { loadReferenceData } from '../../src/guide/load.ts'

const { agentRoles, productApps, applications } = loadReferenceData()

test('agent and supervisor roles are known in English', () => {
  expect(agentRoles.names).toEqual([{ language: 1033, roles: ['Omnichannel agent', 'Omnichannel supervisor'] }])
  expect(agentRoles.source).toContain('add-users-assign-roles')
})

test('every language with known names can be named in words, and each stands once', () => {
  const ids = agentRoles.languages.map(({ id }) => id)

  expect(new Set(ids).size).toBe(ids.length)
  for (const { language } of agentRoles.names) expect(ids).toContain(language)
})

test('the apps of the guide are there by their unique names, each once without regard to case', () => {
  const names = productApps.apps.map(({ uniqueName }) => uniqueName)

  expect(names).toEqual(
    expect.arrayContaining([
      'msdynce_saleshub',
      'Customerservicehub',
      'msdyn_CustomerServiceWorkspace',
      'msdyn_FieldService',
      'OmniChannelEngagementHub',
    ]),
  )
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
})

test('the ids of dual-write are no ids that are left out', () => {
  const leftOut = applications.applications.map(({ id }) => id)

  expect(new Set(leftOut).size).toBe(leftOut.length)
  expect(applications.dualWrite.map(({ id }) => id)).toEqual([
    '00000015-0000-0000-c000-000000000000',
    'f1752846-f0df-4766-96f5-c109adf67d7f',
  ])
  for (const { id } of applications.dualWrite) expect(leftOut).not.toContain(id)
})
