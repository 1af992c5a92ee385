/** A table of any length of which only the rows in view are drawn. It scrolls with the page, and tells its whole length. */
import { Spinner } from '@fluentui/react-components'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState, type CSSProperties } from 'react'
import type { PagedList } from '../api/use-pages.ts'
import { figure } from '../words/numbers.ts'
import { VirtualHead, type Sorting, type VirtualColumn } from './virtual-head.tsx'
import { VirtualRow } from './virtual-row.tsx'

interface VirtualTableProps<T> {
  readonly label: string
  readonly list: PagedList<T>
  readonly columns: readonly VirtualColumn<T>[]
  readonly keyOf: (row: T) => string
  readonly sorting?: Sorting
}

const rowHeight = 64
/** So many rows before the end, the next page is asked for. */
const aheadRows = 40

export function VirtualTable<T>({ label, list, columns, keyOf, sorting }: VirtualTableProps<T>) {
  const { rows, total, isLoading } = list
  const frame = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  // Where the rows begin on the page: what stands above them comes and goes.
  useLayoutEffect(() => {
    const now = frame.current === null ? 0 : frame.current.getBoundingClientRect().top + globalThis.scrollY
    if (Math.abs(now - top) > 1) setTop(now)
  }, [top, rows])
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => (rows[index] === undefined ? index : keyOf(rows[index])),
  })
  const items = virtualizer.getVirtualItems()
  useNextPage(list, items.at(-1)?.index ?? 0)
  const tracks: CSSProperties = { gridTemplateColumns: columns.map(({ width }) => trackOf(width)).join(' ') }
  const rowCount = (total ?? rows.length) + 1
  return (
    <>
      <div role="table" aria-label={label} aria-rowcount={rowCount} aria-busy={isLoading} className="vtable">
        <VirtualHead columns={columns} tracks={tracks} {...(sorting === undefined ? {} : { sorting })} />
        <div ref={frame} role="rowgroup" className="vbody" style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, key, start }) => {
            const row = rows[index]
            if (row === undefined) return null
            const style = { ...tracks, transform: `translateY(${start - top}px)` }
            return (
              <VirtualRow
                key={key}
                measure={virtualizer.measureElement}
                index={index}
                style={style}
                columns={columns}
                row={row}
              />
            )
          })}
        </div>
      </div>
      <MoreToCome list={list} />
    </>
  )
}

function trackOf(width: string): string {
  return `minmax(0, ${width})`
}

function useNextPage<T>({ rows, hasMore, isLoading, problem, more }: PagedList<T>, lastShown: number): void {
  useEffect(() => {
    if (hasMore && !isLoading && problem === null && lastShown >= rows.length - aheadRows) more()
  }, [hasMore, isLoading, problem, lastShown, rows.length, more])
}

function MoreToCome<T>({ list }: { readonly list: PagedList<T> }) {
  const { rows, total, hasMore, isLoading } = list
  if (!hasMore) return null
  return (
    <div className="quiet row tight">
      {isLoading ? <Spinner size="extra-tiny" aria-hidden="true" /> : null}
      {figure(rows.length)} of {figure(total)} loaded; more come as you scroll.
    </div>
  )
}
