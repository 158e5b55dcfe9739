import type { Letter } from '../../domain/letters/letter-facts.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Actor, EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import { openJson } from '../keys/sealed-json.ts'
import type { Stored } from '../ports/documents.ts'
import { judge, ownRequest } from '../requests/access.ts'
import { noteReading } from '../requests/note-reading.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { PurgeCertificate } from '../retention/purge-content.ts'
import { letterContext } from './mail-desk.ts'
import type { LetterDocument } from './mail-document.ts'

export type LetterBox = {
  /** Oldest first; empty once the request's content is purged. */
  readonly letters: readonly { readonly id: string; readonly at: string; readonly letter: Letter }[]
  readonly certificate?: PurgeCertificate
}

export type ReadLetters = (input: {
  readonly actor: Actor
  readonly requestId: string
}) => Promise<Result<LetterBox, { readonly code: 'notFound' | 'forbidden' }>>

/**
 * The documents that mails point at: the person's letters, and what is left of them after the purge. Staff lose them with
 * the content, except that of who asked on paper: what tells them of the ending must still be printed, and its reading
 * stands in the audit.
 */
export function makeReadLetters({
  requests,
  keyring,
  clock,
  crypto,
}: Pick<Core, 'requests' | 'keyring' | 'clock' | 'crypto'>): ReadLetters {
  return async ({ actor, requestId }) => {
    const ref = { companyId: actor.companyId, requestId }
    const found = await requests.find(ref.companyId, requestId)
    if (!found) return err({ code: 'notFound' })
    if (actor.kind === 'requester' && !ownRequest(actor, found.value)) return err({ code: 'notFound' })
    const scope = scopeOf(actor, found.value)
    if (!scope.ok) return scope
    const certificate: Stored<PurgeCertificate> | undefined = await requests.read(ref, 'certificate')
    if (certificate) return ok({ letters: [], certificate: certificate.value })

    const key = await keyring.open(ref.companyId, found.value.key)
    if (!key) return ok({ letters: [] })
    if (scope.value.by)
      await noteReading({ requests, clock }, ref, {
        event: 'contentRead',
        by: scope.value.by,
        document: 'letters',
      })
    const stored = await requests.list<LetterDocument>(ref, 'letter:')
    const letters = stored
      .filter(({ value }) => value.writtenAt >= scope.value.from)
      .map(({ value }) => ({
        id: value.letterId,
        at: value.writtenAt,
        letter: openJson<Letter>(crypto, key, letterContext(found.value, value.letterId), value.sealed),
      }))
      .sort((one, other) => one.at.localeCompare(other.at))
    return ok({ letters })
  }
}

/** From when on letters are read; `by` is whoever prints them after the ending. */
type Scope = { readonly from: string; readonly by?: EmployeeActor }

function scopeOf(
  actor: Actor,
  request: RequestDocument,
): Result<Scope, { readonly code: 'notFound' | 'forbidden' }> {
  const everything: Scope = { from: '' }
  if (actor.kind === 'requester') return ok(everything)
  const reads = judge(actor, request, 'seeContent')
  if (reads.ok) return ok(everything)
  const isOnPaper = request.addressHash === undefined && request.ended !== undefined
  if (!isOnPaper || !judge(actor, request, 'printLetters').ok) return reads
  return ok({ from: request.ended.at, by: actor })
}
