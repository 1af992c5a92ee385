/** One drawn row of a virtual table, at its place, measured as it is drawn: names wrap. */
import type { CSSProperties } from 'react'
import type { VirtualColumn } from './virtual-head.tsx'

interface VirtualRowProps<T> {
  readonly row: T
  readonly index: number
  readonly columns: readonly VirtualColumn<T>[]
  readonly style: CSSProperties
  readonly measure: (element: Element | null) => void
}

export function VirtualRow<T>({ row, index, columns, style, measure }: VirtualRowProps<T>) {
  return (
    <div ref={measure} data-index={index} role="row" aria-rowindex={index + 2} className="vrow" style={style}>
      {columns.map(({ title, cell, isNumber }) => (
        <div key={title} role="cell" data-title={title} className={isNumber === true ? 'number' : undefined}>
          <div>{cell(row)}</div>
        </div>
      ))}
    </div>
  )
}
