import { HttpRequest, InvocationContext } from '@azure/functions'

import type { Operation } from '../../../functions/http/operation.ts'
import { operations } from '../../../functions/operations.ts'
import type { App } from '../../../shared/composition/app.ts'
import { validBodies } from './valid-bodies.ts'

export type HowCalled = {
  readonly token?: string | undefined
  readonly params: Record<string, string>
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of the valid body of its kind. */
  readonly body?: object
}

/** Calls a handler as the library does; `If-Match` names a version that nothing has. */
export async function called(app: App, operation: Operation, how: HowCalled) {
  const valid = operation.body ? JSON.stringify(validBodies[operation.body] ?? {}) : 'a few bytes'
  const body = how.body ? JSON.stringify(how.body) : valid
  const hasBody = operation.method !== 'GET'
  const request = new HttpRequest({
    method: operation.method,
    url: `http://localhost:7071/${operation.route}${how.query ?? ''}`,
    headers: {
      ...(how.token === undefined ? {} : { authorization: `Bearer ${how.token}` }),
      ...(hasBody ? { 'content-type': operation.rawBody ?? 'application/json' } : {}),
      'if-match': '"1"',
      ...how.headers,
    },
    params: how.params,
    ...(hasBody ? { body: { string: body } } : {}),
  })
  return operation.handler(app)(request, new InvocationContext({ functionName: operation.operationId }))
}

export function operationOf(operationId: string): Operation {
  const operation = operations.find((one) => one.operationId === operationId)
  if (!operation) throw new Error(`there is no operation ${operationId}`)
  return operation
}
