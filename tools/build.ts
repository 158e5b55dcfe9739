// Bundles the deployed entry: dist/main.mjs, and a chunk for each part that loads only when it is needed.
import { cpSync, rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as bundle, type Metafile } from 'esbuild'
import { azureFunctionsSource } from './azure-functions-source.ts'
import { commonJsNames } from './commonjs-names.ts'
import { mergeStart, type Chunk } from './merge-start.ts'
import { withoutWords } from './without-words.ts'

export type BuildReport = {
  /** What a cold start reads: the one file of the entry and all that it imports at once. */
  readonly startBytes: number
  readonly lazyBytes: number
  readonly lazyChunks: number
  /** Packages, and modules of Node, that a cold start would read though they are to be loaded at first use. */
  readonly tooEager: readonly string[]
  /** What of each source file is in it, in bytes. */
  readonly startInputs: Readonly<Record<string, number>>
}

/** Heavy, and needed only once there is work for them: each stays out of the cold start. */
const lazyPackages = [
  'ajv',
  'durable-functions',
  'jose',
  '@azure/cosmos',
  '@azure/identity',
  '@azure/keyvault-keys',
  '@azure/service-bus',
  '@azure/storage-blob',
  '@sendgrid/mail',
  '@simplewebauthn/server',
  'nodemailer',
  'twilio',
]

/** An `import` of one of these reads each of its exports, and one of them is all of `fetch`: 35 CPU-ms. */
const lazyBuiltins = ['node:http', 'node:https']

export async function build(entry: string, folder: string): Promise<BuildReport> {
  rmSync(folder, { recursive: true, force: true })
  const { metafile } = await bundle({
    entryPoints: { main: entry },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    external: ['@azure/functions-core'],
    legalComments: 'none',
    minify: true,
    sourcemap: true,
    plugins: [azureFunctionsSource, commonJsNames, withoutWords],
    metafile: true,
    logLevel: 'error',
  })
  const { outputs } = metafile
  const start = Object.keys(outputs).find((path) => path.endsWith('/main.mjs')) ?? ''
  const eager = closure(outputs, start)
  const lazy = Object.keys(outputs).filter((path) => path.endsWith('.mjs') && !eager.has(path))
  const chunk = (path: string): Chunk => ({ name: basename(path), exports: outputs[path]?.exports ?? [] })
  const startBytes = await mergeStart(resolve(folder), {
    entry: chunk(start),
    shared: [...eager].slice(1).map(chunk),
    lazy: lazy.map(chunk),
  })
  return { startBytes, ...report(outputs, eager, lazy) }
}

/** Files of the page to try the API, which are served as they are. */
const servedFiles = ['swagger-ui-bundle.js', 'swagger-ui.css', 'LICENSE', 'NOTICE']

/** Lays the files that no bundle holds beside it. */
export function layOut(folder: string): void {
  cpSync(fileURLToPath(new URL('../docs/openapi.json', import.meta.url)), join(folder, 'openapi.json'))
  const catalogue = fileURLToPath(new URL('../connectors', import.meta.url))
  cpSync(catalogue, join(folder, 'connectors'), { recursive: true, filter: isNoFixture })
  for (const name of servedFiles)
    cpSync(fileURLToPath(import.meta.resolve(`swagger-ui-dist/${name}`)), join(folder, 'swagger-ui', name))
}

/** What connectors are held against is for the tests. */
const isNoFixture = (path: string): boolean => basename(path) !== 'fixtures'

function report(
  outputs: Metafile['outputs'],
  eager: ReadonlySet<string>,
  lazy: readonly string[],
): Omit<BuildReport, 'startBytes'> {
  const parts = [...eager].flatMap((path) => Object.entries(outputs[path]?.inputs ?? {}))
  const startInputs = Object.fromEntries(parts.map(([input, { bytesInOutput }]) => [input, bytesInOutput]))
  return {
    lazyBytes: lazy.reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0),
    lazyChunks: lazy.length,
    tooEager: [
      ...lazyPackages.filter((name) =>
        Object.keys(startInputs).some((input) => input.includes(`node_modules/${name}/`)),
      ),
      ...lazyBuiltins.filter((name) =>
        [...eager].some((path) =>
          outputs[path]?.imports.some((one) => one.path === name && one.kind === 'import-statement'),
        ),
      ),
    ],
    startInputs,
  }
}

/** A chunk and all chunks that it imports by a static import. */
function closure(outputs: Metafile['outputs'], start: string): ReadonlySet<string> {
  const found = new Set<string>([start])
  for (const path of found) {
    for (const { path: next, kind } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && outputs[next]) found.add(next)
    }
  }
  return found
}

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1000)} kB`

if (import.meta.main) {
  const { startBytes, lazyBytes, lazyChunks, tooEager } = await build('functions/main.ts', 'dist')
  layOut('dist')
  for (const name of tooEager)
    console.error(`${name} is read at every cold start; import it where it is first used`)
  console.log(
    `dist/main.mjs ${kilobytes(startBytes)} at start, ${lazyChunks} lazy chunks ${kilobytes(lazyBytes)}`,
  )
  if (tooEager.length > 0) process.exitCode = 1
}
