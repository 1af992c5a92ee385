/** The clauses that a figure or a finding rests on, with edition and source. */
import type { Clauses } from '../../model/documents.ts'

interface ClauseListProps {
  readonly clauses: Clauses
  /** Only these, in this order; all without. */
  readonly ids?: readonly string[]
}

export function ClauseList({ clauses, ids }: ClauseListProps) {
  const wanted = ids ?? Object.keys(clauses)
  return (
    <ul className="clauses">
      {[...new Set(wanted)].map((id) => {
        const clause = clauses[id]
        return (
          <li key={id}>
            <strong>{clause?.heading ?? id}</strong> <code>{id}</code>
            {clause === undefined ? null : (
              <>
                <p>{clause.text}</p>
                <p className="quiet small">
                  {clause.edition}, {clause.source}
                </p>
              </>
            )}
          </li>
        )
      })}
    </ul>
  )
}
