/** What an alert says in words. Pure. */
import type { AlertDocument } from '../model/alert.ts'
import { severities, type Severity } from '../model/finding.ts'
import { count } from '../reporters/terminal/text.ts'
import { isAtLeast, type SeverityCounts } from './changes.ts'

/** `Contoso: 2 new findings, 1 worsened, 3 resolved (medium and above).` */
export function changesText(who: string, counts: AlertDocument['counts'], least: Severity): string {
  const parts = [
    ...(counts.new > 0 ? [count(counts.new, 'new finding')] : []),
    ...(counts.worsened > 0 ? [`${count(counts.worsened, 'finding')} worsened`] : []),
    ...(counts.resolved > 0 ? [`${count(counts.resolved, 'finding')} resolved`] : []),
  ]
  return `${who}: ${parts.join(', ')} (${levelText(least)}).`
}

/** How things stand when alerts begin. */
export function summaryText(who: string, open: SeverityCounts, least: Severity): string {
  const levels = severities.filter((severity) => isAtLeast(severity, least))
  const sum = levels.reduce((all, severity) => all + open[severity], 0)
  const each = levels.map((severity) => `${open[severity]} ${severity}`).join(', ')
  const isAre = sum === 1 ? 'is' : 'are'
  return `${who}: ${count(sum, 'finding')} ${isAre} open (${levelText(least)}): ${each}. This is the first message; later ones tell what changed.`
}

export function levelText(least: Severity): string {
  if (least === 'high') return 'high'
  return least === 'info' ? 'of every severity' : `${least} and above`
}

/** Empty where all was read. What was not looked at is neither new nor resolved: a reader must not take silence for an end. */
export function coverageText(incomplete: readonly { readonly required: boolean }[]): string {
  if (incomplete.length === 0) return ''
  const required = incomplete.filter((row) => row.required).length
  const sources = count(incomplete.length, 'source')
  const were = incomplete.length === 1 ? 'was' : 'were'
  const which = required === 0 ? 'none of them required' : `${required} of them required`
  return `Not everything was looked at: ${sources} ${were} not read whole (${which}); nothing is resolved by that.`
}
