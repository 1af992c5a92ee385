/** What no API shows, and a person must check: whole, or in short under a summary. */
import type { UnseenProvision } from '../../model/rights.ts'
import { section } from './frame.ts'
import { plain, type RenderOptions } from './text.ts'
import { wrap } from './wrap.ts'

const title = 'What no API shows, and a person must check'
const indent = '  '

/** Each provision with its text and clause. */
export function provisionSection(provisions: readonly UnseenProvision[], options: RenderOptions): string {
  const lines = provisions.flatMap((provision) =>
    indented(`${provision.title}: ${provision.text} [${provision.clause}]`, options),
  )
  return section(title, lines, options)
}

/** The titles alone, in one paragraph, and where the texts stand. */
export function shortProvisionSection(provisions: readonly UnseenProvision[], options: RenderOptions): string {
  if (provisions.length === 0) return ''
  const titles = provisions.map((provision) => plain(provision.title)).join('; ')
  return section(title, indented(`${titles}. With text and clause: \`seatledger rights USER\`.`, options), options)
}

function indented(text: string, { width }: RenderOptions): string[] {
  return wrap(plain(text), width - indent.length).map((line) => `${indent}${line}`)
}
