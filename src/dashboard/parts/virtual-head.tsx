/** The head of a virtual table; a column that the service can sort by is a button. */
import { ArrowSortDown16Regular, ArrowSortUp16Regular } from '@fluentui/react-icons'
import type { CSSProperties } from 'react'
import type { Column } from './table.tsx'

export interface VirtualColumn<T> extends Column<T> {
  /** A track of a CSS grid. */
  readonly width: string
  /** The service's name for sorting by it. */
  readonly sort?: string
}

export interface Sorting {
  /** As in the address: a name, `-` before it reverses; null: the document's own order. */
  readonly by: string | null
  readonly sortBy: (by: string | null) => void
}

interface VirtualHeadProps<T> {
  readonly columns: readonly VirtualColumn<T>[]
  readonly tracks: CSSProperties
  readonly sorting?: Sorting
}

export function VirtualHead<T>({ columns, tracks, sorting }: VirtualHeadProps<T>) {
  return (
    <div role="rowgroup">
      <div role="row" aria-rowindex={1} className="vrow vhead" style={tracks}>
        {columns.map(({ title, sort, isNumber }) => (
          <div
            key={title}
            role="columnheader"
            className={isNumber === true ? 'number' : undefined}
            {...(sort === undefined || sorting === undefined ? {} : { 'aria-sort': directionOf(sort, sorting.by) })}
          >
            {sort === undefined || sorting === undefined ? (
              title
            ) : (
              <SortButton title={title} sort={sort} {...sorting} />
            )}
          </div>
        ))}
      </div>
    </div>
  )
}

function directionOf(sort: string, by: string | null): 'ascending' | 'descending' | 'none' {
  return by === sort ? 'ascending' : by === `-${sort}` ? 'descending' : 'none'
}

/** Up, down, and then the document's own order again. */
function SortButton({ title, sort, by, sortBy }: Sorting & { readonly title: string; readonly sort: string }) {
  const direction = directionOf(sort, by)
  const next = direction === 'none' ? sort : direction === 'ascending' ? `-${sort}` : null
  return (
    <button type="button" className="sort" onClick={() => sortBy(next)}>
      {title}
      {direction === 'ascending' ? <ArrowSortUp16Regular /> : null}
      {direction === 'descending' ? <ArrowSortDown16Regular /> : null}
    </button>
  )
}
