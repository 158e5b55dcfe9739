// How often is enough: what is limited, and told to callers in headers (decision on limits).

/** Of one session, by a program: three a second, the whole hour long. */
export const callsPerHour = 12_000

/** To one address, over all companies (security.md, "Links"). */
export const mailsPerHour = 5

/** A mailed code lives so long, and is dead after so many failures. */
export const codeMinutes = 10
export const codeTries = 5

const hourMs = 3_600_000

export type CallsLeft = {
  /** Less than nothing: this call is one too many. */
  readonly left: number
  /** Until the hour ends and all of them are there again. */
  readonly resetSeconds: number
}

export const hourOf = (at: Date): number => Math.floor(at.getTime() / hourMs)

export const callsLeft = (used: number, now: Date): CallsLeft => ({
  left: callsPerHour - used,
  resetSeconds: Math.ceil(((hourOf(now) + 1) * hourMs - now.getTime()) / 1000),
})
