// How often strangers may ask one company for something in an hour (security.md, "Strangers").

/**
 * An address asks again after a mistake, an office or a mobile network has many people, and after a breach in the news
 * hundreds ask a company in an hour. Beyond these it is somebody's program, and the page names the other channels.
 */
export const intakePerHour = { address: 5, network: 60, company: 1_000 } as const

export type StrangerKind = keyof typeof consentsPerHour

/** Each has us ask the provider: a whole house may sign in at eight, and no more than that. */
export const providerSignInsPerHour = { network: 600, company: 6_000 } as const

/** What visitors of consent pages wish: a campaign brings a company more of them than a breach in the news does. */
export const consentsPerHour = { address: 10, network: 120, key: 2_000, company: 5_000 } as const

/** A kind without a number is not counted. */
export type PerHour = Readonly<Partial<Record<StrangerKind, number>>>

/** Who asks, under names that say nothing. */
export type StrangerKey = { readonly kind: StrangerKind; readonly key: string }

export type StrangerCounts = Readonly<Record<string, number>>

/** The counts with one more under each key; undefined where one of them is used up. */
export function countStranger(
  counts: StrangerCounts,
  keys: readonly StrangerKey[],
  perHour: PerHour = intakePerHour,
): StrangerCounts | undefined {
  const counted = new Map(Object.entries(counts))
  for (const { kind, key } of keys) {
    const name = `${kind} ${key}`
    const before = counted.get(name) ?? 0
    if (before >= (perHour[kind] ?? Infinity)) return undefined
    counted.set(name, before + 1)
  }
  return Object.fromEntries(counted)
}
