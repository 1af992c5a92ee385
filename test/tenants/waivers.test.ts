/** Waivers from the command line and from a file: for a time, still listed, open again at midnight UTC after the last day, never lost. */
import { describe, expect, test } from 'vitest'
import {
  ErrorDocument,
  EvaluationDocument,
  FindingsDocument,
  SyncDocument,
  WaiverDocument,
} from '../../src/model/documents.ts'
import { afterSync } from './after-sync.ts'
import type { CommandLine } from './command-line.ts'

const synced = afterSync('fabrikam')
const clerk = 'clerk.direct@fabrikam.example'
const reason = 'agreed with the works council'

/** The one finding of the clerk, as it is listed. */
async function findingOf({ ask }: CommandLine, status = 'all') {
  const { document } = await ask(FindingsDocument, 'access', '--user', clerk, '--fail-on', 'never')
  const { document: all } = await ask(FindingsDocument, 'findings', '--status', status, '--fail-on', 'never')
  const finding = all.findings.find(({ rule, subject }) => rule === 'restricted-table-write' && subject.upn === clerk)
  return { finding, listed: document.findings.length, rules: all.rules }
}

async function idOfClerk(commandLine: CommandLine): Promise<string> {
  return (await findingOf(commandLine)).finding?.id ?? ''
}

function setClock({ clock }: CommandLine, time: string): void {
  clock.advance(Date.parse(time) - clock.now())
}

describe('waive', () => {
  test('accepts a finding until a day: it leaves the default lists and stays in the others, with its waiver', async () => {
    const line = await synced()
    const id = await idOfClerk(line)

    const { document, exitCode } = await line.ask(
      WaiverDocument,
      'waive',
      id,
      '--reason',
      ` ${reason} `,
      '--until',
      '2026-11-26',
      '--by',
      'Ada',
    )

    const waiver = { reason, by: 'Ada', at: '2026-11-24T08:00:00.000Z', until: '2026-11-26' }
    expect(exitCode).toBe(0)
    expect(document.finding).toMatchObject({ id, status: 'waived', waiver })
    expect(await findingOf(line, 'open')).toMatchObject({ finding: undefined, listed: 0 })
    expect((await findingOf(line, 'waived')).finding).toEqual(document.finding)
    const { finding, rules } = await findingOf(line, 'all')
    expect(finding).toEqual(document.finding)
    // A waived breach is a breach still, and no open one.
    expect(rules[0]).toMatchObject({ outcome: 'fail', open: 25 })
  })

  test('ends at midnight UTC after its last day: the finding is open again and keeps the waiver to be read', async () => {
    const line = await synced()
    const id = await idOfClerk(line)
    await line.type('waive', id, '--reason', reason, '--until', '2026-11-26')

    setClock(line, '2026-11-26T23:59:59.999Z')
    const last = await findingOf(line)
    setClock(line, '2026-11-27T00:00:00.000Z')
    const ended = await findingOf(line)

    expect([last.finding?.status, last.listed]).toEqual(['waived', 0])
    expect([ended.finding?.status, ended.listed]).toEqual(['open', 1])
    expect(ended.finding?.waiver).toMatchObject({ reason, until: '2026-11-26' })
    expect(ended.finding?.firstSeen).toBe(last.finding?.firstSeen)
  })

  test('counts on the day that `evaluate` judges', async () => {
    const line = await synced()
    const id = await idOfClerk(line)
    await line.type('waive', id, '--reason', reason, '--until', '2026-11-26')

    const ids = async (day: string): Promise<string[]> =>
      (await line.ask(EvaluationDocument, 'evaluate', '--as-of', day)).document.findings.map((finding) => finding.id)

    expect(await ids('2026-11-26')).not.toContain(id)
    expect(await ids('2026-11-27')).toContain(id)
  })

  test('outlives the next sync, and today is a last day too', async () => {
    const line = await synced()
    const id = await idOfClerk(line)
    await line.type('waive', id, '--reason', reason, '--until', '2026-11-24')
    line.clock.advance(3_600_000)

    const { document } = await line.ask(SyncDocument, 'sync')

    expect(document.findings).toMatchObject({ new: 0, resolved: 0 })
    expect((await findingOf(line)).finding).toMatchObject({ status: 'waived', lastSeen: document.startedAt })
  })

  test('lasts 90 days unless told otherwise, and 366 at most', async () => {
    const line = await synced()
    const id = await idOfClerk(line)

    const byDefault = await line.ask(WaiverDocument, 'waive', id, '--reason', reason)
    const longest = await line.ask(WaiverDocument, 'waive', id, '--reason', reason, '--until', '2027-11-25')

    expect(byDefault.document.finding.waiver?.until).toBe('2027-02-22')
    expect(longest.document.finding.waiver?.until).toBe('2027-11-25')
  })

  test.each([
    [
      'an id that nobody knows',
      ['restricted-table-write-000000000000', '--reason', reason],
      'has no finding with the id',
    ],
    ['a day that is over', ['ID', '--reason', reason, '--until', '2026-11-23'], '2026-11-23 is over'],
    ['more than 366 days', ['ID', '--reason', reason, '--until', '2027-11-26'], 'more than 366 days ahead'],
    ['an empty reason', ['ID', '--reason', '  '], 'a reason is needed'],
    ['no reason', ['ID'], "required option '--reason <text>'"],
    ['no day', ['ID', '--reason', reason, '--until', '2027-02-30'], 'a day such as'],
  ])('%s ends with 64, and nothing is stored', async (_, argv, words) => {
    const line = await synced()
    const id = await idOfClerk(line)
    const before = line.files()

    const { exitCode, document, stderr } = await line.ask(
      ErrorDocument,
      'waive',
      ...argv.map((word) => (word === 'ID' ? id : word)),
    )

    expect([exitCode, document.code]).toEqual([64, 'usage'])
    expect(stderr).toContain(words)
    expect(line.files()).toEqual(before)
  })

  test('a finding that is resolved ends with 64, and nothing is stored', async () => {
    const line = await synced()
    const id = await idOfClerk(line)
    line.cloud.update((tenant) => ({
      ...tenant,
      environments: tenant.environments.map((environment) => {
        const { dataverse } = environment
        if (dataverse === null) return environment
        const users = dataverse.users.map((user) => (user.domainName === clerk ? { ...user, roles: [] } : user))
        return { ...environment, dataverse: { ...dataverse, users } }
      }),
    }))
    line.clock.advance(3_600_000)
    await line.type('sync')
    const before = line.files()

    const { exitCode, stderr } = await line.type('waive', id, '--reason', reason)

    expect(exitCode).toBe(64)
    expect(stderr).toContain(`${id} is resolved`)
    expect(line.files()).toEqual(before)
  })
})

