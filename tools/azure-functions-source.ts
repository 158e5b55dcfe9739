// The package of the Functions runtime ships one CommonJS file of all triggers, which no bundler can shake, and beside it the
// source it was made of. The bundle takes the source, and with it only what Indsigt registers: 40 kB less at a cold start.
import { builtinModules } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'esbuild'

const library = '@azure/functions'
const packageFolder = dirname(dirname(fileURLToPath(import.meta.resolve(library))))
const source = join(packageFolder, 'src')
const namespace = 'builtin'

export const azureFunctionsSource: Plugin = {
  name: 'source of the Functions library',
  setup: ({ onResolve, onLoad, resolve }) => {
    onResolve({ filter: new RegExp(`^${library}$`) }, () => ({ path: join(source, 'index.ts') }))
    onResolve({ filter: /^[^./]/ }, ({ path, importer, kind, resolveDir }) => {
      if (!importer.startsWith(source + sep) || kind !== 'import-statement') return undefined
      if (builtinModules.includes(path)) return { path, namespace }
      // Its ECMAScript build leaves out names that the source reads; the CommonJS build has them.
      return resolve(path, { kind: 'require-call', resolveDir })
    })
    // An `import` of a module of Node reads each of its exports at the start, which costs 35 CPU-ms for `http` alone.
    onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }))
  },
}
