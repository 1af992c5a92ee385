/** Text for a terminal: what comes from a tenant is made harmless, figures get separators and units, words get color where it is wanted. */
import { styleText } from 'node:util'
import type { Severity } from '../../model/finding.ts'
import type { Pool } from '../../model/pool.ts'

export interface RenderOptions {
  /** False for pipes and under NO_COLOR. */
  readonly color: boolean
  /** Columns of the terminal. */
  readonly width: number
}

const nameLimit = 60
// Whole escape sequences (CSI, OSC and the two-byte ones) first, else their letters would be left behind.
const escapes =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]/gu
/** Control, format (bidi marks, zero width) and line separator characters, which could redraw or reorder the screen. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** A text of a document without anything that a terminal would act on; line breaks become blanks. */
export function plain(text: string): string {
  return text
    .replace(escapes, '')
    .replace(/[\r\n\t]+/g, ' ')
    .replace(invisible, '')
}

/** A name of the tenant: plain, and cut to 60 characters. */
export function name(text: string): string {
  const characters = Array.from(plain(text))
  return characters.length <= nameLimit ? characters.join('') : `${characters.slice(0, nameLimit - 1).join('')}…`
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
