/** 3. What was not looked at, and how to mend that: what is required first, and what only follows from something else folded away. */
import type { Coverage } from '../../../model/coverage.ts'
import type { SyncDocument } from '../../../model/documents.ts'
import { CoverageBadge, OutcomeBadge } from '../../parts/badges.tsx'
import { Section } from '../../parts/section.tsx'
import { Empty } from '../../parts/states.tsx'
import { ruleName } from '../../words/names.ts'
import { count } from '../../words/numbers.ts'
import { WhyAndFix } from '../runs/coverage-section.tsx'

export function MissingSection({ document }: { readonly document: SyncDocument }) {
  const missing = document.coverage.filter(({ state }) => state !== 'complete')
  const follows = missing.filter(isFollowing)
  const causes = missing.filter((row) => !isFollowing(row))
  const rules = document.rules.filter(({ outcome }) => outcome === 'not-assessed')
  return (
    <Section title="3. What was not looked at, and how to mend that">
      {missing.length + rules.length === 0 ? (
        <Empty title="Everything that this version reads was looked at, wholly." />
      ) : null}
      <Sources rows={causes.toSorted((a, b) => Number(b.required) - Number(a.required))} />
      {follows.length === 0 ? null : (
        <details>
          <summary>{count(follows.length, 'source')} not asked for because of the above</summary>
          <Sources rows={follows} />
        </details>
      )}
      {rules.length === 0 ? null : (
        <>
          <h3>Rules that could not be judged</h3>
          <ul className="missing">
            {rules.map(({ rule, outcome, reason, needs }) => (
              <li key={rule}>
                <div className="row tight">
                  <OutcomeBadge outcome={outcome} />
                  <span>{ruleName(rule)}</span>
                </div>
                <span className="break">{reason ?? `needs ${needs.join(', ')}`}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

/** Mending another source mends it. */
function isFollowing({ reason, required }: Coverage): boolean {
  return !required && (reason?.startsWith('not asked for') ?? false)
}

function Sources({ rows }: { readonly rows: readonly Coverage[] }) {
  return (
    <ul className="missing">
      {rows.map((row) => (
        <li key={`${row.source}|${row.environment?.id ?? ''}`}>
          <div className="row tight">
            <CoverageBadge state={row.state} />
            <code>{row.source}</code>
            {row.environment === null ? null : <span className="break">{row.environment.name}</span>}
            <span className="quiet">{row.required ? 'required' : 'optional'}</span>
          </div>
          <WhyAndFix row={row} />
        </li>
      ))}
    </ul>
  )
}
