import type { Clock } from '../../application/ports/system.ts'

/** The wall clock: the one place below the hosts that reads the time. */
export const systemClock: Clock = { now: () => new Date() }
