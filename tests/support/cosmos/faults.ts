import type { Operation } from './endpoint.ts'
import { refused, responseTo, type Answer, type HttpRequest, type HttpResponse } from './wire.ts'

export type Fault =
  | {
      readonly kind: 'status'
      readonly status: number
      readonly retryAfterMs?: number
      readonly substatus?: number
    }
  /** Nothing happened, and this is said of it. */
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** It happened, and the connection broke before the answer. */
  | { readonly kind: 'answerLost' }
  /** It happened, and the answer never came. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'notJson' }
  | { readonly kind: 'slow'; readonly milliseconds: number }

export type Faults = ReturnType<typeof createFaults>

/** What is to go wrong, call by call. */
export function createFaults() {
  const planned: { readonly operation: Operation; readonly fault: Fault }[] = []

  return {
    /** The next calls of this kind meet this. */
    next: (operation: Operation, fault: Fault, times = 1): void =>
      void planned.push(...Array.from({ length: times }, () => ({ operation, fault }))),
    around: async (
      operation: Operation,
      request: HttpRequest,
      work: () => Promise<HttpResponse>,
    ): Promise<HttpResponse> => {
      const index = planned.findIndex((each) => each.operation === operation)
      const [struck] = index < 0 ? [] : planned.splice(index, 1)
      return struck ? struckBy(struck.fault, request, work) : work()
    },
  }
}

async function struckBy(
  fault: Fault,
  request: HttpRequest,
  work: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  switch (fault.kind) {
    case 'status':
      return responseTo(request, {
        ...refused(fault.status, 'Fault', 'planned'),
        headers: {
          ...(fault.retryAfterMs !== undefined && { 'x-ms-retry-after-ms': String(fault.retryAfterMs) }),
          ...(fault.substatus !== undefined && { 'x-ms-substatus': String(fault.substatus) }),
        },
      })
    case 'answer':
      return responseTo(request, fault.answer)
    case 'notJson':
      return responseTo(request, { status: 502, body: '<html>Bad gateway</html>' })
    case 'answerLost':
      await work()
      // As the transport says it when a connection breaks.
      throw Object.assign(new Error('socket hang up'), { name: 'RestError', code: 'REQUEST_SEND_ERROR' })
    case 'silence':
      await work()
      return aborted(request)
    case 'slow':
      await Promise.race([
        new Promise((resolve) => setTimeout(resolve, fault.milliseconds)),
        aborted(request),
      ])
      return work()
  }
}

function aborted({ abortSignal }: HttpRequest): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(Object.assign(new Error('aborted'), { name: 'AbortError' }))
    if (abortSignal?.aborted) fail()
    else abortSignal?.addEventListener('abort', fail)
  })
}
