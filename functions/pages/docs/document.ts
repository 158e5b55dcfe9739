// The document of the API as the reference page reads it: the parts that our own builder writes.
import type { JsonSchema } from '../../../shared/contracts/openapi/surface.ts'

export type Parameter = {
  readonly name: string
  readonly in: string
  readonly description?: string
  readonly required?: boolean
}

export type Content = Readonly<Record<string, { readonly schema?: JsonSchema; readonly example?: unknown }>>

export type Response = {
  readonly $ref?: string
  readonly description: string
  readonly content?: Content & {
    readonly 'application/problem+json'?: { readonly examples?: JsonSchema }
  }
}

export type DocumentedOperation = {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly tags: readonly string[]
  readonly parameters: readonly (Parameter & { readonly $ref?: string })[]
  readonly requestBody?: {
    readonly description: string
    readonly required: boolean
    readonly content: Content
  }
  readonly responses: Readonly<Record<string, Response>>
}

export type ApiDocument = {
  readonly info: { readonly title: string; readonly description: string }
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly parameters: Readonly<Record<string, Parameter>>
  }
}

/** The last part of a reference, which is the name of a component. */
export const nameIn = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1)
