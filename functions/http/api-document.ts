import type { JsonSchema } from '../../shared/contracts/openapi/surface.ts'
import { operations } from '../operations.ts'

let document: Promise<JsonSchema> | undefined

/** The document of the API, made from the table of operations at the first request for it. */
export const apiDocument = (): Promise<JsonSchema> => (document ??= make())

async function make(): Promise<JsonSchema> {
  const { openApiDocument } = await import('../../shared/contracts/openapi.ts')
  const { schemas } = await import('../../shared/contracts/schemas/all.ts')
  const { surface } = await import('../../shared/contracts/generated/surface.mjs')
  return openApiDocument(operations, schemas, surface)
}
