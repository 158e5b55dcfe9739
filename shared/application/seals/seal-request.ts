import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { approversOf } from '../approvals/who-approves.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { sealJson } from '../keys/sealed-json.ts'
import { staffOnly } from '../requests/access.ts'
import type { AccessRefusal } from '../requests/access.ts'
import { getsPackage } from '../../domain/requests/right.ts'
import type { MessageDocument } from '../requests/message-document.ts'
import { waitingRights } from '../timing/due.ts'
import { startInstance } from '../requests/instances.ts'
import type { RequestDocument, SealState } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey } from '../requests/idempotency.ts'
import { makePackageRoom, sealFolder } from './package-room.ts'
import type { MaterialRefusal } from './package-material.ts'
import { receiptFiles } from './seal-receipt.ts'
import type { SealReceipt } from './seal-receipt.ts'
import { readSeal } from './read-seal.ts'
import { readyToSeal } from './ready-to-seal.ts'
import type { FilesQuarantined } from './ready-to-seal.ts'
import { sealContext, sealDocumentId } from './seal-document.ts'
import type { SealContents, SealDocument, SealedContents } from './seal-document.ts'
import { sealRoot } from './seal-root.ts'

export type SealRefusal =
  | AccessRefusal
  | MaterialRefusal
  | FilesQuarantined
  | {
      readonly code:
        | 'versionConflict'
        | 'identityNotEstablished'
        | 'sourcesOpen'
        | 'answerMissing'
        | 'transitionNotAllowed'
        | 'contentGone'
        | 'itemPending'
        | 'idempotencyKeyReused'
    }

export type SealRequest = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly expected?: string
  readonly idempotency?: IdempotencyKey
}) => Promise<Result<SealReceipt, SealRefusal>>

type Deps = Pick<
  Core,
  | 'requests'
  | 'documents'
  | 'companies'
  | 'keyring'
  | 'desk'
  | 'packages'
  | 'blobs'
  | 'keys'
  | 'secrets'
  | 'clock'
  | 'random'
  | 'crypto'
>

const attempts = 4

/** What is kept for a repeat; the paths in the receipt are the person's, and lie in the seal. */
type SealNamed = { readonly sealId: string; readonly manifestSha256: string }

/**
 * Fixes what would leave: every file is written and hashed, the manifests are signed, and the root over all of it is what
 * approvers will name. What changes the request while it is being sealed makes it start over.
 */
