/** Findings over time: seen again, stale, resolved only by a complete look, reopened. */
import { describe, expect, it } from 'vitest'
import { mergeFindings } from '../../src/findings/history.ts'
import type { History } from '../../src/findings/history.ts'
import type { Finding, FindingDraft } from '../../src/model/finding.ts'
import { finding, production } from './finding.ts'

const yesterday = '2026-11-01T00:00:00Z'
const today = '2026-11-02T00:00:00Z'

const draftOf = (of: Finding): FindingDraft => {
  const { id, rule, severity, subject, environment, title, detail, evidence, remedies, clauses, sources } = of
  return { id, rule, severity, subject, environment, title, detail, evidence, remedies, clauses, sources }
}

const look = (complete: boolean, environmentId = production.id) => ({
  rule: 'restricted-table-write',
  environmentId,
  complete,
})

const merge = (about: Partial<History>) =>
  mergeFindings({
    previous: [],
    drafts: [],
    looks: [look(true)],
    environmentsComplete: true,
    runStartedAt: today,
    ...about,
  })

describe('mergeFindings', () => {
  it('a finding seen for the first time is open and new', () => {
    const merged = merge({ drafts: [draftOf(finding())] })

    expect(merged).toMatchObject({ new: 1, resolved: 0 })
    expect(merged.findings).toMatchObject([
      { status: 'open', stale: false, firstSeen: today, lastSeen: today, resolvedAt: null, waiver: null },
    ])
  })

  it('a finding seen again keeps firstSeen and takes what the run says now', () => {
    const merged = merge({
      previous: [finding({ stale: true })],
      drafts: [draftOf(finding({ severity: 'low', title: 'Ada can still write' }))],
    })

    expect(merged).toMatchObject({ new: 0, resolved: 0 })
    expect(merged.findings).toMatchObject([
      { severity: 'low', title: 'Ada can still write', stale: false, firstSeen: yesterday, lastSeen: today },
    ])
  })

  it('a complete look that does not find it again resolves it', () => {
    const merged = merge({ previous: [finding()] })

    expect(merged).toMatchObject({ new: 0, resolved: 1 })
    expect(merged.findings).toMatchObject([
      { status: 'resolved', stale: false, firstSeen: yesterday, lastSeen: yesterday, resolvedAt: today },
    ])
  })

  it('a look that was not complete leaves it open and stale, with its old lastSeen', () => {
    const merged = merge({ previous: [finding()], looks: [look(false)] })

    expect(merged).toMatchObject({ new: 0, resolved: 0 })
    expect(merged.findings).toMatchObject([{ status: 'open', stale: true, lastSeen: yesterday, resolvedAt: null }])
  })

  it('a finding found by a look that was not complete is seen all the same', () => {
    const merged = merge({ previous: [finding()], drafts: [draftOf(finding())], looks: [look(false)] })

    expect(merged.findings).toMatchObject([{ status: 'open', stale: false, lastSeen: today }])
  })

  it('a look that was not complete makes none less severe: it stays as it was known, and stale', () => {
    const known = finding({ severity: 'medium' })
    const drafts = [draftOf(finding({ severity: 'info', title: 'Ada may be able to write' }))]

    const merged = merge({ previous: [known], drafts, looks: [look(false)] })

    expect(merged).toEqual({ findings: [{ ...known, stale: true }], new: 0, resolved: 0 })
    expect(merge({ previous: [known], drafts }).findings).toMatchObject([{ severity: 'info', stale: false }])
  })

  it('a look that was not complete makes one more severe, and one that was resolved starts anew', () => {
    const drafts = [draftOf(finding({ severity: 'high' }))]
    const resolved = finding({ severity: 'high', status: 'resolved', resolvedAt: yesterday })

    const worse = merge({ previous: [finding({ severity: 'low' })], drafts, looks: [look(false)] })
    const anew = merge({ previous: [resolved], drafts: [draftOf(finding({ severity: 'low' }))], looks: [look(false)] })

    expect(worse.findings).toMatchObject([{ severity: 'high', stale: false, lastSeen: today }])
    expect(anew.findings).toMatchObject([{ severity: 'low', status: 'open', lastSeen: today }])
  })

  it('an environment that a complete list no longer holds resolves its findings', () => {
    const gone = finding({ environment: { id: 'env-gone', name: 'Old' } })

    expect(merge({ previous: [gone] })).toMatchObject({ resolved: 1 })
    expect(merge({ previous: [gone], environmentsComplete: false }).findings).toMatchObject([
      { status: 'open', stale: true },
    ])
  })

  it('a finding of the tenant without a look stays open', () => {
    expect(merge({ previous: [finding({ environment: null })] }).findings).toMatchObject([
      { status: 'open', stale: true },
    ])
  })

  it('a resolved finding stays as it is until it comes back', () => {
    const resolved = finding({ status: 'resolved', resolvedAt: yesterday })

    expect(merge({ previous: [resolved] })).toEqual({ findings: [resolved], new: 0, resolved: 0 })
    expect(merge({ previous: [resolved], looks: [look(false)] }).findings).toEqual([resolved])
  })

  it('a finding that comes back keeps its id and firstSeen, and is open again', () => {
    const merged = merge({
      previous: [finding({ status: 'resolved', resolvedAt: yesterday })],
      drafts: [draftOf(finding())],
    })

    expect(merged).toMatchObject({ new: 1, resolved: 0 })
    expect(merged.findings).toMatchObject([
      { id: finding().id, status: 'open', firstSeen: yesterday, lastSeen: today, resolvedAt: null },
    ])
  })

  it('a waived finding stays waived while it is seen', () => {
    const waiver = { reason: 'Migration', by: 'Grace', at: yesterday, until: '2026-12-31' }

    const merged = merge({ previous: [finding({ status: 'waived', waiver })], drafts: [draftOf(finding())] })

    expect(merged.findings).toMatchObject([{ status: 'waived', waiver }])
  })
})
