/** Seeded chance: the same seed throws the same numbers in every run. */

export interface Dice {
  /** In [0, 1). */
  roll(): number
  /** A whole number in [0, sides). */
  below(sides: number): number
  /** One of a list that is not empty. */
  pick<Item>(items: readonly Item[]): Item
}

/** Mulberry32: small, fast, and even enough for practice tenants. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0
  const roll = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (sides: number): number => Math.floor(roll() * sides)
  return {
    roll,
    below,
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
  }
}
