import type { DurableHttpRequest } from './actions.ts'
import type { Script } from './futures.ts'
import type { ReplayContext } from './replay-context.ts'

/** The reserved name under which the extension calls out; `http-activity.ts` does it. */
export const httpActivityName = 'BuiltIn::HttpActivity'

type HttpAnswer = { readonly statusCode: number; readonly headers?: Readonly<Record<string, string>> }

/**
 * `callHttp`, polling while the answer is 202 (extension `CallHttpAsync`): a timer, then a GET of `Location`. A 202
 * without `Location` fails after its timer, as there.
 */
export function* callHttp(context: ReplayContext, request: DurableHttpRequest): Script {
  let answer = answerOf(yield context.scheduleActivity(httpActivityName, request))
  while (answer.statusCode === 202 && request.asynchronousPatternEnabled) {
    const retryAfter = headerOf(answer, 'retry-after')
    const wait = retryAfter === undefined ? context.settings.defaultHttpPollMs : Number(retryAfter) * 1000
    yield context.createTimer(context.now() + wait).future
    const location = headerOf(answer, 'location')
    if (location === undefined) throw new Error('a 202 answer has no Location to poll')
    answer = answerOf(yield context.scheduleActivity(httpActivityName, pollOf(request, location)))
  }
  return answer
}

const answerOf = (result: unknown): HttpAnswer => JSON.parse(String(result)) as HttpAnswer

function headerOf(answer: HttpAnswer, name: string): string | undefined {
  return Object.entries(answer.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1]
}

/** The function key of the first call is no key for the status address, so it is not sent there. */
function pollOf(request: DurableHttpRequest, location: string): DurableHttpRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).filter(([name]) => name.toLowerCase() !== 'x-functions-key'),
  )
  return {
    method: 'GET',
    uri: location,
    headers,
    ...(request.tokenSource ? { tokenSource: request.tokenSource } : {}),
  }
}
