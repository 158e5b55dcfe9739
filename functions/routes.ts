// The table of what the instance serves: name → method, route, auth level, handler.
import type { HttpFunctionOptions } from '@azure/functions'
import type { App } from '../shared/composition/app.ts'
import { atHost } from './http/at-host.ts'
import { preflight, withCors } from './http/cors.ts'
import { withHead } from './http/head.ts'
import { functionOptions } from './http/operation.ts'
import { openApiFunction } from './http/openapi.ts'
import { unknownAddress } from './http/unknown.ts'
import { operations } from './operations.ts'
import { pageFunctions, refusedPage } from './pages/functions.ts'

export function httpFunctions(app: App): Record<string, HttpFunctionOptions> {
  const api = operations.map((operation) => [operation.operationId, functionOptions(operation, app)] as const)
  const all = {
    ...Object.fromEntries(api),
    openApi: openApiFunction(),
    ...pageFunctions(app),
    preflight: preflight(app),
    unknownAddress: unknownAddress(app),
  }
  const page = refusedPage(app)
  return Object.fromEntries(
    Object.entries(all).map(([name, options]) => [
      name,
      withHead(atHost(app, { name, options: withCors(app, options), refusedPage: page })),
    ]),
  )
}
