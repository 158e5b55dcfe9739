import type { IncomingMessage } from 'node:http'

import { instanceRoutes } from './instance-routes.ts'
import { queryRoutes } from './query-routes.ts'
import type { Management } from './management.ts'
import type { Store } from './store.ts'

export type ApiRequest = {
  readonly method: string
  /** Decoded, below the API's root. */
  readonly segments: readonly string[]
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  /** Of this very request, for a `Location` that asks again. */
  readonly address: string
  readonly body: string
}

export type ApiResponse = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export type ApiDeps = {
  readonly store: Store
  readonly management: Management
  readonly now: () => number
  /** The links of an instance, as check-status responses carry them. */
  readonly links: (instanceId: string) => Record<string, string>
  /** Real milliseconds: creating clients may wait for the end of what they start. */
  readonly wait: (ms: number) => Promise<void>
}

export type Route = (request: ApiRequest, deps: ApiDeps) => Promise<ApiResponse> | ApiResponse | undefined

/**
 * The HTTP management API (extension `HttpApiHandler`), the same under the webhook address and on the loopback address
 * of the SDK. What it does not know is a 404.
 */
export async function answerApi(request: ApiRequest, deps: ApiDeps): Promise<ApiResponse> {
  for (const route of [queryRoutes, instanceRoutes]) {
    const response = route(request, deps)
    if (response) return response
  }
  return { status: 404 }
}
