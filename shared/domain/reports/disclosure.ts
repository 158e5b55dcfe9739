/** How many people a number must stand for before it is told: fewer could be recognised in it. */
export const smallestTold = 5

export type Cell = { readonly key: string; readonly count: number }

/** `others`: how many are in none of the values; which values those are is not told. */
export type Breakdown = { readonly values: readonly Cell[]; readonly others: number }

/**
 * A distribution without its small counts. What is left out cannot be had back as the total less the rest: at least two
 * values stay together in `others`, and as many people, taking the smallest that could be told where it needs more. A value
 * that nobody has is left out too, so that a value that is missing says nothing.
 */
export function disclosed(counts: ReadonlyMap<string, number>, least: number = smallestTold): Breakdown {
  const cells = [...counts].filter(([, count]) => count > 0).sort(([, one], [, other]) => other - one)
  const told = cells.filter(([, count]) => count >= least)
  const kept = cells.filter(([, count]) => count < least).map(([, count]) => count)
  while (told.length > 0 && kept.length > 0 && (kept.length < 2 || sum(kept) < least))
    kept.push(...told.splice(-1).map(([, count]) => count))
  return { values: told.map(([key, count]) => ({ key, count })), others: sum(kept) }
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)
