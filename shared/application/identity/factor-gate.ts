import { endingOf } from '../../domain/identity/text-messages.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { Stored } from '../ports/documents.ts'
import { openPersonal } from '../requests/personal.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import { requestPartition } from '../place.ts'
import { takeTry } from './count-failure.ts'
import type { LinkDocument, LinkPurpose } from './link-document.ts'
import type { OwnFactor } from './own-factor.ts'
import type { LinkRefusal, NeededFactor } from './spend-link.ts'
import type { TextCode, TextOutcome } from './text-code.ts'

type Attempt = {
  readonly company: CompanyDocument
  readonly request: RequestDocument
  readonly link: Stored<LinkDocument>
  readonly hash: string
  readonly factor: OwnFactor
  /** As it was given; undefined asks for it. */
  readonly code: string | undefined
  readonly now: Date
}

/** Between a link that opens deliveries and its session: the factor that the person set (security.md, "Links"). */
export type FactorGate = {
  /** Undefined where none is asked: none was set, the link opens no delivery, or what it protected has been destroyed. */
  readonly factorOf: (request: RequestDocument, purpose: LinkPurpose) => Promise<OwnFactor | undefined>
  /** Without a code it is asked for, by text where that is the factor. The link comes back as it is to be spent. */
  readonly pass: (attempt: Attempt) => Promise<Result<Stored<LinkDocument>, LinkRefusal>>
  /** A fresh text, where the factor is one. */
  readonly askAgain: (
    attempt: Pick<Attempt, 'company' | 'request' | 'hash' | 'factor'>,
  ) => Promise<TextOutcome | undefined>
}

type Deps = Pick<Core, 'documents' | 'keyring' | 'crypto' | 'passcodes' | 'mint'> & {
  readonly textCode: TextCode
}

export function makeFactorGate({ documents, keyring, crypto, passcodes, mint, textCode }: Deps): FactorGate {
  const askAgain: FactorGate['askAgain'] = async ({ factor, ...link }) =>
    factor.kind === 'sms' ? textCode({ ...link, phone: factor.phone }) : undefined

  async function holds(
    { company, factor, now }: Attempt,
    link: LinkDocument,
    code: string,
  ): Promise<boolean> {
    if (factor.kind === 'passcode') return passcodes.matches(code, factor.hash)
    const { textHash, textExpiresAt } = link
    if (textHash === undefined || textExpiresAt === undefined || new Date(textExpiresAt) <= now) return false
    return (await mint.hashOfText(company, code)) === textHash
  }

  return {
    askAgain,

    async factorOf(request, purpose) {
      if (request.ownFactor === undefined || purpose !== 'openRequest') return undefined
      const key = await keyring.open(request.companyId, request.key)
      return key && openPersonal(crypto, key, request).secondFactor
    },

    async pass(attempt) {
      const { request, link, factor, code } = attempt
      const needed = neededOf(factor)
      if (code === undefined) {
        const text = await askAgain(attempt)
        return err({ code: 'codeRequired', needed: { ...needed, ...(text === undefined ? {} : { text }) } })
      }
      // Counted before it is looked at: of guesses at the same moment no more than five are.
      const partition = requestPartition(request.companyId, request.requestId)
      const tried = await takeTry(documents, partition, link)
      const isRight = tried !== undefined && (await holds(attempt, tried.value, code))
      return isRight ? ok(tried) : err({ code: 'codeWrong', needed })
    },
  }
}

/** What may be said of it to who holds the link. */
export const neededOf = (factor: OwnFactor): NeededFactor =>
  factor.kind === 'sms' ? { kind: 'sms', phoneEnding: endingOf(factor.phone) } : { kind: 'passcode' }
