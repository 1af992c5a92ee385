/** The sets that can be made of a few things. */

/** Every set, smaller ones first. There are 2 to the power of their number. */
export function subsetsBySize<T>(things: readonly T[]): T[][] {
  let subsets: T[][] = [[]]
  for (const thing of things) subsets = [...subsets, ...subsets.map((subset) => [...subset, thing])]
  return subsets.toSorted((a, b) => a.length - b.length)
}
