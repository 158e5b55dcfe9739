// A CommonJS package that is imported by `import()` has the names of its exports in Node, but in a chunk of esbuild only a
// default. This gives the chunk the names that Node finds, so that source and bundle see the same.
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'esbuild'

const namespace = 'commonjs-names'

/** For packages that are imported when needed; those imported at once are linked by name anyway. */
export const commonJsNames: Plugin = {
  name: 'names of CommonJS packages',
  setup: ({ onResolve, onLoad, resolve }) => {
    onResolve({ filter: /^[^./]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === namespace || path.startsWith('node:')) return undefined
      const found = await resolve(path, { kind, importer, resolveDir, pluginData: namespace })
      const names = found.external || found.errors.length > 0 ? undefined : await namesOf(found.path)
      return names && { path: found.path, namespace, pluginData: names }
    })
    onLoad({ filter: /.*/, namespace }, ({ path, pluginData }) => ({
      contents: named(path, pluginData as readonly string[]),
      resolveDir: '/',
    }))
  },
}

/** One package after the other: Node refuses to require a module that another import of it has only begun. */
const inTurn: { last: Promise<unknown> } = { last: Promise.resolve() }

function namesOf(path: string): Promise<readonly string[] | undefined> {
  const names = inTurn.last.then(() => importedNames(path))
  inTurn.last = names.catch(() => undefined)
  return names
}

/** Undefined where it is no CommonJS. Node says `module.exports` among the names where it is. */
async function importedNames(path: string): Promise<readonly string[] | undefined> {
  const names = Object.keys((await import(pathToFileURL(path).href)) as object)
  return names.includes('module.exports')
    ? names.filter((name) => /^[A-Za-z_$][\w$]*$/.test(name))
    : undefined
}

const named = (path: string, names: readonly string[]): string =>
  [
    `const all = require(${JSON.stringify(path)})`,
    ...names.filter((name) => name !== 'default').map((name) => `export const ${name} = all.${name}`),
    'export default all',
  ].join('\n')
