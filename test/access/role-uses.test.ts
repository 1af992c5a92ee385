/** Which roles are those of agents and supervisors, and which open an app: by name, by language, by the operator's word. */
import { describe, expect, it } from 'vitest'
import { roleUses, rolesOfInterest, type RoleLists, type RoleRows } from '../../src/access/role-uses.ts'
import type { SecurityRole } from '../../src/model/security.ts'

const lists: RoleLists = {
  agentNames: new Map([[1033, new Set(['omnichannel agent', 'omnichannel supervisor'])]]),
  operatorNames: new Set(['service desk']),
  languageName: String,
  productOf: (uniqueName) => (uniqueName === 'saleshub' ? 'Sales' : null),
}

const role = (id: string, name: string, about: Partial<SecurityRole> = {}): SecurityRole => ({
  id,
  rootId: id,
  name,
  templateId: null,
  businessUnitId: null,
  isManaged: true,
  ...about,
})

const agentIds = (roles: SecurityRole[], baseLanguage: number | null = 1033) =>
  [...roleUses({ roles, apps: [], appRoles: [], baseLanguage }, lists)].map(([id]) => id)

describe('roles of agents and supervisors', () => {
  it('are managed roles of the names of the base language, compared without case, with their copies', () => {
    const roles = [
      role('agent', 'Omnichannel Agent'),
      role('copy', 'Omnichannel Agent', { rootId: 'agent', isManaged: false }),
      role('lead', ' omnichannel supervisor'),
      role('admin', 'Omnichannel administrator'),
    ]

    expect(agentIds(roles)).toEqual(['agent', 'copy', 'lead'])
  })

  it('a home-made role of the same name is none; one of which this is not known is', () => {
    const roles = [
      role('own', 'Omnichannel agent', { isManaged: false }),
      role('old', 'Omnichannel agent', { isManaged: null }),
    ]

    expect(agentIds(roles)).toEqual(['old'])
  })

  it('a copy is known by its root and not by its own name, unless the list lacks the root', () => {
    const renamed = [role('root', 'Something else'), role('copy', 'Omnichannel agent', { rootId: 'root' })]

    expect(agentIds(renamed)).toEqual([])
    expect(agentIds(renamed.slice(1))).toEqual(['copy'])
  })

  it("the operator's names need not come with a solution, in any language", () => {
    expect(agentIds([role('desk', 'Service Desk', { isManaged: false })], 1031)).toEqual(['desk'])
  })

  it('the names of one language mean nothing in another, and all where the language is not known', () => {
    expect(agentIds([role('agent', 'Omnichannel agent')], 1031)).toEqual([])
    expect(agentIds([role('agent', 'Omnichannel agent')], null)).toEqual(['agent'])
  })

  it('a copy whose root the list lacks stands for it', () => {
    expect(agentIds([role('copy', 'Omnichannel agent', { rootId: 'lost' })])).toEqual(['copy'])
  })
})

describe('roles of apps', () => {
  const rows: RoleRows = {
    roles: [role('seller', 'Seller'), role('copy', 'Seller', { rootId: 'seller' }), role('maker', 'Maker')],
    apps: [
      { id: 'app-1', uniqueName: 'saleshub', name: 'Sales Hub' },
      { id: 'app-2', uniqueName: 'contoso_own', name: 'Own' },
    ],
    appRoles: [
      { appId: 'app-1', roleId: 'seller' },
      { appId: 'app-1', roleId: 'unlisted' },
      { appId: 'app-2', roleId: 'maker' },
      { appId: 'gone', roleId: 'maker' },
    ],
    baseLanguage: 1033,
  }

  it('open an app of a product; a copy opens what its root opens', () => {
    expect([...roleUses(rows, lists)].map(([id, { apps }]) => [id, apps])).toEqual([
      ['seller', ['saleshub']],
      ['copy', ['saleshub']],
      ['unlisted', ['saleshub']],
    ])
  })

  it('a copy that is named as the role of an app stands for its root', () => {
    const byCopy = { ...rows, appRoles: [{ appId: 'app-1', roleId: 'copy' }] }

    expect([...rolesOfInterest(lists)(byCopy)]).toEqual(['seller', 'copy'])
  })
})
