/** `rights` after a sync of a practice tenant: the document to the field, the report of a person, and a user whom nobody has seen. */
import { describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { SyncDocument } from '../../src/model/documents.ts'
import { RightsDocument } from '../../src/model/rights.ts'
import { openCommandLine } from './command-line.ts'

const clerk = 'clerk.direct@fabrikam.example'

describe('rights of a user of the last sync', () => {
  test('are a document of its own, with every clause that it cites and the coverage on which it rests', async () => {
    const { ask, type } = openCommandLine(loadTenant('fabrikam'))
    const { document: synced } = await ask(SyncDocument, 'sync')

    const { document, exitCode } = await ask(RightsDocument, 'rights', clerk.toUpperCase())
    const later = await ask(RightsDocument, 'rights', document.user.id, '--edition', 'dynamics-365-2026-07')

    expect(exitCode).toBe(0)
    expect(document).toMatchObject({ runId: synced.runId, user: { upn: clerk }, edition: 'contact-center-2025-02' })
    expect(document.coverage.map(({ source }) => source)).toEqual([
      'graph/organization',
      'graph/subscribed-skus',
      'graph/subscriptions',
      'graph/users',
    ])
    for (const { clause } of document.rights) expect(document.clauses).toHaveProperty(clause)
    expect(later.document).toMatchObject({ user: document.user, edition: 'dynamics-365-2026-07' })
    const report = await type('rights', clerk)
    expect(report.stdout).toContain('What no API shows, and a person must check')
    expect(report.stdout).toContain('Multiplexing beyond accounts: ')
  })

  test('of a name that the sync has not seen end with 64, and without a sync with 1', async () => {
    const { type } = openCommandLine(loadTenant('contoso'))

    expect(await type('rights', clerk)).toMatchObject({ exitCode: 1 })
    await type('sync')
    const outcome = await type('rights', 'nobody@contoso.example')

    expect(outcome).toMatchObject({ exitCode: 64, stdout: '' })
    expect(outcome.stderr).toContain('The last sync has seen no user "nobody@contoso.example".')
  })
})
