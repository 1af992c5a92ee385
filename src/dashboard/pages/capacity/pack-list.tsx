/** What would bring a pool within again, where it is over. */
import type { Pool } from '../../../model/pool.ts'
import { figure } from '../../words/numbers.ts'

export function PackList({ pool }: { readonly pool: Pool }) {
  if (pool.packsNeeded === null || pool.packsNeeded.length === 0) return null
  return (
    <div>
      <h3>To be within again</h3>
      <ul>
        {pool.packsNeeded.map(({ pack, size, count, alternative }) => (
          <li key={pack}>
            {count === null
              ? `Or instead: ${pack} packs of ${figure(size)} messages; no rate is published, so no count.`
              : `${figure(count)} × ${pack} (${figure(size)} ${alternative ? 'messages' : pool.unit} each)`}
          </li>
        ))}
      </ul>
    </div>
  )
}
