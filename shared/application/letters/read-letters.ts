import type { Letter } from '../../domain/letters/letter-facts.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import { openJson } from '../keys/sealed-json.ts'
import type { Stored } from '../ports/documents.ts'
import { judge, ownRequest } from '../requests/access.ts'
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

/** The documents that mails point at: the person's letters, and what is left of them after the purge. */
export function makeReadLetters({
  requests,
  keyring,
  crypto,
}: Pick<Core, 'requests' | 'keyring' | 'crypto'>): ReadLetters {
  return async ({ actor, requestId }) => {
    const ref = { companyId: actor.companyId, requestId }
    const found = await requests.find(ref.companyId, requestId)
    if (!found) return err({ code: 'notFound' })
    if (actor.kind === 'requester' && !ownRequest(actor, found.value)) return err({ code: 'notFound' })
    if (actor.kind === 'employee') {
      const judged = judge(actor, found.value, 'seeContent')
      if (!judged.ok) return judged
    }
    const certificate: Stored<PurgeCertificate> | undefined = await requests.read(ref, 'certificate')
    if (certificate) return ok({ letters: [], certificate: certificate.value })

    const key = await keyring.open(ref.companyId, found.value.key)
    if (!key) return ok({ letters: [] })
    const stored = await requests.list<LetterDocument>(ref, 'letter:')
    const letters = stored
      .map(({ value }) => ({
        id: value.letterId,
        at: value.writtenAt,
        letter: openJson<Letter>(crypto, key, letterContext(found.value, value.letterId), value.sealed),
      }))
      .sort((a, b) => (a.at < b.at ? -1 : 1))
    return ok({ letters })
  }
}
