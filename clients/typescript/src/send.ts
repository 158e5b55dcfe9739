// Sends one request until it is answered: waits as long as the answer says, or a little longer each time.
import { secondsOf } from './problem.ts'

export type Sending = {
  readonly fetch: typeof fetch
  readonly retries: number
  readonly wait: (milliseconds: number) => Promise<void>
}

const passing: ReadonlySet<number> = new Set([429, 502, 503, 504])

/** `canRepeat`: the body is there again, and the same call twice is the same as once. */
export async function send(
  { fetch, retries, wait }: Sending,
  url: string,
  init: RequestInit,
  canRepeat: boolean,
): Promise<Response> {
  for (let tried = 0; ; tried += 1) {
    const last = !canRepeat || tried >= retries
    const response = await fetch(url, init).catch((error: unknown) => {
      if (last || init.signal?.aborted) throw error
      return undefined
    })
    if (response && (last || !passing.has(response.status))) return response
    await response?.body?.cancel()
    const pause = response && secondsOf(response)
    await wait(pause === undefined ? 250 * 2 ** tried : pause * 1000)
  }
}
