// How many requests strangers may send to one company in an hour (security.md, "Strangers").

/**
 * An address asks again after a mistake, an office or a mobile network has many people, and after a breach in the news
 * hundreds ask a company in an hour. Beyond these it is somebody's program, and the page names the other channels.
 */
export const intakePerHour = { address: 5, network: 60, company: 1_000 } as const

export type IntakeKind = keyof typeof intakePerHour

/** Who asks, under names that say nothing. */
export type IntakeKey = { readonly kind: IntakeKind; readonly key: string }

export type IntakeCounts = Readonly<Record<string, number>>

/** The counts with one more under each key; undefined where one of them is used up. */
export function countIntake(counts: IntakeCounts, keys: readonly IntakeKey[]): IntakeCounts | undefined {
  const counted = new Map(Object.entries(counts))
  for (const { kind, key } of keys) {
    const name = `${kind} ${key}`
    const before = counted.get(name) ?? 0
    if (before >= intakePerHour[kind]) return undefined
    counted.set(name, before + 1)
  }
  return Object.fromEntries(counted)
}
