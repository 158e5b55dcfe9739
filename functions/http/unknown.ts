import type { HttpFunctionOptions } from '@azure/functions'
import type { App } from '../../shared/composition/app.ts'
import { problem, secured } from './respond.ts'

/**
 * Whatever under `api/` no operation answers to, or not by this method: a problem like every other, with the headers.
 * TRACE is left to the host: the library can make no request of it.
 */
export const unknownAddress = (app: App): HttpFunctionOptions => ({
  methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
  route: 'api/{*path}',
  authLevel: 'anonymous',
  handler: async () => {
    app.log.write({ code: 'httpRequest', operation: 'unknownAddress', status: 404, milliseconds: 0 })
    return secured(await problem({ code: 'notFound' }))
  },
})
