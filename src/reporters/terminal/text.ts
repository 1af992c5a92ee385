/** Text for a terminal: figures get separators and units, words get color where it is wanted; what comes from a tenant is made harmless. */
import { styleText } from 'node:util'
import type { Severity } from '../../model/finding.ts'
import type { Pool } from '../../model/pool.ts'
import { plain } from './harmless.ts'

export { cell, name, plain } from './harmless.ts'

export interface RenderOptions {
  /** False for pipes and under NO_COLOR. */
  readonly color: boolean
  /** Columns of the terminal. */
  readonly width: number
}

const numberFormat = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 })

/** A figure with thousands separators and at most 3 decimals. */
export function figure(value: number): string {
  return numberFormat.format(value)
}

/** A figure with its unit; `not known` for `null`. */
export function quantity(value: number | null, unit: string): string {
  return value === null ? 'not known' : `${figure(value)} ${unit}`
}

/** A figure with its sign: `+1.5 GB`. */
export function signed(value: number, unit: string): string {
  return `${value > 0 ? '+' : ''}${figure(value)} ${unit}`
}

/** `1 finding`, `2 findings`, `3 people`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${figure(value)} ${value === 1 ? one : many}`
}

/** `2026-11-24 09:00 UTC`; what is no time stays as it is. */
export function time(iso: string): string {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(iso) ? `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC` : plain(iso)
}

type Style = 'red' | 'yellow' | 'green' | 'cyan' | 'bold' | 'dim'

export function paint(text: string, style: Style, options: RenderOptions): string {
  return options.color ? styleText(style, text, { validateStream: false }) : text
}

export function heading(text: string, options: RenderOptions): string {
  return paint(text, 'bold', options)
}

const severityStyles = { high: 'red', medium: 'yellow', low: 'cyan', info: 'dim' } as const satisfies Record<
  Severity,
  Style
>

export function severity(value: Severity, options: RenderOptions): string {
  return paint(value, severityStyles[value], options)
}

const statusStyles = { within: 'green', near: 'yellow', over: 'red', unknown: 'dim' } as const satisfies Record<
  Pool['status'],
  Style
>

/** A pool's status as a person reads it: what is `unknown` in a document is "not known" here. */
export function status(value: Pool['status'], options: RenderOptions): string {
  return paint(value === 'unknown' ? 'not known' : value, statusStyles[value], options)
}
