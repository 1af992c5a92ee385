/** Which roles write, whoever asks: sources for members, the sync for groups. */
import { expect, test } from 'vitest'
import { administratorTemplate, writingRoleIds, type SecurityRole } from '../../src/model/security.ts'

const role = (id: string, rootId = id, templateId: string | null = null): SecurityRole => ({
  id,
  rootId,
  name: id,
  templateId,
  businessUnitId: null,
  isManaged: null,
})

test('roles that carry a grant write, and so do their copies; others do not', () => {
  const roles = [role('agent'), role('agent-copy', 'agent'), role('reader'), role('reader-copy', 'reader')]

  expect([...writingRoleIds(['agent'], roles)].toSorted()).toEqual(['agent', 'agent-copy'])
})

test('System Administrator writes by its template, and so does a copy that does not show it', () => {
  const roles = [role('admin', 'admin', administratorTemplate), role('admin-copy', 'admin')]

  expect([...writingRoleIds([], roles)].toSorted()).toEqual(['admin', 'admin-copy'])
})

test('a role that carries a grant and is not listed writes all the same', () => {
  expect([...writingRoleIds(['unlisted'], [])]).toEqual(['unlisted'])
})
