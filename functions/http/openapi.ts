import type { HttpFunctionOptions } from '@azure/functions'
import type { OperationDescription } from '../../shared/contracts/openapi.ts'
import { json, secured } from './respond.ts'

/** The document of the API, made from the table of operations at the first request for it. */
export function openApiFunction(operations: readonly OperationDescription[]): HttpFunctionOptions {
  let document: Promise<unknown> | undefined

  async function make(): Promise<unknown> {
    const { openApiDocument } = await import('../../shared/contracts/openapi.ts')
    const { schemas } = await import('../../shared/contracts/schemas/all.ts')
    const { surface } = await import('../../shared/contracts/generated/surface.mjs')
    return openApiDocument(operations, schemas, surface)
  }

  return {
    methods: ['GET'],
    route: 'api/v1/openapi.json',
    authLevel: 'anonymous',
    handler: async () =>
      secured(json(200, await (document ??= make()), { 'cache-control': 'public, max-age=300' })),
  }
}
