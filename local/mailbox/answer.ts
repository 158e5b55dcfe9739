import type { ServerResponse } from 'node:http'

import { problemFor } from '../../shared/contracts/problems.ts'
import type { Refusal } from '../../shared/contracts/problems.ts'

/** What a `/_local` call answers. */
export type LocalAnswer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** On every answer. No script, no frame, nothing from elsewhere; forms come back here with their origin. */
export const always = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

export const jsonAnswer = (value: unknown): LocalAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
})

export const pageAnswer = (page: string): LocalAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: page,
})

/** After a form: the browser asks for the page by GET, so that reloading repeats nothing. */
export const seeOther = (location: string): LocalAnswer => ({ status: 303, headers: { location } })

export function problemAnswer(refusal: Refusal, headers: Readonly<Record<string, string>> = {}): LocalAnswer {
  const problem = problemFor(refusal)
  return {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers },
    body: JSON.stringify(problem),
  }
}

export function send(response: ServerResponse, { status, headers = {}, body = '' }: LocalAnswer): void {
  response.writeHead(status, { ...always, ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
}
