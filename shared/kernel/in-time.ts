/**
 * Work that has an end: after so many milliseconds it is over with what `late` says, also where the work itself hears of
 * no signal and would wait on.
 */
export async function inTime<T>(
  ms: number,
  work: (abortSignal: AbortSignal) => Promise<T>,
  late: () => Error,
): Promise<T> {
  const controller = new AbortController()
  const over = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(late()))
  })
  const timer = setTimeout(() => controller.abort(), ms)
  try {
    return await Promise.race([work(controller.signal), over])
  } finally {
    clearTimeout(timer)
  }
}
