// A file on its way into the store: looked at before it is encrypted, in the same pass.
import type { FileType, Room, UploadRefused } from '../../domain/requests/upload-limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { StoredFile, StoredFileName } from '../ports/packages.ts'
import type { Doubt, RefusalReason, Scan } from '../ports/scanner.ts'
import type { FileFacts } from './file-document.ts'
import type { RequestRef } from '../requests/request-store.ts'

export type ContentRefused =
  | { readonly code: 'contentRefused'; readonly rule: RefusalReason }
  | { readonly code: 'fileTypeNotAllowed'; readonly rule: string }

/** `doubts` is empty for what may be used at once. */
export type Scanned = { readonly stored: StoredFile; readonly doubts: readonly Doubt[] }

type Arriving = {
  readonly place: StoredFileName
  readonly key: Uint8Array
  readonly facts: FileFacts
  readonly content: AsyncIterable<Uint8Array>
  readonly room: Room
  /** What the company takes, by what the bytes say. */
  readonly types: readonly FileType[]
}

/** Keeps nothing of what is refused or too large. */
export async function storeScanned(
  { packages, blobs, scanner }: Pick<Core, 'packages' | 'blobs' | 'scanner'>,
  { place, key, facts, content, room, types }: Arriving,
): Promise<Result<Scanned, ContentRefused | UploadRefused>> {
  const scan = await scanner.begin({ name: facts.name, contentType: facts.contentType, types })
  const stored = await storeThrough(scan, (seen) => packages.storeFile(place, key, seen, room.bytes), content)
  if (stored.file === 'tooLarge') return err(room.tooLarge)
  const { verdict } = stored
  if (verdict.verdict !== 'refused')
    return ok({ stored: stored.file, doubts: verdict.verdict === 'unknown' ? verdict.doubts : [] })
  await blobs.remove({ container: place.container, name: place.blob })
  const { reason } = verdict
  return reason === 'typeNotAllowed'
    ? err({ code: 'fileTypeNotAllowed', rule: `types: ${types.join(', ')} only` })
    : err({ code: 'contentRefused', rule: reason })
}

async function storeThrough(
  scan: Scan,
  store: (content: AsyncIterable<Uint8Array>) => Promise<StoredFile | 'tooLarge'>,
  content: AsyncIterable<Uint8Array>,
) {
  try {
    const file = await store(watched(content, scan))
    return { file, verdict: await scan.end() }
  } catch (error) {
    // What it holds open must not outlive an upload that broke off.
    await scan.end()
    throw error
  }
}

/** Ends early where the file is refused already: what was stored of it is then removed. */
export async function* watched(
  content: AsyncIterable<Uint8Array>,
  scan: Scan,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const bytes of content) {
    if ((await scan.take(bytes)) === 'enough') return
    yield bytes
  }
}

/** Nothing of it is kept but that it was refused, and why. */
export async function noteRefusal<Refused extends ContentRefused | UploadRefused>(
  requests: Core['requests'],
  ref: RequestRef,
  actor: Actor,
  refused: Refused,
): Promise<Result<never, Refused>> {
  if (refused.code === 'contentRefused') {
    const fact = { event: 'fileRefused', by: actorRef(actor), detail: { reason: refused.rule } } as const
    await requests.change<void, never>(ref, (request) =>
      Promise.resolve(
        ok({ answer: undefined, change: { request, writes: [], facts: [fact], unseen: true } }),
      ),
    )
  }
  return err(refused)
}
