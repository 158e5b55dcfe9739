import { HttpRequest, InvocationContext } from '@azure/functions'

import { operations } from '../../../functions/operations.ts'
import type { App } from '../../../shared/composition/app.ts'
import type { Office } from '../../support/application.ts'

/** A token of an employee of the demonstration company, as a program has one. */
export async function tokenOf(app: App, employeeId: string): Promise<string> {
  const subject = { kind: 'employee', employeeId, proofs: ['link', 'totp'] } as const
  const { sessionId } = await app.sessions.open('demo', subject, 'program')
  return (await app.grants.grant({ sessionId, companyId: 'demo' }, 'withoutRefresh')).accessToken
}

export type Called = {
  readonly token: string
  /** After `/api/v1/`, with its query, instead of the route. */
  readonly path?: string
  readonly params?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly raw?: string
  readonly type?: string
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Calls one operation as the library does, without a host between. */
export async function callOperation(app: App, operationId: string, called: Called) {
  const operation = operations.find((one) => one.operationId === operationId)
  if (!operation) throw new Error(`no operation ${operationId}`)
  const text = called.raw ?? (called.body === undefined ? undefined : JSON.stringify(called.body))
  const request = new HttpRequest({
    method: operation.method,
    url: `http://localhost:7071/${called.path === undefined ? operation.route : `api/v1/${called.path}`}${called.query ?? ''}`,
    headers: {
      authorization: `Bearer ${called.token}`,
      ...(text === undefined
        ? {}
        : { 'content-type': called.type ?? operation.rawBody ?? 'application/json' }),
      ...called.headers,
    },
    params: { company: 'demo', ...called.params },
    ...(text === undefined ? {} : { body: { string: text } }),
  })
  const context = new InvocationContext({ functionName: operationId })
  const { status = 200, body, headers } = await operation.handler(app)(request, context)
  const answered = await new Response((body ?? '') as string).text()
  const isJson = /^[{[]/.test(answered) && !answered.includes('\n')
  return {
    status,
    headers: (headers ?? {}) as Readonly<Record<string, string>>,
    text: answered,
    // What a caller expects of an answer is the caller's word.
    body: (isJson ? JSON.parse(answered) : {}) as Readonly<Record<string, unknown>> & {
      readonly code?: string
    },
  }
}

export type Said = Omit<Called, 'token' | 'raw' | 'path'> & { readonly path: string }

/** The same as somebody of the demonstration company. A body of text goes as it is, anything else as JSON. */
export async function callAs(
  { app }: Pick<Office, 'app'>,
  employeeId: string,
  operationId: string,
  said: Said,
) {
  const { body, ...rest } = said
  const sent = typeof body === 'string' ? { raw: body } : { body }
  return callOperation(app, operationId, { ...rest, ...sent, token: await tokenOf(app, employeeId) })
}
