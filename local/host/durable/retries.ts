import type { Future, Script } from './futures.ts'
import type { RetryOptions } from './actions.ts'
import type { ReplayContext, TaskFailure } from './replay-context.ts'

const sixDays = 6 * 24 * 60 * 60 * 1000

/**
 * Tries until it works or the options say no (DurableTask.Core `RetryInterceptor`). After the last failed attempt a
 * timer that fires at once is still created: the SDK counts on its number.
 */
export function* withRetries(context: ReplayContext, options: RetryOptions, attempt: () => Future): Script {
  const startedAt = context.now()
  for (let tried = 1; ; tried += 1) {
    try {
      return yield attempt()
    } catch (error) {
      if (isFinal(error)) throw error
      if (tried >= options.maxNumberOfAttempts) {
        yield context.createTimer(context.now()).future
        throw error
      }
      const delay = delayAfter(tried, options, context.now() - startedAt)
      if (delay === 0) throw error
      yield context.createTimer(context.now() + delay).future
    }
  }
}

const isFinal = (error: unknown): boolean => (error as TaskFailure).failureDetails?.IsNonRetriable === true

/** 0: no further attempt, because the time for retries is over. */
function delayAfter(tried: number, options: RetryOptions, elapsed: number): number {
  if (options.retryTimeoutInMilliseconds && elapsed >= options.retryTimeoutInMilliseconds) return 0
  const backoff = (options.backoffCoefficient ?? 1) ** (tried - 1)
  return Math.min(
    options.firstRetryIntervalInMilliseconds * backoff,
    options.maxRetryIntervalInMilliseconds ?? sixDays,
  )
}
