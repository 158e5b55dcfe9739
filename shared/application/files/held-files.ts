// Files that are neither clean nor refused: who brought them sees that they wait, nobody reads or seals them.
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import type { Crypto } from '../ports/system.ts'
import type { FileDocument } from './file-document.ts'
import type { RequestRef } from '../requests/request-store.ts'
import type { Doubt } from '../ports/scanner.ts'
import type { RequestDocument } from '../requests/request-document.ts'

/** Kept on the request, so that sealing knows without looking at every file. */
export function withHeld(request: RequestDocument, id: string, doubts: readonly Doubt[]): RequestDocument {
  const { heldFiles = [], ...rest } = request
  const others = heldFiles.filter((held) => held !== id)
  const held = doubts.length > 0 ? [...others, id] : others
  return held.length > 0 ? { ...rest, heldFiles: held } : rest
}

/** What a receipt or a list says of such a file. */
export const quarantined = (
  doubts: readonly Doubt[] | undefined,
): { readonly quarantined?: readonly Doubt[] } =>
  doubts === undefined || doubts.length === 0 ? {} : { quarantined: doubts }

/** Who let a file out, of what doubts, and why: whoever works on it and whoever approves it reads it beside the file. */
export type Release = {
  readonly by: string
  readonly at: string
  readonly doubts: readonly Doubt[]
  readonly reason: string
}

const releaseContext = ({ companyId, requestId }: RequestRef, id: string): string =>
  `release ${companyId} ${requestId} ${id}`

export const sealedRelease = (
  crypto: Crypto,
  key: Uint8Array,
  { ref, id, release }: { readonly ref: RequestRef; readonly id: string; readonly release: Release },
): Release => ({ ...release, reason: sealJson(crypto, key, releaseContext(ref, id), release.reason) })

export const releaseOf = (
  crypto: Crypto,
  key: Uint8Array,
  ref: RequestRef,
  { id, released }: FileDocument,
): { readonly released?: Release } =>
  released === undefined
    ? {}
    : {
        released: {
          ...released,
          reason: openJson<string>(crypto, key, releaseContext(ref, id), released.reason),
        },
      }

export const quarantineFacts = (actor: Actor, document: string, doubts: readonly Doubt[]): readonly Fact[] =>
  doubts.length === 0
    ? []
    : [{ event: 'fileQuarantined', by: actorRef(actor), detail: { document, doubts: doubts.join(' ') } }]

export const heldFor = (doubts: readonly Doubt[]): { readonly held?: readonly Doubt[] } =>
  doubts.length === 0 ? {} : { held: doubts }
