// Writes what the API is, from the table of operations and the types of their handlers; with --check, fails when it is stale.
import { readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { openApiDocument, type OperationDescription } from '../shared/contracts/openapi.ts'
import type { Surface } from '../shared/contracts/openapi/surface.ts'
import { schemas } from '../shared/contracts/schemas/all.ts'
import { apiModel } from './client/model.ts'
import { typescriptClient } from './client/typescript.ts'
import { surfaceOf } from './surface/surface.ts'

const root = new URL('../', import.meta.url)
const table = new URL('../functions/operations.ts', import.meta.url)

/** The document, as the formatter would leave it. */
export async function openApiSource(
  operations: readonly OperationDescription[],
  surface: Surface,
): Promise<string> {
  const target = new URL('docs/openapi.json', root)
  const config = await resolveConfig(target)
  return format(JSON.stringify(openApiDocument(operations, schemas, surface)), { ...config, parser: 'json' })
}

async function formatted(path: string, source: string): Promise<string> {
  const target = new URL(path, root)
  return format(source, { ...(await resolveConfig(target)), parser: 'typescript' })
}

/** Every file that follows from the operations, by its path. */
async function generated(): Promise<Readonly<Record<string, string>>> {
  // Named by address: the document can then be built and tested without loading the functions.
  const { operations } = (await import(table.href)) as {
    readonly operations: readonly OperationDescription[]
  }
  const document = await openApiSource(operations, surfaceOf())
  const client = typescriptClient(apiModel(JSON.parse(document)))
  return {
    'docs/openapi.json': document,
    'clients/typescript/src/generated.ts': await formatted('clients/typescript/src/generated.ts', client),
  }
}

async function main(args: readonly string[]): Promise<void> {
  for (const [path, source] of Object.entries(await generated())) {
    const target = new URL(path, root)
    if (!args.includes('--check')) await writeFile(target, source)
    else if (source !== (await readFile(target, 'utf8').catch(() => ''))) {
      console.error(`${path} is stale: run npm run openapi`)
      process.exitCode = 1
    }
  }
}

if (import.meta.main) await main(process.argv.slice(2))
