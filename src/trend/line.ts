/** Least squares over points in time, with the band in which a line through them lies. Pure arithmetic. */

/** `x` in days, `y` in any unit. */
export interface Point {
  readonly x: number
  readonly y: number
}

export interface Line {
  readonly points: number
  /** Of `y` a day. */
  readonly slope: number
  at(x: number): number
  /** Half the width of the 95 % band of a new observation at `x`. */
  halfBand(x: number): number
}

/** Two-sided 95 % quantiles of Student's t by degrees of freedom, from the usual table; from 30 on the normal one is close enough. */
const quantiles = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
] as const
const normalQuantile = 1.96

/** null for fewer than 3 points, or for points of one time only: no residual tells how far off the line may be. */
export function fitLine(points: readonly Point[]): Line | null {
  const count = points.length
  if (count < 3) return null
  const meanX = mean(points.map(({ x }) => x))
  const meanY = mean(points.map(({ y }) => y))
  const spread = sum(points.map(({ x }) => (x - meanX) ** 2))
  if (spread === 0) return null
  const slope = sum(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / spread
  const at = (x: number): number => meanY + slope * (x - meanX)
  const residual = Math.sqrt(sum(points.map(({ x, y }) => (y - at(x)) ** 2)) / (count - 2))
  const quantile = quantiles[count - 3] ?? normalQuantile
  return {
    points: count,
    slope,
    at,
    halfBand: (x) => quantile * residual * Math.sqrt(1 + 1 / count + (x - meanX) ** 2 / spread),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}
