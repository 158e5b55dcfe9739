// What generators of clients need of the document, in one shape.
import type { JsonSchema } from '../../shared/contracts/openapi/surface.ts'

export type ModelOperation = {
  readonly id: string
  readonly summary: string
  readonly method: string
  readonly route: string
  /** Names of the parameters in the address. */
  readonly path: readonly string[]
  readonly query: readonly { readonly name: string; readonly description: string }[]
  /** Without a schema: bytes. */
  readonly body?: { readonly mediaType: string; readonly required: boolean; readonly schema?: JsonSchema }
  /** The schemas of JSON that succeeds; none: a file, or nothing. */
  readonly answer: readonly JsonSchema[]
  /** A success may have no body at all. */
  readonly alsoNothing: boolean
}

export type ApiModel = {
  readonly document: Document
  readonly schemas: Readonly<Record<string, JsonSchema>>
  readonly codes: readonly string[]
}

type Content = Readonly<Record<string, { readonly schema?: JsonSchema }>>

type Described = {
  readonly operationId: string
  readonly summary: string
  readonly parameters: readonly {
    readonly name?: string
    readonly in?: string
    readonly description?: string
  }[]
  readonly requestBody?: { readonly required: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}

type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly examples: JsonSchema
  }
}

export function apiModel(document: unknown): ApiModel {
  const read = document as Document
  return { document: read, schemas: read.components.schemas, codes: Object.keys(read.components.examples) }
}

export const operationsOf = ({ document }: ApiModel): readonly ModelOperation[] =>
  Object.entries(document.paths).flatMap(([route, methods]) =>
    Object.entries(methods).map(([method, described]) => operation(route, method, described)),
  )

function operation(route: string, method: string, described: Described): ModelOperation {
  const { operationId, summary, parameters, requestBody, responses } = described
  const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'))
  const contents = successes.map(([, { content = {} }]) => Object.values(content))
  return {
    ...{ id: operationId, summary, method: method.toUpperCase(), route },
    path: named(parameters, 'path').map(({ name }) => name),
    query: named(parameters, 'query'),
    ...(requestBody && { body: bodyOf(requestBody) }),
    answer: contents.flat().flatMap(({ schema }) => (schema ? [schema] : [])),
    alsoNothing: contents.some((content) => content.length === 0),
  }
}

const named = (parameters: Described['parameters'], place: string) =>
  parameters
    .filter((parameter) => parameter.in === place)
    .map(({ name = '', description = '' }) => ({ name, description }))

function bodyOf({
  required,
  content,
}: NonNullable<Described['requestBody']>): NonNullable<ModelOperation['body']> {
  const [mediaType = '', { schema } = {}] = Object.entries(content)[0] ?? []
  // A body without a schema of ours that is JSON may be any JSON.
  return { mediaType, required, ...((schema ?? mediaType.endsWith('json')) && { schema: schema ?? {} }) }
}
