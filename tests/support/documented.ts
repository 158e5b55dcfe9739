// Holds each answer of the API against the document that describes it: what is not documented must not be answered.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ValidateFunction } from 'ajv/dist/2020.js'

type Media = { readonly schema?: object; readonly examples?: Readonly<Record<string, unknown>> }

type Response = { readonly $ref?: string; readonly content?: Readonly<Record<string, Media>> }

type Operation = { readonly operationId: string; readonly responses: Readonly<Record<string, Response>> }

type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>
    readonly responses: Readonly<Record<string, Response>>
  }
}

export type Answered = {
  readonly method: string
  /** With or without its query. */
  readonly path: string
  readonly status: number
  readonly contentType: string
  readonly text: string
}

type Route = { readonly pattern: RegExp; readonly literal: number; readonly operation: Operation }

const document = JSON.parse(
  readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'),
) as Document

const routes: readonly (Route & { readonly method: string })[] = Object.entries(document.paths)
  .flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      literal: path.split('/').filter((segment) => !segment.startsWith('{')).length,
      operation,
    })),
  )
  .sort((one, other) => other.literal - one.literal)

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false })
ajv.addSchema({ $id: 'document', components: { schemas: closed(document.components.schemas) } })

const compiled = new Map<string, ValidateFunction>()

/** An answer may hold what the document names and nothing else, wherever the document does not say otherwise. */
function closed<Value>(schema: Value): Value {
  if (Array.isArray(schema)) return schema.map((one) => closed<unknown>(one)) as Value
  if (typeof schema !== 'object' || schema === null) return schema
  const members = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, closed<unknown>(value)]),
  )
  const isObject = 'properties' in members && !('additionalProperties' in members) && !('allOf' in members)
  return { ...members, ...(isObject && { additionalProperties: false }) } as Value
}

/** Throws where an answer is not what the document says of this operation, this status and this code. */
export function assertDocumented(answered: Answered): void {
  const { method, path, status, contentType, text } = answered
  const plain = path.split('?')[0] ?? ''
  const operation = routes.find((route) => route.method === method && route.pattern.test(plain))?.operation
  if (!operation) return
  const where = `${operation.operationId} answered ${String(status)}`
  const response = operation.responses[String(status)] ?? anyProblem(contentType)
  assert.ok(response, `${where}, which its documentation does not know: ${text.slice(0, 200)}`)
  const type = contentType.split(';')[0] ?? ''
  if (type === 'application/problem+json') {
    const { code } = JSON.parse(text) as { readonly code: string }
    const codes = Object.keys(response.content?.[type]?.examples ?? {})
    assert.ok(codes.includes(code), `${where} with ${code}, which its documentation does not know`)
  } else if (type === 'application/json') {
    const schema = response.content?.[type]?.schema
    assert.ok(schema, `${where} with JSON, of which its documentation has no schema`)
    const validate = validatorOf(`${operation.operationId} ${String(status)}`, schema)
    assert.ok(validate(JSON.parse(text)), `${where}: ${ajv.errorsText(validate.errors)}`)
  }
}

/** `fetch`, whose answers are held against the document too. */
export const documentedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  const contentType = response.headers.get('content-type') ?? ''
  const text = /json/.test(contentType) ? await response.clone().text() : ''
  const { pathname } = new URL(response.url)
  assertDocumented({
    method: init?.method ?? 'GET',
    path: pathname,
    status: response.status,
    contentType,
    text,
  })
  return response
}

/** What any call may be answered with stands once, as the default of all. */
const anyProblem = (contentType: string): Response | undefined =>
  contentType.startsWith('application/problem+json') ? document.components.responses['Problem'] : undefined

function validatorOf(name: string, schema: object): ValidateFunction {
  const known = compiled.get(name)
  if (known) return known
  const made = ajv.compile(
    JSON.parse(JSON.stringify(closed(schema)).replaceAll('"#/components', '"document#/components')) as object,
  )
  compiled.set(name, made)
  return made
}
