/** The text blocks of an adaptive card: rich text alone, for a text block would read Markdown and links in the names of a tenant. */
import { plain } from '../reporters/terminal/harmless.ts'

export type Color = 'Default' | 'Attention' | 'Warning' | 'Accent' | 'Good'

interface Look {
  readonly weight?: 'Bolder'
  readonly size?: 'Small' | 'Large'
  readonly color?: Color
  readonly isSubtle?: boolean
  readonly fontType?: 'Monospace'
}

export type TextRun = Look & { readonly type: 'TextRun'; readonly text: string }

export interface Block {
  readonly type: 'RichTextBlock'
  readonly inlines: readonly TextRun[]
}

/** `{{` would begin a date that the card fills in. */
export function run(text: string, look: Look = {}): TextRun {
  return { type: 'TextRun', text: plain(text).replaceAll('{{', '{ {'), ...look }
}

export function paragraph(...inlines: readonly TextRun[]): Block {
  return { type: 'RichTextBlock', inlines }
}
