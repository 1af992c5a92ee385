/** The derivation of a finding: who, by which way, which grant, which license is missing, and why this grade. */
import { describe, expect, it } from 'vitest'
import { derivationOf } from '../../src/access/derivation.ts'
import { readHeldLicenses } from '../../src/access/held-licenses.ts'
import { finding, tableAccess } from '../findings/finding.ts'
import { practiceLists, skus } from './practice-lists.ts'
import { person, practiceRun } from './practice-run.ts'

const words = { held: [], familyName: (id: string) => (id === 'customer_service_enterprise' ? 'CS Enterprise' : id) }
const path = {
  role: 'Agent',
  roleId: 'agent',
  team: null,
  teamKind: null,
  group: null,
  operations: ['create' as const],
  depth: 'basic' as const,
}

describe('derivationOf', () => {
  it('names the person, each way with its grant, and what is missing', () => {
    const access = {
      ...tableAccess('incident', {}),
      operations: ['create' as const],
      paths: [
        path,
        { ...path, team: 'Owners', teamKind: 'owner' as const, depth: 'deep' as const },
        {
          ...path,
          team: 'Desk',
          teamKind: 'entra-security' as const,
          group: { id: 'g', name: 'Helpdesk', via: 'direct' as const },
        },
        {
          ...path,
          team: 'Desk',
          teamKind: 'entra-security' as const,
          group: { id: 'g', name: 'Helpdesk', via: 'nested' as const },
        },
      ],
    }

    expect(derivationOf(finding({}, [access]), words)).toEqual([
      'Ada (ada@contoso.example) is judged as a person who reads and writes in the environment Production.',
      'incident: create without one of CS Enterprise.',
      'incident: the role Agent, held directly, gives create on rows that the user owns (Basic).',
      "incident: the role Agent, held through membership of the team Owners, gives create on all rows of the user's business unit and of those below it (Deep).",
      'incident: the role Agent, held through membership of the Entra group Helpdesk behind the team Desk, gives create on rows that the user owns (Basic).',
      'incident: the role Agent, held through nested membership (unverified) of the Entra group Helpdesk behind the team Desk, gives create on rows that the user owns (Basic).',
      'No license is assigned to this user.',
      'Detail.',
      'Grade medium: a restricted table can be written beyond rows that the user owns.',
      'First seen 2026-11-01T00:00:00Z, last seen 2026-11-01T00:00:00Z.',
    ])
  })

  it('says of each license what it gives', async () => {
    const people = [person('ada', ['sku-enterprise', 'sku-contractor', 'sku-office'])]
    const snapshot = practiceRun({ skus: Object.values(skus), people, environments: [] })
    const held = await readHeldLicenses(snapshot, 'ada', practiceLists())

    expect(derivationOf(finding(), { ...words, held })).toEqual(
      expect.arrayContaining([
        'License CONTRACTOR: gives limited field_service.',
        'License CS_ENTERPRISE: gives CS Enterprise.',
        'License OFFICE: gives nothing that a restricted table asks for.',
      ]),
    )
    expect(await readHeldLicenses(snapshot, 'nobody', practiceLists())).toBeNull()
    expect(derivationOf(finding(), { ...words, held: null })).toContain('No licenses of this user are part of the run.')
  })

  it('says how an administrator is known', () => {
    const { evidence } = finding()
    const administrator = finding({
      evidence: { ...evidence, administrator: true },
      environment: null,
      severity: 'info',
    })

    expect(derivationOf(administrator, words)[0]).toBe(
      'Ada (ada@contoso.example) holds the role System Administrator, known by its template and not by its name: every table, any depth.',
    )
  })

  it('says that an environment is what a finding is about, and speaks of no license', () => {
    const subject = { kind: 'environment', id: 'env-1', name: 'Production', upn: null } as const
    const sentences = derivationOf(finding({ subject, severity: 'info' }), words)

    expect(sentences[0]).toBe('The environment Production has a table installed that is likely restricted.')
    expect(sentences.join(' ')).not.toContain('icense is assigned')
  })

  it('says when it went stale or was resolved', () => {
    const subject = { kind: 'user', id: 'row', name: 'Old user', upn: null } as const

    expect(derivationOf(finding({ stale: true, subject, severity: 'low' }), words).at(-1)).toContain(
      'could not look again',
    )
    expect(derivationOf(finding({ status: 'resolved', resolvedAt: '2026-11-02T00:00:00Z' }), words).at(-1)).toBe(
      'First seen 2026-11-01T00:00:00Z, last seen 2026-11-01T00:00:00Z; resolved by the complete look of 2026-11-02T00:00:00Z.',
    )
  })
})
