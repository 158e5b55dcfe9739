import { operatorHouse } from '../../domain/companies/company-id.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import { toBase64Url } from '../bytes.ts'
import { makeEmptyCompany } from '../closing/empty-company.ts'
import { signKeyName, wrapKeyName } from '../companies/company-document.ts'
import { writeOf } from '../companies/guarded-change.ts'
import type { Core } from '../core.ts'
import { blobsFolder } from '../export/export-pieces.ts'
import { companyKeyId, fingerprintOf, receivingKeyName } from '../export/handed-keys.ts'
import type { KeyReference } from '../keys/keyring.ts'
import { registered, registeredId } from '../operator/operating.ts'
import type { RegisteredCompany } from '../operator/operating.ts'
import { companyPartition } from '../place.ts'
import type { Document } from '../ports/documents.ts'
import { checkExport } from './check-export.ts'
import type { CheckedExport } from './check-export.ts'
import { openedKeys } from './check-lines.ts'
import type { ExportedFiles, ImportFault } from './exported-files.ts'
import { remadeCompany } from './remade.ts'
import { writeBlob } from './write-blobs.ts'
import { makeWriteDocuments } from './write-documents.ts'

/** What was taken in, and what this instance made anew or its owner must ask for anew. */
export type ImportReport = {
  readonly companyId: string
  readonly documents: number
  readonly blobs: number
  readonly remade: {
    /** Wrapped anew, beside the company's secret and a signing key of this instance. */
    readonly requestKeys: number
    /** Each opens nothing until it is rotated. */
    readonly apiKeys: number
    /** Requests whose deadline or delivery is begun anew. */
    readonly orchestrations: number
    /** Whose time to live was over. */
    readonly outlived: number
  }
}

export type ReceivingKey = {
  readonly key: { readonly kty: 'RSA'; readonly n: string; readonly e: string }
  readonly fingerprint: string
}

export type ImportCompany = {
  /** What the owner of a company names when they have it exported for this instance. */
  readonly receivingKey: () => Promise<ReceivingKey>
  /** Checks all of it first. Until the last step nobody finds the company; a run that died is repeated. */
  readonly run: (files: ExportedFiles) => Promise<Result<ImportReport, ImportFault>>
}

/** id `importing` beside the company that is not there yet: which export is being taken in. */
type Importing = Document & { readonly companyId: string; readonly exportedAt: string }

const importingId = 'importing'

type Deps = Pick<
  Core,
  | 'documents'
  | 'companies'
  | 'companyChanges'
  | 'keyring'
  | 'keys'
  | 'shares'
  | 'blobs'
  | 'crypto'
  | 'settings'
  | 'clock'
>

/** Takes a company in from another instance, with what it kept there. */
export function makeImportCompany(deps: Deps): ImportCompany {
  const { documents, companies, companyChanges, keyring, keys, blobs, crypto, clock } = deps
  const empty = makeEmptyCompany(deps)
  const writeDocuments = makeWriteDocuments(deps)

  return {
    async receivingKey() {
      await keys.ensure(receivingKeyName, 'wrap')
      const { n = '', e = '' } = await keys.publicKey(receivingKeyName)
      return { key: { kty: 'RSA', n, e }, fingerprint: fingerprintOf(crypto, { n, e }) }
    },

    async run(files) {
      const checked = await checkExport(deps, files)
      return checked.ok ? write(files, checked.value) : checked
    },
  }

  async function write(
    files: ExportedFiles,
    checked: CheckedExport,
  ): Promise<Result<ImportReport, ImportFault>> {
    const { companyId } = checked.company
    await begin(checked)
    await keys.ensure(wrapKeyName(companyId), 'wrap')
    await keys.ensure(signKeyName(companyId), 'sign')
    const taken = await takeKeys(files, checked)
    const count = await writeBlobs(files, companyId)
    const company = remadeCompany(checked.company, { secret: taken.secret, formerKeys: checked.signedBy })
    const remaking = { keys: taken.keys, treeSize: checked.treeSize, now: clock.now() }
    const written = await writeDocuments(files, company, remaking)
    await register(companyId)
    const report = {
      ...{ companyId, documents: checked.documents, blobs: count },
      remade: { ...written, requestKeys: taken.keys.size },
    }
    return (await appear(checked, company)) ? ok(report) : err({ code: 'companyExists' })
  }

  /** What an earlier run left of another export goes; of this one it is gone over again. */
  async function begin({ manifest: { companyId, exportedAt } }: CheckedExport): Promise<void> {
    const partition = companyPartition(companyId)
    const before = await documents.read<Importing>(partition, importingId)
    if (before && before.value.exportedAt !== exportedAt) {
      await empty.shares(companyId)
      await empty.blobs(companyId)
      await empty.documents(companyId, importingId)
    }
    const value: Importing = { id: importingId, companyId, exportedAt }
    await documents.batch(partition, [{ kind: 'upsert', value }])
  }

  async function takeKeys(files: ExportedFiles, { company, ...checked }: CheckedExport) {
    const { companyId } = company
    const taken = new Map<string, KeyReference>()
    let { secret } = company
    for await (const opened of openedKeys(crypto, files, { companyId, ...checked })) {
      // All of them were opened once before.
      if (!opened.ok) throw new Error('the export was changed while it was taken in')
      const { keyId, key } = opened.value
      if (keyId === companyKeyId) {
        const { wrapped, version } = await keys.wrap(wrapKeyName(companyId), key)
        secret = { wrapped: toBase64Url(wrapped), version }
      } else taken.set(keyId, await keyring.take(companyId, keyId, key))
    }
    return { secret, keys: taken }
  }

  async function writeBlobs({ paths, open }: ExportedFiles, container: string): Promise<number> {
    const found = paths.filter((path) => path.startsWith(blobsFolder))
    for (const path of found)
      await writeBlob(blobs, { container, name: path.slice(blobsFolder.length) }, open(path))
    return found.length
  }

  /** Its row among the companies that the operators see. */
  async function register(companyId: string): Promise<void> {
    if (await registered(deps, companyId)) return
    await companyChanges.change<void, never>(operatorHouse, async (now) => {
      const row: RegisteredCompany = {
        ...{ id: registeredId(companyId), companyId },
        ...{ openedAt: now.toISOString(), openedBy: importingId },
      }
      const fact = { event: 'companyRegistered', by: bySystem, detail: { companyId } } as const
      return ok({ answer: undefined, change: { writes: [writeOf(row)], facts: [fact] } })
    })
  }

  /** The last step, in one batch: from here there is a company. */
  async function appear(
    { manifest: { companyId, exportedAt }, documents: count }: CheckedExport,
    company: CheckedExport['company'],
  ): Promise<boolean> {
    const detail = { exportedAt, documents: count }
    const appeared = await companyChanges.change<void, { readonly code: 'companyExists' }>(
      companyId,
      async () =>
        (await companies.read(companyId))
          ? err({ code: 'companyExists' })
          : ok({
              answer: undefined,
              change: {
                writes: [
                  { kind: 'create', value: company },
                  { kind: 'delete', id: importingId },
                ],
                facts: [{ event: 'companyImported', by: bySystem, detail }],
              },
            }),
    )
    return appeared.ok
  }
}
