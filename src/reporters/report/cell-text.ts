/** A cell as a person reads it on a page: figures with separators, times as times, and in words what is not known. */
import type { CellValue, ListColumn } from '../lists/list.ts'
import { shownText } from '../shown-text.ts'
import { figure } from '../terminal/text.ts'

export function cellText(value: CellValue, { isUnknown, kind }: ListColumn): string {
  if (value === null) return isUnknown ? 'not known' : ''
  if (typeof value === 'number') return figure(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return kind === 'time' ? timeText(value) : shownText(value)
}

/** `2026-11-24 09:00`: the heading says UTC. */
function timeText(iso: string): string {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(iso) ? `${iso.slice(0, 10)} ${iso.slice(11, 16)}` : shownText(iso)
}
