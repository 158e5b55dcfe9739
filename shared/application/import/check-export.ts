import { isCompanyId } from '../../domain/companies/company-id.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { fromBase64Url } from '../bytes.ts'
import { isClosed } from '../closing/closing-certificate.ts'
import type { Core } from '../core.ts'
import { documentsPath } from '../export/export-pieces.ts'
import { companyKeyId, fingerprintOf, keysPath, receivingKeyName } from '../export/handed-keys.ts'
import type { HandedOver } from '../export/handed-keys.ts'
import type { PublicJwk } from '../ports/keys.ts'
import { checkLines, openedKeys } from './check-lines.ts'
import type { CheckedLines } from './check-lines.ts'
import type { ExportedFiles, ImportFault, Manifest } from './exported-files.ts'
import { publicKeysPath, readManifest, wholeJson } from './read-manifest.ts'

/** An export that may be taken in: every file and every line of it was read, and every key opens. */
export type CheckedExport = CheckedLines & {
  readonly manifest: Manifest
  /** What its keys are under. */
  readonly under: Uint8Array
  /** What signed for the company until now. */
  readonly signedBy: readonly PublicJwk[]
}

type Deps = Pick<Core, 'documents' | 'companies' | 'keys' | 'crypto' | 'settings'>

/** Reads all of an export before anything of it is stored. What is cheap to refuse is refused first. */
export async function checkExport(
  deps: Deps,
  files: ExportedFiles,
): Promise<Result<CheckedExport, ImportFault>> {
  const read = await readManifest(deps.crypto, files)
  if (!read.ok) return read
  const manifest = read.value
  const { companyId, handedOver } = manifest
  if (!isCompanyId(companyId) && !isDemonstration(deps.settings, companyId))
    return err({ code: 'companyIdInvalid' })
  if ((await deps.companies.read(companyId)) || (await isClosed(deps, companyId)))
    return err({ code: 'companyExists' })
  if (!handedOver || !files.paths.includes(keysPath)) return err({ code: 'keysMissing' })
  const under = await unwrapped(deps, handedOver)
  if (!under) return err({ code: 'keysForAnother' })
  const signedBy = signingKeysIn(await wholeJson(files, publicKeysPath))
  if (!signedBy) return err({ code: 'fileDamaged', path: publicKeysPath })
  const lines = await checkLines(files, companyId)
  if (!lines.ok) return lines
  const fault = await checkKeys(deps, files, { companyId, under, ...lines.value })
  return fault ? err(fault) : ok({ ...lines.value, manifest, under, signedBy })
}

/** Among demonstrations alone: what it asks of people is too little for anything else. */
const isDemonstration = ({ mode }: Deps['settings'], companyId: string): boolean =>
  mode === 'demo' && companyId === 'demo'

/** By the version of the receiving key that has this fingerprint: it may have been rotated since it was shown. */
async function unwrapped(
  { keys, crypto }: Pick<Deps, 'keys' | 'crypto'>,
  { fingerprint, wrapped }: HandedOver,
): Promise<Uint8Array | undefined> {
  await keys.ensure(receivingKeyName, 'wrap')
  const versions = await keys.publicKeys(receivingKeyName)
  const named = versions.find(({ n = '', e = '' }) => fingerprintOf(crypto, { n, e }) === fingerprint)
  const version = named?.kid.split('/').at(-1)
  return version === undefined ? undefined : keys.unwrap(receivingKeyName, version, fromBase64Url(wrapped))
}

async function checkKeys(
  { crypto }: Pick<Deps, 'crypto'>,
  files: ExportedFiles,
  about: CheckedLines & { readonly companyId: string; readonly under: Uint8Array },
): Promise<ImportFault | undefined> {
  const there = new Set<string>()
  for await (const opened of openedKeys(crypto, files, about)) {
    if (!opened.ok) return opened.error
    there.add(opened.value.keyId)
  }
  if (!there.has(companyKeyId)) return { code: 'keysMissing' }
  const [, line] = [...about.neededKeys].find(([keyId]) => !there.has(keyId)) ?? []
  return line === undefined ? undefined : { code: 'keyMissing', path: documentsPath('requests'), line }
}

function signingKeysIn(value: unknown): readonly PublicJwk[] | undefined {
  const keys = (value as { readonly keys?: unknown } | undefined)?.keys
  const isJwk = (one: unknown): one is PublicJwk =>
    typeof (one as { readonly kid?: unknown } | null)?.kid === 'string'
  return Array.isArray(keys) && keys.every(isJwk) ? keys : undefined
}
