// Writes docs/openapi.json from the table of operations; with --check, fails when it is stale.
import { readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { openApiDocument, type OperationDescription } from '../shared/contracts/openapi.ts'
import { schemas } from '../shared/contracts/schemas/all.ts'

const target = new URL('../docs/openapi.json', import.meta.url)
const table = new URL('../functions/operations.ts', import.meta.url)

export async function openApiSource(operations: readonly OperationDescription[]): Promise<string> {
  const config = await resolveConfig(target)
  return format(JSON.stringify(openApiDocument(operations, schemas)), { ...config, parser: 'json' })
}

async function main(args: readonly string[]): Promise<void> {
  // Named by address: the document can then be built and tested without loading the functions.
  const { operations } = (await import(table.href)) as {
    readonly operations: readonly OperationDescription[]
  }
  const source = await openApiSource(operations)
  if (!args.includes('--check')) return writeFile(target, source)
  if (source === (await readFile(target, 'utf8').catch(() => ''))) return
  console.error('docs/openapi.json is stale: run npm run openapi')
  process.exitCode = 1
}

if (import.meta.main) await main(process.argv.slice(2))
