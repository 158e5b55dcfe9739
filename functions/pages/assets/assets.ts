// The stylesheet and the scripts, under names that hold their hash, so that they never go stale in a cache.
import { createHash } from 'node:crypto'
import { passkeyScript } from './passkey-script.ts'
import { script } from './script.ts'
import { style } from './style.ts'

type AssetName = 'style.css' | 'script.js' | 'passkey.js'

type Asset = { readonly path: string; readonly mediaType: string; readonly text: string }

const made = new Map<AssetName, Asset>()

const texts = {
  'style.css': { text: style, mediaType: 'text/css; charset=utf-8' },
  'script.js': { text: script, mediaType: 'text/javascript; charset=utf-8' },
  'passkey.js': { text: passkeyScript, mediaType: 'text/javascript; charset=utf-8' },
} as const satisfies Record<AssetName, unknown>

function asset(name: AssetName): Asset {
  const known = made.get(name)
  if (known) return known
  const { text, mediaType } = texts[name]
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 16)
  const [stem = '', extension = ''] = name.split('.')
  const fresh = { path: `/assets/${stem}.${hash}.${extension}`, mediaType, text }
  made.set(name, fresh)
  return fresh
}

export const assetPath = (name: AssetName): string => asset(name).path

/** By its hashed name only. */
export const assetNamed = (name: string): Asset | undefined =>
  (Object.keys(texts) as AssetName[]).map(asset).find(({ path }) => path === `/assets/${name}`)
