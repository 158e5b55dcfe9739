import assert from 'node:assert/strict'
import { HttpRequest, InvocationContext } from '@azure/functions'
import { operations } from '../../../functions/operations.ts'
import type { SessionSubject } from '../../../shared/application/identity/sessions.ts'
import type { Office } from '../../support/application.ts'

export type Said = {
  /** After `/api/v1/`, with its query. */
  readonly path: string
  readonly params?: Readonly<Record<string, string>>
  /** Text goes as it is, anything else as JSON. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export type Answered = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** Where it is JSON. */
  readonly body: Readonly<Record<string, unknown>>
}

/** One call of an operation as somebody of the company, as the library makes it. */
export async function callAs(
  { app }: Office,
  employeeId: string,
  operationId: string,
  { path, params = {}, body, headers = {} }: Said,
): Promise<Answered> {
  const operation = operations.find((one) => one.operationId === operationId)
  assert.ok(operation, operationId)
  const subject: SessionSubject = { kind: 'employee', employeeId, proofs: ['link', 'totp'] }
  const { sessionId } = await app.sessions.open('demo', subject, 'program')
  const { accessToken } = await app.grants.grant({ sessionId, companyId: 'demo' }, 'withoutRefresh')
  const request = new HttpRequest({
    method: operation.method,
    url: `http://localhost:7071/api/v1/${path}`,
    headers: {
      authorization: `Bearer ${accessToken}`,
      ...(body === undefined ? {} : { 'content-type': operation.rawBody ?? 'application/json' }),
      ...headers,
    },
    params: { ...params },
    ...(body === undefined
      ? {}
      : { body: { string: typeof body === 'string' ? body : JSON.stringify(body) } }),
  })
  const answer = await operation.handler(app)(request, new InvocationContext({ functionName: operationId }))
  const text = await new Response((answer.body ?? '') as string).text()
  return {
    status: answer.status ?? 200,
    headers: (answer.headers ?? {}) as Readonly<Record<string, string>>,
    text,
    body: (/^[{[]/.test(text) && !text.includes('\n') ? JSON.parse(text) : {}) as Readonly<
      Record<string, unknown>
    >,
  }
}