export function makeSealRequest(deps: Deps): SealRequest {
  const { requests, companies, keyring, blobs, clock, random, crypto } = deps
  const room = makePackageRoom(deps)
  const once = makeOnce<SealNamed>(deps, 'sealRequest')

  return async (input) => {
    for (let attempt = 1; attempt < attempts; attempt++) {
      const sealed = await sealOnce(input)
      // Who named no version is not told of one: a timer may have written, and what it wrote is no part of the seal.
      const again = !sealed.ok && sealed.error.code === 'versionConflict' && input.expected === undefined
      if (!again) return sealed
    }
    return sealOnce(input)
  }

  async function sealOnce({
    actor,
    requestId,
    expected,
    idempotency,
  }: Parameters<SealRequest>[0]): Promise<Result<SealReceipt, SealRefusal>> {
    const ref: RequestRef = { companyId: actor.companyId, requestId }
    const [found, company] = await Promise.all([
      requests.find(ref.companyId, requestId),
      companies.find(ref.companyId),
    ])
    if (!found || !company) return err({ code: 'notFound' })
    const seen = staffOnly(actor, found.value, 'seeRequest')
    if (!seen.ok) return seen
    const before = await once.earlier(ref, idempotency)
    if (before && !before.ok) return before
    const key = await keyring.open(ref.companyId, found.value.key)
    if (before) return receiptOf(ref, key, before.value)
    const ready = readyToSeal(actor, found.value, company)
    if (!ready.ok) return ready
    if (expected !== undefined && expected !== found.etag) return err({ code: 'versionConflict' })
    if (!key) return err({ code: 'contentGone' })
    if (!(await isAnsweredInWords(found.value))) return err({ code: 'answerMissing' })

    const sealId = random.id()
    const sealedAt = clock.now()
    const written = await room.write({ request: found.value, company, key, sealId, sealedAt })
    if (!written.ok) return written
    const { packages, gathered } = written.value
    const contents: SealContents = { sealedAt: sealedAt.toISOString(), packages }
    const { identity } = ready.value
    const policyVersion = company.approvalPolicy.version
    const root = sealRoot(crypto, { request: found.value, identity, key, sealId, policyVersion, packages })
    const document: SealDocument = {
      id: sealDocumentId(sealId),
      sealId,
      root,
      sealed: sealJson(crypto, key, sealContext(ref, sealId), contents),
    }
    const sealed = await enter({
      ...{ ref, actor, company, document, sealedAt, gathered, etag: found.etag, idempotency },
    })
    if (!sealed.ok) {
      await removeWritten(sealFolder(ref, sealId), packages)
      return sealed
    }
    return ok({ sealId, manifestSha256: root, files: packages.flatMap(receiptFiles) })
  }

  /** Where nothing is packed, the answer is what the company writes to the person: that must be there to be approved. */
  async function isAnsweredInWords(request: RequestDocument): Promise<boolean> {
    if (waitingRights(request).some(getsPackage)) return true
    const messages = await requests.list<MessageDocument>(request, 'message:')
    return messages.some(({ value }) => value.from === 'company')
  }

  type Entering = {
    readonly ref: RequestRef
    readonly actor: Actor
    readonly company: CompanyDocument
    readonly document: SealDocument
    readonly sealedAt: Date
    readonly gathered: SealState['gathered']
    readonly etag: string
    readonly idempotency: IdempotencyKey | undefined
  }

  async function receiptOf(
    ref: RequestRef,
    key: Uint8Array | undefined,
    named: SealNamed,
  ): Promise<Result<SealReceipt, SealRefusal>> {
    const contents = key && (await readSeal(deps, ref, { key, sealId: named.sealId }))
    if (!contents) return err({ code: 'contentGone' })
    return ok({ ...named, files: contents.packages.flatMap(receiptFiles) })
  }

  async function enter({
    ref,
    actor,
    company,
    document,
    sealedAt,
    gathered,
    etag,
    idempotency,
  }: Entering): Promise<Result<void, SealRefusal>> {
    const changed = await requests.change<void, SealRefusal>(
      ref,
      async (request, now) => {
        const ready = readyToSeal(actor, request, company)
        if (!ready.ok) return ready
        const { employeeId } = ready.value.by
        const { sealId, root } = document
        const seal: SealState = {
          sealId,
          root,
          sealedBy: employeeId,
          sealedAt: sealedAt.toISOString(),
          policy: company.approvalPolicy,
          state: 'pending',
          approvals: [],
          gathered,
        }
        const sealed = {
          ...request,
          status: 'sealed' as const,
          seal,
          contributors: [...new Set([...request.contributors, employeeId])],
        }
        const change = startInstance(
          {
            request: sealed,
            writes: [
              { kind: 'create', value: document },
              ...(await once.writes(ref, idempotency, { sealId, manifestSha256: root })),
            ],
            facts: [{ event: 'requestSealed', by: actorRef(actor), detail: { sealId, root } }],
            wakes: true,
          },
          'approval',
          random.id(),
        )
        return ok({ answer: undefined, change: await askApprovers(change, company, now) })
      },
      etag,
    )
    return changed.ok ? ok(undefined) : changed
  }

  /** Everyone who could approve it is told; none of them had a hand in it. */
  async function askApprovers(
    change: Parameters<Core['desk']['enclose']>[0],
    company: CompanyDocument,
    now: Date,
  ) {
    const employees = await companies.employees(company.companyId)
    const asked = approversOf(employees, company.approvalPolicy, change.request.contributors)
    let mailed = change
    for (const { employeeId } of asked.slice(0, 10))
      mailed = await deps.desk.enclose(
        mailed,
        company,
        { kind: 'staffApprovalWaiting', to: { kind: 'employee', employeeId } },
        now,
      )
    return mailed
  }

  /** Only what the seal itself wrote: the uploads that it names belong to the request. */
  async function removeWritten(folder: string, packages: readonly SealedContents[]): Promise<void> {
    const places = packages.flatMap(({ files }) => files.map(({ place }) => place))
    const written = new Map(places.map(({ container, blob }) => [blob, { container, name: blob }]))
    for (const blob of written.values()) if (blob.name.startsWith(folder)) await blobs.remove(blob)
  }
}
