// What becomes of a file in quarantine, besides being replaced or taken out: looked at again, or let out by a manager.
import { release } from '../../kernel/release.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { Fact } from '../evidence/audit-event.ts'
import type { Stored } from '../ports/documents.ts'
import type { Doubt, Verdict } from '../ports/scanner.ts'
import { staffOnly } from '../requests/access.ts'
import { contribute } from '../requests/contribution.ts'
import type { ContributionRefusal } from '../requests/contribution.ts'
import { fileIdOf, openFile } from './file-document.ts'
import type { FileDocument } from './file-document.ts'
import { sealedRelease, withHeld } from './held-files.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import { watched } from './store-scanned.ts'
import type { ContentRefused } from './store-scanned.ts'
import { withoutContent } from '../collecting/source-contents.ts'

export type QuarantineRefusal =
  | ContributionRefusal
  | ContentRefused
  | { readonly code: 'fileNotFound' | 'contentGone' | 'fileNotQuarantined' }

type Named = {
  readonly actor: Actor
  readonly requestId: string
  readonly name: string
  readonly expected?: string
}

export type Quarantine = {
  /** The manager answers for it from here on, and approves nothing of this request any more. */
  readonly release: (input: Named & { readonly reason: string }) => Promise<Result<void, QuarantineRefusal>>
  /** With what the scanner knows now. What it refuses is removed; what it finds clean is let out. */
  readonly rescan: (input: Named) => Promise<Result<{ readonly doubts: readonly Doubt[] }, QuarantineRefusal>>
}

type Deps = Pick<Core, 'requests' | 'keyring' | 'packages' | 'blobs' | 'scanner' | 'clock' | 'crypto'>

export function makeQuarantine({
  requests,
  keyring,
  packages,
  blobs,
  scanner,
  clock,
  crypto,
}: Deps): Quarantine {
  /** The file as it waits, for whoever may enter data. */
  async function held({ actor, requestId, name }: Named) {
    const ref = { companyId: actor.companyId, requestId }
    const found = await requests.find(ref.companyId, requestId)
    if (!found) return err({ code: 'notFound' } as const)
    const judged = staffOnly(actor, found.value, 'enterData')
    if (!judged.ok) return judged
    const key = await keyring.open(ref.companyId, found.value.key)
    if (!key) return err({ code: 'contentGone' } as const)
    const file: Stored<FileDocument> | undefined = await requests.read(ref, fileIdOf(crypto, key, name))
    if (!file) return err({ code: 'fileNotFound' } as const)
    if (!file.value.held) return err({ code: 'fileNotQuarantined' } as const)
    return ok({ ref, key, file, request: found.value })
  }

  type Held = Extract<Awaited<ReturnType<typeof held>>, { readonly ok: true }>['value']

  /** Puts `next` in the place of the file as it was read; without it the file goes. */
  function settle(
    { actor, expected }: Named,
    { ref, file }: Held,
    outcome: { readonly next?: FileDocument; readonly fact: Fact },
  ): Promise<Result<unknown, QuarantineRefusal>> {
    const { id, source } = file.value
    const { next, fact } = outcome
    return requests.change<void, QuarantineRefusal>(
      ref,
      async (request) => {
        const contributed = contribute(actor, request)
        if (!contributed.ok) return contributed
        const open = withHeld(contributed.value.request, id, next?.held ?? [])
        const isLost = !next && source !== undefined
        return ok({
          answer: undefined,
          change: {
            ...contributed.value,
            request: next
              ? open
              : withoutFile(isLost ? await withoutContent(requests, open, source, id) : open, file.value),
            writes: [
              next
                ? { kind: 'replace', value: next, etag: file.etag }
                : { kind: 'delete', id, etag: file.etag },
            ],
            facts: [...contributed.value.facts, fact],
          },
        })
      },
      expected,
    )
  }

  async function lookAgain({ ref, key, file }: Held): Promise<Verdict | undefined> {
    const { name, contentType } = openFile(crypto, key, ref, file.value)
    const content = await packages.readFile(file.value.place, key)
    if (!content) return undefined
    const scan = await scanner.begin({ name, contentType })
    for await (const bytes of watched(content, scan)) release(bytes)
    return scan.end()
  }

  return {
    async release({ reason, ...named }) {
      const waits = await held(named)
      if (!waits.ok) return waits
      const { ref, key, file, request } = waits.value
      const judged = staffOnly(named.actor, request, 'releaseFile')
      if (!judged.ok) return judged
      const { held: doubts = [], ...rest } = file.value
      const { id } = rest
      const by = judged.value.employeeId
      const release = { by, at: clock.now().toISOString(), doubts, reason }
      const released = sealedRelease(crypto, key, { ref, id, release })
      const detail = { document: id, doubts: doubts.join(' ') }
      const fact: Fact = { event: 'fileReleased', by: actorRef(named.actor), detail }
      const settled = await settle(named, waits.value, { next: { ...rest, released }, fact })
      return settled.ok ? ok(undefined) : settled
    },

    async rescan(named) {
      const waits = await held(named)
      if (!waits.ok) return waits
      const verdict = await lookAgain(waits.value)
      if (!verdict) return err({ code: 'fileNotFound' })
      const { held: _before, ...rest } = waits.value.file.value
      const by = actorRef(named.actor)
      const { id, place } = rest
      if (verdict.verdict === 'refused') {
        const fact: Fact = { event: 'fileRefused', by, detail: { document: id, reason: verdict.reason } }
        const removed = await settle(named, waits.value, { fact })
        if (!removed.ok) return removed
        await blobs.remove({ container: place.container, name: place.blob })
        return err({ code: 'contentRefused', rule: verdict.reason })
      }
      const doubts = verdict.verdict === 'clean' ? [] : verdict.doubts
      const next = doubts.length > 0 ? { ...rest, held: doubts } : rest
      const fact: Fact = { event: 'fileScanned', by, detail: { document: id, doubts: doubts.join(' ') } }
      const settled = await settle(named, waits.value, { next, fact })
      return settled.ok ? ok({ doubts }) : settled
    },
  }
}

const withoutFile = (request: RequestDocument, { sizeBytes }: FileDocument): RequestDocument => ({
  ...request,
  fileCount: request.fileCount - 1,
  fileBytes: request.fileBytes - sizeBytes,
})
