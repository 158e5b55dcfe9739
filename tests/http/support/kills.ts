// `kill -9` at moments that are drawn: the same ones for the same seed.
import { setTimeout as realTime } from 'node:timers/promises'

import type { RunningInstance } from '../../support/running-instance.ts'

export function killing(instance: RunningInstance, seed: number) {
  let kills = 0
  let state = seed
  /** From 0 up to below 1, the same row of numbers for the same seed (Lehmer's generator). */
  const drawn = (): number => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }

  async function crash(): Promise<void> {
    await instance.kill()
    kills += 1
    await instance.restart()
  }

  /** Killed at a drawn moment of the call, or right after its answer; answers what the call answered, if it did. */
  async function killedDuring<T>(call: () => Promise<T>, withinMs: number): Promise<T | undefined> {
    const attempt = call().catch(() => undefined)
    await Promise.race([attempt, realTime(drawn() * withinMs)])
    await instance.kill()
    kills += 1
    const answered = await attempt
    await instance.restart()
    return answered
  }

  /** A call that a stranger would repeat until it is answered: killed in its middle, repeated, and killed again once it is. */
  async function underFire<T>(call: () => Promise<T>, withinMs = 60): Promise<T> {
    await killedDuring(call, withinMs)
    const answer = await call()
    await crash()
    return answer
  }

  return { drawn, crash, killedDuring, underFire, kills: () => kills }
}
