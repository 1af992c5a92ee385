/** The line itself. For the eye: the table under it says the same, so nothing in it takes focus. */
import { LineChart } from '@fluentui/react-charts'
import { useEffect, useRef, useState } from 'react'
import type { Point } from './points.ts'

interface TrendChartProps {
  readonly points: readonly Point[]
  readonly unit: string
  readonly name: string
}

const height = 260

export function TrendChart({ points, unit, name }: TrendChartProps) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const line = (read: (point: Point) => number | null) =>
    points.flatMap((point) => {
      const y = read(point)
      return y === null ? [] : [{ x: new Date(point.at), y }]
    })
  const lines = [
    { legend: `Used, ${unit}`, data: line(({ consumed }) => consumed), color: 'var(--colorBrandForeground1)' },
    { legend: `Total, ${unit}`, data: line(({ total }) => total), color: 'var(--colorNeutralForeground3)' },
  ].filter(({ data }) => data.length > 0)
  return (
    <div ref={frame} className="chart" aria-hidden="true" inert>
      {width === 0 ? null : (
        <LineChart
          key={`${name}|${width}`}
          width={width}
          height={height}
          data={{ chartTitle: name, lineChartData: lines }}
          yMinValue={0}
          hideTooltip
          culture="en-US"
          useUTC
        />
      )}
    </div>
  )
}

function useWidth(frame: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (frame.current === null) return undefined
    const watcher = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    watcher.observe(frame.current)
    return () => watcher.disconnect()
  }, [frame])
  return width
}
