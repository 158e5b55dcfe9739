import { readFile } from 'node:fs/promises'
import type { JsonSchema } from '../../shared/contracts/openapi/surface.ts'

let document: Promise<JsonSchema> | undefined

/** The document of the API, read at the first request for it. */
export const apiDocument = (): Promise<JsonSchema> => (document ??= read())

/** The build lays it beside the bundle; without a bundle it is among the documents. */
async function read(): Promise<JsonSchema> {
  const beside = new URL('openapi.json', import.meta.url)
  const text = await readFile(beside, 'utf8').catch(() =>
    readFile(new URL('../../docs/openapi.json', import.meta.url), 'utf8'),
  )
  return JSON.parse(text) as JsonSchema
}
