import type { IncomingMessage, ServerResponse } from 'node:http'

import { demoRefusal } from '../demo/guard.ts'
import { problemAnswer, send } from '../mailbox/answer.ts'
import { localCalls } from '../mailbox/local-calls.ts'
import type { LocalDeps } from '../mailbox/local-calls.ts'

/** What stands before the functions in demo mode: the guard of this machine, then `/_local`. */
export function demoFront({ port, ...deps }: LocalDeps & { readonly port: number }) {
  const answerLocal = localCalls(deps)

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const refusal = demoRefusal(request.headers, port, request.url)
    const answer = refusal ? problemAnswer(refusal) : await answerLocal(request)
    if (answer) send(response, answer)
    return answer !== undefined
  }
}
