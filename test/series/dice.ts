/** A seeded source of choices (mulberry32), so that a random tenant is known by its number alone. */

export interface Dice {
  /** A number in [0, 1). */
  roll(): number
  chance(probability: number): boolean
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  pick<T>(list: readonly T[]): T
  /** One value, each as likely as its weight. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T
  /** Every element with the same probability, in the list's order. */
  some<T>(list: readonly T[], probability: number): T[]
  /** `count` different elements, or all of a shorter list. */
  draw<T>(list: readonly T[], count: number): T[]
  guid(): string
}

export function createDice(seed: number): Dice {
  let state = seed >>> 0
  function roll(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const between = (low: number, high: number): number => low + Math.floor(roll() * (high - low + 1))
  const chance = (probability: number): boolean => roll() < probability

  function pick<T>(list: readonly T[]): T {
    const element = list[between(0, list.length - 1)]
    if (element === undefined) throw new Error('nothing to pick from')
    return element
  }

  function weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let left = roll() * choices.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [value, weight] of choices) {
      left -= weight
      if (left < 0) return value
    }
    throw new Error('nothing to weigh')
  }

  function draw<T>(list: readonly T[], count: number): T[] {
    const rest = [...list]
    const drawn: T[] = []
    while (drawn.length < count && rest.length > 0) drawn.push(...rest.splice(between(0, rest.length - 1), 1))
    return drawn
  }

  const hex = (digits: number): string => Array.from({ length: digits }, () => between(0, 15).toString(16)).join('')
  return {
    roll,
    chance,
    between,
    pick,
    weighted,
    draw,
    some: (list, probability) => list.filter(() => chance(probability)),
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  }
}
