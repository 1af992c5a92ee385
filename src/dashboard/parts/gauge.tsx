/** A pool as a gauge. The drawing is for the eye alone: the same is said beside it in words, so nothing in it takes focus. */
import { GaugeChart } from '@fluentui/react-charts'
import type { Pool } from '../../model/pool.ts'
import { percent, shareUsed } from '../words/numbers.ts'

const colors: Readonly<Record<Pool['status'], string>> = {
  within: 'var(--colorStatusSuccessBackground3)',
  near: 'var(--colorStatusWarningBackground3)',
  over: 'var(--colorStatusDangerBackground3)',
  unknown: 'var(--colorNeutralStroke1)',
}

/** The needle of a pool that is over stands at the end of the scale; the figure beside it says by how much. */
export function Gauge({ pool }: { readonly pool: Pool }) {
  const share = shareUsed(pool)
  const used = Math.min(share ?? 0, 1)
  return (
    <div className={share === null ? 'gauge unknown' : 'gauge'} aria-hidden="true" inert>
      <GaugeChart
        width={168}
        height={100}
        chartValue={used * 100}
        minValue={0}
        maxValue={100}
        segments={[
          { legend: 'used', size: used * 100, color: colors[pool.status] },
          { legend: 'left', size: 100 - used * 100, color: 'var(--colorNeutralStroke2)' },
        ].filter(({ size }) => size > 0)}
        chartValueFormat={() => (share === null ? '–' : percent(share))}
        hideMinMax
        hideLegend
        hideTooltip
      />
    </div>
  )
}
