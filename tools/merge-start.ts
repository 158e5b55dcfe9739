// One file for all that a cold start reads. esbuild puts whatever the entry shares with a lazy chunk into a chunk of its
// own: dozens of tiny files, each of which would be opened before the first function is registered.
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build as bundle, type BuildOptions, type Plugin } from 'esbuild'

/** A file that the first pass wrote, with the names that it exports. */
export type Chunk = { readonly name: string; readonly exports: readonly string[] }

/** `shared`: imported by the entry at once. `lazy`: everything else. */
export type Chunks = {
  readonly entry: Chunk
  readonly shared: readonly Chunk[]
  readonly lazy: readonly Chunk[]
}

/**
 * Moves the shared chunks into the entry, and points the lazy ones to it, so that each module still exists once and in
 * one state. For that the entry must be loaded by its plain address. Answers its size.
 */
export async function mergeStart(folder: string, { entry, shared, lazy }: Chunks): Promise<number> {
  const merged = await bundle({
    ...options,
    stdin: { contents: reExports(entry, shared), resolveDir: folder, sourcefile: 'start.mjs' },
    outfile: join(folder, entry.name),
    plugins: [lazyStaysApart],
  })
  const pointed = await bundle({
    ...options,
    entryPoints: lazy.map(({ name }) => join(folder, name)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    plugins: [sharedIsInEntry(entry, shared)],
  })
  for (const { name } of shared)
    for (const end of ['', '.map']) rmSync(join(folder, name + end), { force: true })
  for (const { path, contents } of [...merged.outputFiles, ...pointed.outputFiles])
    writeFileSync(join(folder, basename(path)), contents)
  return statSync(join(folder, entry.name)).size
}

// CommonJS packages in an ES module bundle need a `require`; the Functions worker intercepts it to give its core.
const banner = [
  "import { createRequire as indsigtRequire } from 'node:module'",
  "import { dirname as indsigtDirname } from 'node:path'",
  "import { fileURLToPath as indsigtPath } from 'node:url'",
  'const require = indsigtRequire(import.meta.url)',
  'const __filename = indsigtPath(import.meta.url)',
  'const __dirname = indsigtDirname(__filename)',
].join('\n')

const options = {
  banner: { js: banner },
  write: false,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  external: ['@azure/functions-core'],
  legalComments: 'none',
  minify: true,
  sourcemap: true,
  logLevel: 'error',
} as const satisfies BuildOptions

/** Under a name for each chunk, since chunks use the same short names. */
const nameIn = (index: number, name: string): string => `s${index}_${name}`

const reExports = (entry: Chunk, shared: readonly Chunk[]): string =>
  [
    `export { ${entry.exports.join(', ')} } from './${entry.name}'`,
    ...shared.map(({ name, exports }, index) => {
      const names = exports.map((one) => `${one} as ${nameIn(index, one)}`)
      return `export { ${names.join(', ')} } from './${name}'`
    }),
  ].join('\n')

const lazyStaysApart: Plugin = {
  name: 'lazy stays apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\// }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    ),
}

function sharedIsInEntry(entry: Chunk, shared: readonly Chunk[]): Plugin {
  const inEntry = ({ exports }: Chunk, index: number): string =>
    `export { ${exports.map((one) => `${nameIn(index, one)} as ${one}`).join(', ')} } from './${entry.name}'`
  const contents = new Map(shared.map((chunk, index) => [`./${chunk.name}`, inEntry(chunk, index)]))
  return {
    name: 'shared is in the entry',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^\.\// }, ({ path }) =>
        contents.has(path) ? { path, namespace: 'shared' } : { path, external: true },
      )
      onLoad({ filter: /.*/, namespace: 'shared' }, ({ path }) => ({ contents: contents.get(path) ?? '' }))
    },
  }
}
