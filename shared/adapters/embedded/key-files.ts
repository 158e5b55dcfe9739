import { createPrivateKey, generateKeyPair, randomBytes, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { DependencyUnavailable } from '../../application/ports/unavailable.ts'
import { DataFolderDamaged } from './data-folder-errors.ts'
import { guardedFiles, isMissing, unfinishedPrefix, writeFileAtomically } from './files.ts'
import { inTurn } from '../../kernel/in-turn.ts'
import { damageAdvice } from './sqlite.ts'

export type KeyUse = 'wrap' | 'sign'
export type KeyVersion = { readonly use: KeyUse; readonly version: string; readonly privateKey: KeyObject }

export type KeyFiles = {
  /** All versions, the newest last. */
  readonly versions: (name: string) => readonly KeyVersion[]
  readonly ensure: (name: string, use: KeyUse) => Promise<void>
  readonly rotate: (name: string) => Promise<void>
}

/** One key: its versions, the newest last, as PKCS #8 in PEM. */
type KeyFile = {
  readonly use: KeyUse
  readonly versions: readonly { readonly version: string; readonly privateKey: string }[]
}

/** Key Vault's names have no underscore; ids have, so the adapter to Key Vault encodes them. */
const namePattern = /^[A-Za-z0-9_-]{1,127}$/

const generate = promisify(generateKeyPair)

/** Keys in files of mode 0600, read once and kept in memory. */
export function openKeyFiles(folder: string): KeyFiles {
  const keys = join(folder, 'keys')
  mkdirSync(keys, { recursive: true, mode: 0o700 })
  const fileOf = (name: string): string => join(keys, `${checkedName(name)}.json`)
  const known = new Map<string, readonly KeyVersion[]>()
  const oneAtATime = inTurn()

  const versions = (name: string): readonly KeyVersion[] => {
    const found = known.get(name) ?? readKeyFile(fileOf(name))
    known.set(name, found)
    return found
  }
  const append = async (name: string, use: KeyUse, earlier: readonly KeyVersion[]): Promise<void> => {
    const all = [
      ...earlier,
      { use, version: randomBytes(16).toString('hex'), privateKey: await newPrivateKey(use) },
    ]
    guardedFiles('keys', () => writeFileAtomically(fileOf(name), encoded(use, all)))
    known.set(name, all)
  }

  return {
    versions,
    // Two calls at once must not each make a key.
    ensure: async (name, use) => {
      const file = fileOf(name)
      if (!existsSync(file))
        await oneAtATime(name, async () => existsSync(file) || (await append(name, use, [])))
    },
    rotate: (name) =>
      oneAtATime(name, () => {
        const earlier = versions(name)
        return append(name, newestOf(earlier).use, earlier)
      }),
  }
}

/** Whether every key file can still be read, before anything is done with them. */
export function checkKeyFiles(keys: string): void {
  const files = readdirSync(keys).filter(
    (name) => name.endsWith('.json') && !name.startsWith(unfinishedPrefix),
  )
  const damaged = files.map((name) => join(keys, name)).find((file) => !isReadable(file))
  if (damaged !== undefined) throw new DataFolderDamaged(damaged, damageAdvice)
}

function isReadable(file: string): boolean {
  try {
    return readKeyFile(file).length > 0
  } catch {
    return false
  }
}

export function newestOf(versions: readonly KeyVersion[]): KeyVersion {
  const last = versions.at(-1)
  if (!last) throw new DependencyUnavailable('keys', 60)
  return last
}

function checkedName(name: string): string {
  if (!namePattern.test(name))
    throw new RangeError('a key is named by letters, digits, underscore and hyphen')
  return name
}

/** 3072 bits and P-256 both give 128 bits of security (SP 800-57 part 1, table 2). */
async function newPrivateKey(use: KeyUse): Promise<KeyObject> {
  const pair =
    use === 'wrap'
      ? await generate('rsa', { modulusLength: 3072 })
      : await generate('ec', { namedCurve: 'P-256' })
  return pair.privateKey
}

function encoded(use: KeyUse, versions: readonly KeyVersion[]): Uint8Array {
  const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()
  const content: KeyFile = {
    use,
    versions: versions.map(({ version, privateKey }) => ({ version, privateKey: pem(privateKey) })),
  }
  return Buffer.from(JSON.stringify(content))
}

/** A key that is not there, or cannot be read, leaves closed what it protects; a later try may find it restored. */
function readKeyFile(file: string): readonly KeyVersion[] {
  try {
    const { use, versions } = JSON.parse(readFileSync(file, 'utf8')) as KeyFile
    return versions.map(({ version, privateKey }) => ({
      use,
      version,
      privateKey: createPrivateKey(privateKey),
    }))
  } catch (error) {
    // The parser's own message may quote the key, so it is not kept.
    const cause = isMissing(error) ? error : new DataFolderDamaged(file, damageAdvice)
    throw new DependencyUnavailable('keys', 60, { cause })
  }
}
