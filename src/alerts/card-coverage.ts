/** The lines of a card that say what was not looked at. */
import type { AlertDocument } from '../model/alert.ts'
import { cell, name } from '../reporters/terminal/harmless.ts'
import { paragraph, run, type Block } from './card-text.ts'

const mostShown = 5

export function coverageLines({ incomplete, incompleteNotListed }: AlertDocument): Block[] {
  if (incomplete.length === 0) return []
  const some = incomplete.slice(0, mostShown)
  const more = incomplete.length - some.length + incompleteNotListed
  return [
    paragraph(run('Not looked at, or not wholly', { weight: 'Bolder' })),
    ...some.map(({ source, environment, state, reason }) => {
      const where = environment === null ? '' : ` of ${name(environment.name)}`
      return paragraph(
        run(`${source}${where}: ${state}${reason === null ? '' : `, ${cell(reason)}`}`, { size: 'Small' }),
      )
    }),
    ...(more > 0 ? [paragraph(run(`and ${more} more`, { isSubtle: true, size: 'Small' }))] : []),
  ]
}