describe('the file of SEATLEDGER_WAIVERS', () => {
  const listed = { reason: 'by the file', by: 'SAM team', at: '2026-11-01T00:00:00.000Z', until: '2026-12-01' }

  test('wins over the store, and `waive` points to it', async () => {
    const line = await synced()
    const id = await idOfClerk(line)
    await line.type('waive', id, '--reason', reason, '--until', '2027-01-31')
    line.env['SEATLEDGER_WAIVERS'] = line.write('waivers.json', [{ id, ...listed }])
    const before = line.files()

    const { finding } = await findingOf(line)
    const again = await line.type('waive', id, '--reason', reason)

    expect(finding).toMatchObject({ status: 'waived', waiver: listed })
    expect(again.exitCode).toBe(64)
    expect(again.stderr).toContain('waived in the file of SEATLEDGER_WAIVERS, which wins')
    expect(line.files()).toEqual(before)
    setClock(line, '2026-12-02T00:00:00.000Z')
    expect((await findingOf(line)).finding).toMatchObject({ status: 'open', waiver: listed })
  })

  test('counts in a sync, and what it no longer lists is open again', async () => {
    const line = await synced()
    const id = await idOfClerk(line)
    line.env['SEATLEDGER_WAIVERS'] = line.write('waivers.json', [{ id, ...listed }])
    line.clock.advance(3_600_000)

    const { document: waived } = await line.ask(SyncDocument, 'sync')
    delete line.env['SEATLEDGER_WAIVERS']

    expect(waived.findings.medium).toBe(25)
    expect((await findingOf(line)).finding).toMatchObject({ status: 'open' })
  })
})
