import { passkeySite } from '../../domain/identity/passkeys.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import { linkId, newestSignInId } from '../identity/link-document.ts'
import type { LinkDocument, NewestLink } from '../identity/link-document.ts'
import { parseToken } from '../identity/link-token.ts'
import { linkFlaw } from '../identity/spend-link.ts'
import type { LinkRefusal } from '../identity/spend-link.ts'
import { companyPartition, noRequest } from '../place.ts'
import { readFactors } from './factors-document.ts'
import { boundToLink, boundToSession, makePasskeyChallenges } from './passkey-challenges.ts'
import type { ChallengeFor } from './passkey-challenges.ts'
import { passkeysOf, requestOptions } from './passkey-options.ts'
import type { RequestOptions } from './passkey-options.ts'

/** What a browser shows a passkey for. */
export type PasskeyAsked = { readonly publicKey: RequestOptions; readonly expiresAt: string }

/** The question that a passkey answers: for once, for five minutes, and for this session or this link alone. */
export type AskPasskey = {
  /** Of who holds a mailed link of somebody who has one. */
  readonly withLink: (asked: { readonly token: string }) => Promise<Result<PasskeyAsked, LinkRefusal>>
  readonly inSession: (asked: {
    readonly actor: EmployeeActor
  }) => Promise<Result<PasskeyAsked, { readonly code: 'notFound' }>>
}

type Deps = Pick<Core, 'documents' | 'mint' | 'random' | 'crypto' | 'clock' | 'settings'>

export function makeAskPasskey(deps: Deps): AskPasskey {
  const { documents, mint, clock, settings } = deps
  const challenges = makePasskeyChallenges(deps)

  async function ask(whose: Omit<ChallengeFor, 'use'>): Promise<Result<PasskeyAsked, { code: 'notFound' }>> {
    const site = passkeySite(settings.publicUrl)
    const known = await readFactors(documents, whose)
    if (!site || passkeysOf(known).length === 0) return err({ code: 'notFound' })
    const { challenge, expiresAt } = await challenges.begin({ ...whose, use: 'show' })
    return ok({ publicKey: requestOptions(site, challenge, known), expiresAt })
  }

  return {
    inSession: ({ actor: { companyId, employeeId, sessionId } }) =>
      ask({ companyId, employeeId, boundTo: boundToSession(sessionId) }),

    async withLink({ token }) {
      const place = parseToken(token)
      if (!place.ok) return place
      const { companyId, requestId, secret } = place.value
      if (requestId !== noRequest) return err({ code: 'notFound' })
      const hash = mint.hashOfSecret(secret)
      const partition = companyPartition(companyId)
      const link = await documents.read<LinkDocument>(partition, linkId(hash))
      const employeeId = link?.value.employeeId
      if (!link || employeeId === undefined) return err({ code: 'notFound' })
      const newest = await documents.read<NewestLink>(partition, newestSignInId(employeeId))
      const flaw = linkFlaw({ link, newest: newest?.value.hash, hash, now: clock.now() })
      return flaw ? err(flaw) : ask({ companyId, employeeId, boundTo: boundToLink(hash) })
    },
  }
}
