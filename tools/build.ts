// Bundles the deployed entry: dist/main.mjs, and a chunk for each part that loads only when it is needed.
import { rmSync } from 'node:fs'
import { build as bundle, type Metafile } from 'esbuild'

export type BuildReport = {
  /** What a cold start reads: the entry and all that it imports at once. */
  readonly startBytes: number
  readonly lazyBytes: number
  readonly lazyChunks: number
  /** Packages that a cold start would read though they are to be loaded at first use. */
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
  'twilio',
]

// CommonJS packages in an ES module bundle need a `require`; the Functions worker intercepts it to give its core.
const banner = [
  "import { createRequire as indsigtRequire } from 'node:module'",
  "import { dirname as indsigtDirname } from 'node:path'",
  "import { fileURLToPath as indsigtPath } from 'node:url'",
  'const require = indsigtRequire(import.meta.url)',
  'const __filename = indsigtPath(import.meta.url)',
  'const __dirname = indsigtDirname(__filename)',
].join('\n')

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
    banner: { js: banner },
    legalComments: 'none',
    minify: true,
    sourcemap: true,
    metafile: true,
    logLevel: 'error',
  })
  return report(metafile)
}

function report({ outputs }: Metafile): BuildReport {
  const start = Object.keys(outputs).find((path) => path.endsWith('/main.mjs')) ?? ''
  const eager = closure(outputs, start)
  const chunks = Object.keys(outputs).filter((path) => path.endsWith('.mjs'))
  const lazy = chunks.filter((path) => !eager.has(path))
  const bytes = (paths: Iterable<string>) =>
    [...paths].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0)
  const parts = [...eager].flatMap((path) => Object.entries(outputs[path]?.inputs ?? {}))
  const startInputs = Object.fromEntries(parts.map(([input, { bytesInOutput }]) => [input, bytesInOutput]))
  return {
    startBytes: bytes(eager),
    lazyBytes: bytes(lazy),
    lazyChunks: lazy.length,
    tooEager: lazyPackages.filter((name) =>
      Object.keys(startInputs).some((input) => input.includes(`node_modules/${name}/`)),
    ),
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
  for (const name of tooEager)
    console.error(`${name} is read at every cold start; import it where it is first used`)
  console.log(
    `dist/main.mjs ${kilobytes(startBytes)} at start, ${lazyChunks} lazy chunks ${kilobytes(lazyBytes)}`,
  )
  if (tooEager.length > 0) process.exitCode = 1
}
