// HEAD (RFC 9110, section 9.3.2): whatever answers GET answers it as well, by the same handler, and what comes out leaves
// without its content. That nothing counts as read is up to who reads: the actor says so (`session.ts`).
import type { HttpFunctionOptions, HttpHandler, HttpResponseInit } from '@azure/functions'

export const asksHeadAlone = ({ method }: { readonly method: string }): boolean => method === 'HEAD'

/** The same function, and HEAD beside its GET. */
export const withHead = (options: HttpFunctionOptions): HttpFunctionOptions =>
  options.methods?.includes('GET')
    ? {
        ...options,
        methods: [...new Set([...options.methods, 'HEAD' as const])],
        handler: headed(options.handler),
      }
    : options

const headed =
  (handler: HttpHandler): HttpHandler =>
  async (request, context) => {
    const answer = (await handler(request, context)) as HttpResponseInit
    if (!asksHeadAlone(request)) return answer
    const { body, ...head } = answer
    // What would have been streamed is not begun, and is told that nobody comes for it.
    if (body instanceof ReadableStream) await body.cancel()
    return head
  }
