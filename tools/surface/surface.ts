// Asks the compiler what the operations answer and refuse, and writes it down for the document of the API.
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import type { Surface } from '../../shared/contracts/openapi/surface.ts'
import { problemCodes } from '../../shared/contracts/problems.ts'
import { compiled, handled } from './handlers.ts'
import type { Handled } from './handlers.ts'
import { typeSchemas } from './type-schema.ts'
import type { Components, Schema } from './type-schema.ts'

const functions = fileURLToPath(new URL('../../functions/', import.meta.url))

/** The surface of the operations that `entry` imports from below `folder`. */
export function surfaceOf(entry = `${functions}operations.ts`, folder = `${functions}http/`): Surface {
  const program = compiled(entry)
  const components = typeSchemas(program.getTypeChecker())
  const operations = handled(program, folder).map(
    (one) => [one.operationId, surface(one, components)] as const,
  )
  return {
    operations: Object.fromEntries(operations.sort(byName)),
    schemas: Object.fromEntries([...components.schemas].sort(byName)),
  }
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)

const known: ReadonlySet<string> = new Set(problemCodes)

function surface({ operationId, answers, codes }: Handled, { schemaOf, name }: Components) {
  const written = answers.map(({ status, value }): readonly [string, Schema] => [
    String(status),
    name(schemaOf(value), `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Answer`),
  ])
  return {
    answers: Object.fromEntries(written.filter(([, schema]) => !isDeepStrictEqual(schema, {}))),
    codes: codes.filter((code) => known.has(code)),
  }
}
