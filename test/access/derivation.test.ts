/** The derivation of a finding: who, by which way, which grant, which license is missing, and why this grade. */
import { describe, expect, it } from 'vitest'
import { derivationOf } from '../../src/access/derivation.ts'
import { readHeldLicenses } from '../../src/access/held-licenses.ts'
import type { ObservedUse, RestrictedTableEvidence } from '../../src/model/evidence.ts'
import type { Finding } from '../../src/model/finding.ts'
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
      'No evidence of use was asked for (`seatledger sync --evidence`), so nothing is known of use.',
      'No license is assigned to this user.',
      'Detail.',
      'Grade medium: a restricted table can be written beyond rows that the user owns.',
      'First seen 2026-11-01T00:00:00Z, last seen 2026-11-01T00:00:00Z.',
    ])
  })

  it('names several licenses of which one is enough, and a person without a sign-in name', () => {
    const access = { ...tableAccess('incident', {}), requires: ['sales', 'service'] }
    const subject = { kind: 'user', id: 'row', name: 'Old user', upn: null } as const
    const sentences = derivationOf(finding({ subject }, [access]), words)

    expect(sentences[0]).toBe('Old user is judged as a person who reads and writes in the environment Production.')
    expect(sentences[1]).toContain('without one of sales or service.')
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
    const administrator = finding({
      evidence: { administrator: true, latent: null, observedWindow: null, tables: [] },
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
    expect(sentences).toEqual([
      'The environment Production has a table installed that is likely restricted.',
      'Detail.',
      'Grade info: the table is likely restricted, not surely.',
      'First seen 2026-11-01T00:00:00Z, last seen 2026-11-01T00:00:00Z.',
    ])
  })

  describe('of use', () => {
    const asked = [
      { source: 'dataverse/evidence' as const, request: 'GET audits', at: '2026-11-24T03:05:00Z', requestId: null },
    ]
    const audit = { from: '2026-08-26T03:00:00Z', to: '2026-11-24T03:00:00Z', source: 'audit' as const }
    const used = (
      observed: ObservedUse | null,
      about: Partial<RestrictedTableEvidence> = {},
      of: Partial<Finding> = {},
    ): string[] => {
      const access = { ...tableAccess('incident', { Agent: ['update', 'delete'] }), observed }
      const evidence = { administrator: false, latent: null, observedWindow: audit, tables: [access], ...about }
      return derivationOf(finding({ sources: asked, evidence, ...of }), words)
    }

    it('gives the figures with window and source, and the grade for it', () => {
      const sentences = used(
        { create: 0, update: 3, delete: 1, last: '2026-11-20T09:00:00Z' },
        {},
        { severity: 'high' },
      )

      expect(sentences).toContain(
        'incident: 3 rows updated and 1 row deleted from 2026-08-26 to 2026-11-24, by the audit log, the last at 2026-11-20T09:00:00Z.',
      )
      expect(sentences).toContain('Grade high: a write on a restricted table was observed.')
    })

    it('says what does not count, what cannot be seen, and what is capped', () => {
      const rows = { observedWindow: { ...audit, source: 'rows' as const } }

      expect(used({ create: 2, update: 0, delete: 0, last: null })).toContain(
        'incident: 2 rows created from 2026-08-26 to 2026-11-24, by the audit log; that is no use here, for what is listed is update and delete.',
      )
      expect(used({ create: 0, update: 0, delete: null, last: null }, rows)).toContain(
        'incident: no use seen from 2026-08-26 to 2026-11-24, by rows; deletes cannot be seen.',
      )
      expect(used({ create: 0, update: null, delete: null, last: null }, rows, { severity: 'low' })).toEqual(
        expect.arrayContaining([
          'incident: rows updated (how many is not known) from 2026-08-26 to 2026-11-24, by rows; deletes cannot be seen.',
          'Grade low: a write was observed, and the grade is capped as the detail says.',
        ]),
      )
    })

    it('counts where one of several operations is listed, and another source is no evidence', () => {
      const security = [{ ...asked[0], source: 'dataverse/security' as const, request: '', at: '', requestId: null }]

      expect(used({ create: 1, update: 1, delete: 0, last: null })).toContain(
        'incident: 1 row created and 1 row updated from 2026-08-26 to 2026-11-24, by the audit log.',
      )
      expect(used(null, { observedWindow: null }, { sources: security }).join(' ')).toContain(
        'No evidence of use was asked for',
      )
    })

    it('grades low what is not used, or used otherwise, and what is capped', () => {
      const own = 'Grade low: only own rows can be written, or what lies beyond is capped as the detail says.'
      const capped = 'Grade low: a write was observed, and the grade is capped as the detail says.'
      const access = tableAccess('sla', { Agent: ['update'] })

      expect(used(null, {}, { severity: 'low' })).toContain(own)
      expect(used({ create: 1, update: 0, delete: 0, last: null }, {}, { severity: 'low' })).toContain(own)
      expect(used({ create: 1, update: 1, delete: 0, last: null }, {}, { severity: 'low' })).toContain(capped)
      expect(
        used(
          null,
          {
            tables: [
              { ...access, observed: null },
              { ...access, observed: { create: 0, update: 1, delete: 0, last: null } },
            ],
          },
          { severity: 'low' },
        ),
      ).toContain(capped)
    })

    it('calls no evidence by its name', () => {
      expect(used(null, { observedWindow: null })).toContain(
        'Evidence of use was asked for, and there is no evidence available: that is not "no use".',
      )
      expect(used(null)).toContain('incident: there is no evidence available of use, which is not "no use".')
    })

    it.each([
      ['info', [], 'administration needs no license'],
      ['low', [tableAccess('incident', {})], 'an administrator who also works in the application'],
      ['info', [tableAccess('goal', {})], 'what the administrator was seen to write is capped as the detail says'],
    ] as const)('grades administrators %s', (severity, tables, reason) => {
      const sentences = used(null, { administrator: true, tables: [...tables] }, { severity })

      expect(sentences).toContain(`Grade ${severity}: ${reason}.`)
      expect(sentences.join(' ').includes('No use that needs a license seen')).toBe(tables.length === 0)
    })
  })

  it('grades for information who cannot use what was opened', () => {
    const evidence = { administrator: false, latent: 'disabled in Entra', observedWindow: null, tables: [] }

    expect(derivationOf(finding({ severity: 'info', evidence }), words)).toContain(
      'Grade info: it needs no action as it stands, for the reason that the detail gives.',
    )
  })

  it('of any other rule gives the detail and the grade in words', () => {
    const evidence = { sessions: 1, messages: 2 }

    expect(derivationOf(finding({ rule: 'sessions-and-messages', evidence }), words)).toEqual([
      'Detail.',
      'Grade medium: the environment draws on both, where one was to replace the other.',
      'First seen 2026-11-01T00:00:00Z, last seen 2026-11-01T00:00:00Z.',
    ])
    expect(derivationOf(finding({ rule: 'seat-idle', severity: 'high', evidence }), words)[1]).toBe(
      'Grade high: for the reason that the detail gives.',
    )
    expect(derivationOf(finding({ rule: 'of-tomorrow', severity: 'high', evidence }), words)[1]).toBe(
      'Grade high: for the reason that the detail gives.',
    )
  })

  it('says when it went stale or was resolved', () => {
    const subject = { kind: 'user', id: 'row', name: 'Old user', upn: null } as const

    expect(derivationOf(finding({ stale: true, subject, severity: 'low' }), words).at(-1)).toContain(
      'could not look again',
    )
    expect(derivationOf(finding({ status: 'open', resolvedAt: '2026-11-02T00:00:00Z' }), words).at(-1)).not.toContain(
      'resolved',
    )
    expect(derivationOf(finding({ status: 'resolved', resolvedAt: null }), words).at(-1)).not.toContain('resolved')
    expect(derivationOf(finding({ status: 'resolved', resolvedAt: '2026-11-02T00:00:00Z' }), words).at(-1)).toBe(
      'First seen 2026-11-01T00:00:00Z, last seen 2026-11-01T00:00:00Z; resolved by the complete look of 2026-11-02T00:00:00Z.',
    )
  })
})
