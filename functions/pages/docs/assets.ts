// What the page to try the API needs: Swagger UI as its package brings it, and our start and style beside it. Each is
// served under a name that holds its hash, so that it never goes stale in a cache.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { start } from './start-script.ts'
import { style } from './style.ts'

const mediaTypes = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' } as const

const sources = {
  'swagger-ui-bundle.js': () => fromPackage('swagger-ui-bundle.js'),
  'swagger-ui.css': () => fromPackage('swagger-ui.css'),
  'docs.js': () => Promise.resolve(start),
  'docs.css': () => Promise.resolve(style),
} as const

export type DocsAssetName = keyof typeof sources

type Asset = { readonly name: string; readonly mediaType: string; readonly text: string }

const made = new Map<DocsAssetName, Promise<Asset>>()

function asset(name: DocsAssetName): Promise<Asset> {
  const known = made.get(name) ?? make(name)
  made.set(name, known)
  return known
}

async function make(name: DocsAssetName): Promise<Asset> {
  const text = await sources[name]()
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 16)
  const extension = name.endsWith('.js') ? 'js' : 'css'
  const hashed = `${name.slice(0, -extension.length)}${hash}.${extension}`
  return { name: hashed, mediaType: mediaTypes[extension], text }
}

/** The build lays the package's files beside the bundle; without a bundle they are where npm put them. */
async function fromPackage(name: string): Promise<string> {
  const beside = new URL(`swagger-ui/${name}`, import.meta.url)
  return readFile(beside, 'utf8').catch(() =>
    readFile(new URL(import.meta.resolve(`swagger-ui-dist/${name}`)), 'utf8'),
  )
}

export const docsAssetPath = async (name: DocsAssetName): Promise<string> =>
  `/docs/assets/${(await asset(name)).name}`

/** By its hashed name only. */
export async function docsAssetNamed(hashed: string): Promise<Asset | undefined> {
  const all = await Promise.all((Object.keys(sources) as DocsAssetName[]).map(asset))
  return all.find(({ name }) => name === hashed)
}
