/** What mends a finding, each way by itself. */
import { Badge } from '@fluentui/react-components'
import type { Remedy } from '../../../model/finding.ts'
import { Marked } from '../../parts/marked.tsx'

const kinds: Readonly<Record<Remedy['kind'], string>> = {
  'remove-role': 'remove a role',
  'assign-license': 'assign a license',
  buy: 'buy',
  configure: 'configure',
  review: 'review',
}

export function Remedies({ remedies }: { readonly remedies: readonly Remedy[] }) {
  if (remedies.length === 0) return null
  return (
    <>
      <h3>What mends it</h3>
      <ul className="remedies">
        {remedies.map(({ kind, text }) => (
          <li key={text}>
            <Badge appearance="outline" color="informative">
              {kinds[kind]}
            </Badge>
            <span>
              <Marked text={text} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
