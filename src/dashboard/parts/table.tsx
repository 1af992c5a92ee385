/** A table of a few rows, native to the browser. On a phone each row becomes a block whose cells bear the names of the columns. */
import type { ReactNode } from 'react'

export interface Column<T> {
  readonly title: string
  readonly isNumber?: boolean
  readonly cell: (row: T) => ReactNode
}

interface TableProps<T> {
  readonly caption: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
}

export function Table<T>({ caption, columns, rows, keyOf }: TableProps<T>) {
  return (
    <div className="table-frame">
      {/* The roles are said, because a browser takes them away where a style sheet turns rows into blocks. */}
      <table role="table" className="table">
        <caption className="only-read">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ title, isNumber }) => (
              <th key={title} role="columnheader" scope="col" className={isNumber === true ? 'number' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row">
              {columns.map(({ title, isNumber, cell }) => (
                <td key={title} role="cell" data-title={title} className={isNumber === true ? 'number' : undefined}>
                  <div>{cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
