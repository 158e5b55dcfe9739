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
import { checkExport } from './check-export.ts'
import type { CheckedExport } from './check-export.ts'
import { openedKeys } from './check-lines.ts'
import type { ExportedFiles, ImportFault } from './exported-files.ts'
import { importingId, LeaseLost, takeLease, underLease } from './import-lease.ts'
import type { ImportLease } from './import-lease.ts'
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
  | 'random'
>

type Stores = ReturnType<typeof underLease>

/** Takes a company in from another instance, with what it kept there. */
export function makeImportCompany(deps: Deps): ImportCompany {
  const { companies, companyChanges, keyring, keys, crypto, clock } = deps

  return {
    async receivingKey() {
      await keys.ensure(receivingKeyName, 'wrap')
      const { n = '', e = '' } = await keys.publicKey(receivingKeyName)
      return { key: { kty: 'RSA', n, e }, fingerprint: fingerprintOf(crypto, { n, e }) }
    },

    async run(files) {
      const checked = await checkExport(deps, files)
      if (!checked.ok) return checked
      const { companyId, exportedAt } = checked.value.manifest
      const lease = await takeLease(deps, companyId, exportedAt)
      return lease.ok ? runUnder(lease.value, files, checked.value) : lease
    },
  }

  /** While the files were checked, another run may have come to its end. */
  async function runUnder(
    lease: ImportLease,
    files: ExportedFiles,
    checked: CheckedExport,
  ): Promise<Result<ImportReport, ImportFault>> {
    try {
      if (!(await companies.read(checked.company.companyId))) return await write(lease, files, checked)
    } catch (error) {
      if (error instanceof LeaseLost) return err({ code: 'importOvertaken' })
      throw error
    }
    await lease.release()
    return err({ code: 'companyExists' })
  }

  async function write(
    lease: ImportLease,
    files: ExportedFiles,
    checked: CheckedExport,
  ): Promise<Result<ImportReport, ImportFault>> {
    const { companyId } = checked.company
    const stores = underLease(deps, lease)
    await begin(stores, lease, checked)
    await keys.ensure(wrapKeyName(companyId), 'wrap')
    await keys.ensure(signKeyName(companyId), 'sign')
    const taken = await takeKeys(lease, files, checked)
    const count = await writeBlobs(stores, files, companyId)
    const company = remadeCompany(checked.company, { secret: taken.secret, formerKeys: checked.signedBy })
    const remaking = { keys: taken.keys, treeSize: checked.treeSize, now: clock.now() }
    const written = await makeWriteDocuments(stores)(files, company, remaking)
    await register(companyId)
    const report = {
      ...{ companyId, documents: checked.documents, blobs: count },
      remade: { ...written, requestKeys: taken.keys.size },
    }
    return (await appear(lease, checked, company)) ? ok(report) : err({ code: 'companyExists' })
  }

  /** What an earlier run left of another export goes; of this one it is gone over again. */
  async function begin(
    stores: Stores,
    { left, begin: ofThis }: ImportLease,
    { manifest: { companyId, exportedAt } }: CheckedExport,
  ): Promise<void> {
    if (left === undefined || left === exportedAt) return
    const empty = makeEmptyCompany({ ...deps, ...stores })
    await empty.shares(companyId)
    await empty.blobs(companyId)
    await empty.documents(companyId, importingId)
    await ofThis(exportedAt)
  }

  async function takeKeys(lease: ImportLease, files: ExportedFiles, { company, ...checked }: CheckedExport) {
    const { companyId } = company
    const taken = new Map<string, KeyReference>()
    let { secret } = company
    for await (const opened of openedKeys(crypto, files, { companyId, ...checked })) {
      // All of them were opened once before.
      if (!opened.ok) throw new Error('the export was changed while it was taken in')
      const { keyId, key } = opened.value
      await lease.keep()
      if (keyId === companyKeyId) {
        const { wrapped, version } = await keys.wrap(wrapKeyName(companyId), key)
        secret = { wrapped: toBase64Url(wrapped), version }
      } else taken.set(keyId, await keyring.take(companyId, keyId, key))
    }
    return { secret, keys: taken }
  }

  async function writeBlobs({ blobs }: Stores, { paths, open }: ExportedFiles, container: string) {
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
    lease: ImportLease,
    { manifest: { companyId, exportedAt }, documents: count }: CheckedExport,
    company: CheckedExport['company'],
  ): Promise<boolean> {
    const detail = { exportedAt, documents: count }
    const appeared = await companyChanges.change<void, { readonly code: 'companyExists' }>(
      companyId,
      async () => {
        const etag = await lease.assured()
        if (await companies.read(companyId)) return err({ code: 'companyExists' })
        return ok({
          answer: undefined,
          change: {
            writes: [
              { kind: 'create', value: company },
              { kind: 'delete', id: importingId, etag },
            ],
            facts: [{ event: 'companyImported', by: bySystem, detail }],
          },
        })
      },
    )
    return appeared.ok
  }
}
