/** A list of an export: its columns, and its rows one after another. Every format but JSON is made of the same lists. */
import type { ExportContent } from '../../model/export.ts'

/** null: not known, or nothing to say. */
export type CellValue = string | number | boolean | null

export interface ListColumn {
  /** The field's own name: the heading in CSV. */
  readonly key: string
  /** As a person reads it. */
  readonly title: string
  /** `time`: ISO 8601 UTC. */
  readonly kind: 'text' | 'number' | 'time' | 'flag'
  /** In characters. */
  readonly width: number
  /** Whether null means "not known"; else there is nothing to say. */
  readonly isUnknown: boolean
}

export interface ExportList {
  /** Part of a file's name in CSV. */
  readonly id: string
  /** The name of the sheet, the heading of the section. */
  readonly title: string
  /** One sentence: what a row is. */
  readonly about: string
  readonly columns: readonly ListColumn[]
  rows(content: ExportContent): AsyncIterable<readonly CellValue[]>
  /** What an empty list means: nothing found is not the same as not looked at. */
  none(content: ExportContent): string
}

export interface ColumnOf<R> extends ListColumn {
  readonly value: (row: R, content: ExportContent) => CellValue
}

interface ListParts<R> extends Pick<ExportList, 'id' | 'title' | 'about'> {
  readonly columns: readonly ColumnOf<R>[]
  readonly from: (content: ExportContent) => Iterable<R> | AsyncIterable<R>
  readonly none?: (content: ExportContent) => string
}

export function defineList<R>({ id, title, about, columns, from, none }: ListParts<R>): ExportList {
  return {
    id,
    title,
    about,
    columns,
    none: none ?? (() => 'None.'),
    async *rows(content) {
      for await (const row of from(content)) yield columns.map(({ value }) => value(row, content))
    },
  }
}

/** The same list with some of its columns, in their order: for a page, which is narrower than a sheet. */
export function pickColumns(list: ExportList, keys: readonly string[]): ExportList {
  const picked = keys.map((key) => list.columns.findIndex((column) => column.key === key))
  return {
    ...list,
    columns: picked.flatMap((index) => list.columns[index] ?? []),
    async *rows(content) {
      for await (const row of list.rows(content)) yield picked.map((index) => row[index] ?? null)
    },
  }
}

type Make = <R>(key: string, title: string, width: number, value: ColumnOf<R>['value']) => ColumnOf<R>

const make =
  (kind: ListColumn['kind'], isUnknown: boolean): Make =>
  (key, title, width, value) => ({ key, title, kind, width, isUnknown, value })

export const text = make('text', false)
export const number = make('number', false)
export const time = make('time', false)
export const flag = make('flag', false)

/** The same where null means that nobody knows. */
export const knownNumber = make('number', true)
export const knownTime = make('time', true)
export const knownFlag = make('flag', true)
