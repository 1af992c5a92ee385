/** An alert as an adaptive card for a Teams workflow. Names stand in text runs, which know no Markdown and no links. */
import type { AlertChange, AlertDocument, AlertFinding } from '../model/alert.ts'
import type { Severity } from '../model/finding.ts'
import { name, plain } from '../reporters/terminal/harmless.ts'
import { coverageLines } from './card-coverage.ts'
import { paragraph, run, type Block, type Color } from './card-text.ts'

/** Teams refuses a message of more than 28 KB. */
const mostBytes = 24_000
/** Entries of each list; a card is read on a phone. */
const mostShown = 8
const mostTitle = 200

const headings: Readonly<Record<AlertChange, string>> = {
  new: 'New',
  worsened: 'Worsened',
  resolved: 'Resolved',
  open: 'Open',
}

const colors: Readonly<Record<Severity, Color>> = {
  high: 'Attention',
  medium: 'Warning',
  low: 'Accent',
  info: 'Default',
}

/** The body that the workflow template "Send webhook alerts to a channel" takes. */
export function teamsMessage(alert: AlertDocument) {
  let shown = mostShown
  let message = envelope(alert, shown)
  while (shown > 0 && Buffer.byteLength(JSON.stringify(message)) > mostBytes) {
    shown -= 1
    message = envelope(alert, shown)
  }
  return message
}

function envelope(alert: AlertDocument, shown: number) {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    // Without names: what shows it may read Markdown.
    fallbackText: 'Seatledger: findings have changed. This program cannot show the card.',
    msteams: { width: 'Full' },
    body: [
      paragraph(run(`Seatledger: ${name(alert.tenantName ?? alert.tenantId)}`, { weight: 'Bolder', size: 'Large' })),
      paragraph(run(alert.text)),
      ...changeKinds.flatMap((change) => section(alert, change, shown)),
      ...coverageLines(alert),
      paragraph(
        run(`As of ${alert.asOf.slice(0, 16).replace('T', ' ')} UTC. ${alert.notice}`, {
          isSubtle: true,
          size: 'Small',
        }),
      ),
    ],
  }
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  }
}

const changeKinds: readonly AlertChange[] = ['new', 'worsened', 'resolved', 'open']

function section(alert: AlertDocument, change: AlertChange, shown: number): Block[] {
  const listed = alert.findings.filter((finding) => finding.change === change)
  const all = change === 'open' ? listed.length + alert.notListed : alert.counts[change]
  if (all === 0) return []
  const some = listed.slice(0, shown)
  const more = all - some.length
  return [
    paragraph(run(`${headings[change]} (${all})`, { weight: 'Bolder' })),
    ...some.map(line),
    ...(more > 0
      ? [paragraph(run(`and ${more} more: seatledger findings --severity ${alert.severity}`, { isSubtle: true }))]
      : []),
  ]
}

function line(finding: AlertFinding): Block {
  const { severity, previousSeverity, environment, title, change } = finding
  const was = previousSeverity === null ? '' : ` (was ${previousSeverity})`
  return paragraph(
    run(`${severity}${was} `, { weight: 'Bolder', color: change === 'resolved' ? 'Good' : colors[severity] }),
    run(`${cut(title)}${environment === null ? '' : `, in ${name(environment.name)}`} `),
    run(finding.id, { isSubtle: true, fontType: 'Monospace', size: 'Small' }),
  )
}

function cut(text: string): string {
  const characters = Array.from(plain(text))
  return characters.length <= mostTitle ? characters.join('') : `${characters.slice(0, mostTitle - 1).join('')}…`
}
