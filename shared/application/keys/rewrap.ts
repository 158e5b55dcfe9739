import { fromBase64Url, toBase64Url } from '../bytes.ts'
import type { KeyVault } from '../ports/keys.ts'

type Wrapped = { readonly wrapped: string; readonly version: string }

/** What was wrapped under an earlier version of a key, under its newest; undefined where it is already. */
export async function rewrap(
  keys: KeyVault,
  name: string,
  { wrapped, version }: Wrapped,
): Promise<Wrapped | undefined> {
  // Wrapping takes the public half alone; opening is a call to the vault, and is asked for only where it is needed.
  const { version: newest } = await keys.wrap(name, new Uint8Array(32))
  if (newest === version) return undefined
  const again = await keys.wrap(name, await keys.unwrap(name, version, fromBase64Url(wrapped)))
  return { wrapped: toBase64Url(again.wrapped), version: again.version }
}
