/** How a sentence says whose text a figure was read in; nothing where it is the guide's own. */
import type { Trust } from '../guide/trust.ts'

const words = {
  guide: '',
  primary: " (by another page of Microsoft's)",
  transcription: " (by a third party's transcription of the guide)",
  secondary: ' (by a secondary source)',
} as const satisfies Record<Trust, string>

export function trustWords(trust: Trust): string {
  return words[trust]
}
