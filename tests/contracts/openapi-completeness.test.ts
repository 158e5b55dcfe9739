// What every operation owes its callers, asked of the operations that there are.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operations } from '../../functions/operations.ts'
import { bodyExamples } from '../../shared/contracts/openapi/examples.ts'
import { pathOf, pathWords } from '../../shared/contracts/openapi/parameters.ts'
import { tagWords } from '../../shared/contracts/openapi/words.ts'
import { parseBody } from '../../shared/contracts/parse.ts'
import type { BodyName } from '../../shared/contracts/bodies.ts'
import { surfaceOf } from '../../tools/surface/surface.ts'

test('every operation says in a sentence what it does, and every parameter what it is', () => {
  for (const { operationId, summary, query = [], responses, route } of operations) {
    assert.match(
      summary,
      /^\p{Lu}.{10,}[^.]$/u,
      `${operationId}: a summary is a sentence without a full stop`,
    )
    for (const { name, description } of query)
      assert.ok(description.length > 5, `${operationId}: describe its parameter ${name}`)
    for (const { status, description } of responses)
      assert.ok(description.length > 3, `${operationId}: describe its answer ${status}`)
    for (const [, name = ''] of pathOf(route).matchAll(/\{(\w+)\}/g))
      assert.ok(pathWords[name], `${operationId}: say in openapi/parameters.ts what {${name}} is`)
  }
})

test('every group of operations is introduced', () => {
  for (const { operationId, tags } of operations) {
    for (const tag of tags) assert.ok(tagWords[tag], `${operationId}: introduce ${tag} in openapi/words.ts`)
  }
})

test('what every operation answers is known by its schema or its media type', () => {
  const surface = surfaceOf()
  for (const { operationId, responses } of operations) {
    const known = surface.operations[operationId]
    assert.ok(known, `${operationId}: run npm run openapi`)
    for (const { status, media } of responses) {
      if ([202, 204].includes(status) || status >= 400) continue
      assert.ok(
        known.answers[status] ?? media,
        `${operationId}: answer ${status} by json() of respond.ts, or name the media type of the file`,
      )
    }
    for (const status of Object.keys(known.answers))
      assert.ok(
        responses.some((response) => String(response.status) === status),
        `${operationId}: describe its answer ${status}`,
      )
  }
})

test('every example of a body is accepted by the schema of that body', () => {
  for (const [name, example] of Object.entries(bodyExamples)) {
    const parsed = parseBody(name as BodyName, example)
    assert.deepEqual(parsed, { ok: true, value: example }, name)
  }
})
