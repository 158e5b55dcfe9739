import type { CompanyDocument } from '../companies/company-document.ts'
import type { LinkMint, MintedLink } from '../identity/link-mint.ts'
import type { LinkPurpose } from '../identity/link-document.ts'
import type { CompanySecrets } from '../keys/company-secrets.ts'
import { sealJson } from '../keys/sealed-json.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { Write } from '../ports/documents.ts'
import type { Ports } from '../ports/ports.ts'
import { mailMessage } from '../requests/outbox.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'
import type { Letter, Way } from '../../domain/letters/letter-facts.ts'
import { addMinutes } from '../../domain/time.ts'
import type { MailKind } from '../../domain/letters/mail-facts.ts'
import { letterDocumentId, mailDocumentId, retryMinutes } from './mail-document.ts'
import type {
  LetterDocument,
  MailDetails,
  MailDocument,
  MailEffect,
  MailRecipient,
  MailSecrets,
} from './mail-document.ts'

export type MailPlan = {
  readonly kind: MailKind
  readonly to?: MailRecipient
  readonly details?: MailDetails
  /** For the person: what their link opens, and how long. Staff are sent to the request's page, without a token. */
  readonly link?: { readonly purpose: LinkPurpose; readonly expiresAt: Date }
  /** A fresh code, mailed alone. */
  readonly code?: string
  readonly letter?: Letter
  /** A second letter, where two things are told at the same moment: one mail points at both. */
  readonly also?: Letter
  readonly effect?: MailEffect
  /** The request's working key, from whoever has just made it: its share need not be fetched again. */
  readonly key?: Uint8Array
}

export type MailDesk = {
  /** Adds a mail, its link and its letter to a change: they are committed with what they are about. */
  readonly enclose: (change: Change, company: CompanyDocument, plan: MailPlan, now: Date) => Promise<Change>
  /** How the person goes on from a letter: the page where they ask for a fresh link; by the contact, where there is no mail. */
  readonly way: (request: RequestDocument) => Way
  /** The page where fresh links are asked for. */
  readonly statusUrl: (request: RequestDocument) => string
}

type Deps = Pick<Ports, 'random' | 'crypto' | 'settings'> & {
  readonly keyring: Keyring
  readonly secrets: CompanySecrets
  readonly mint: LinkMint
}

export const mailContext = (companyId: string, requestId: string, mailId: string): string =>
  `mail ${companyId} ${requestId} ${mailId}`

export const letterContext = (request: RequestDocument, letterId: string): string =>
  `letter ${request.companyId} ${request.requestId} ${letterId}`

/** What the call itself sends, or the purge, is left to the queue only if that did not happen. */
const sentWithinTheCall = ({ kind, effect }: MailPlan, now: Date): Date | undefined =>
  effect === 'extensionSent' || effect === 'pauseSent' || kind === 'purgeNotice'
    ? addMinutes(now, 1)
    : undefined

export function makeMailDesk({ random, crypto, settings, keyring, secrets, mint }: Deps): MailDesk {
  const workingKey = async (request: RequestDocument) => {
    const key = await keyring.open(request.companyId, request.key)
    if (!key) throw new Error('the working key of a request is gone while it is written to')
    return key
  }

  const statusUrl = ({ companyId }: RequestDocument) => `${settings.publicUrl}/${companyId}/links`

  return {
    statusUrl,
    way: (request) =>
      request.addressHash === undefined ? { kind: 'paper' } : { kind: 'link', url: statusUrl(request) },

    async enclose(change, company, plan, now) {
      const { request } = change
      // A mail to staff holds no secret, and is written also when the request's key is gone.
      const key = plan.to ? await secrets.key(company, 'mail') : (plan.key ?? (await workingKey(request)))
      const letters = [plan.letter, plan.also]
        .filter((letter) => letter !== undefined)
        .map((letter): Write => ({ kind: 'create', value: letterDocument(request, key, letter, now) }))
      const lettered = { ...change, writes: [...(change.writes ?? []), ...letters] }
      // Who has no mailbox gets the letter alone, on paper.
      if (!plan.to && request.addressHash === undefined) return lettered

      const link = plan.link && (await mint.mint(company, request.requestId, plan.link, now))
      const mail = mailDocument(request, company, { plan, link, key, now })
      const links: Write[] = link ? [{ kind: 'create', value: link.document }] : []
      return {
        ...lettered,
        request: link
          ? { ...request, links: { ...request.links, [link.document.purpose]: link.hash } }
          : request,
        writes: [...lettered.writes, { kind: 'create', value: mail }, ...links],
        messages: [
          ...(change.messages ?? []),
          mailMessage(company.companyId, request.requestId, mail.mailId, sentWithinTheCall(plan, now)),
        ],
      }
    },
  }

  type Enclosed = {
    readonly plan: MailPlan
    readonly link: MintedLink | undefined
    readonly key: Uint8Array
    readonly now: Date
  }

  function mailDocument(
    request: RequestDocument,
    company: CompanyDocument,
    { plan, link, key, now }: Enclosed,
  ): MailDocument {
    const { companyId, requestId } = request
    const mailId = random.id()
    const secrets: MailSecrets = {
      links: link ? [{ token: link.token, code: link.code }] : [],
      ...(plan.code === undefined ? {} : { code: plan.code }),
    }
    return {
      id: mailDocumentId(mailId),
      companyId,
      requestId,
      mailId,
      kind: plan.kind,
      language: plan.to ? (company.languages[0] ?? 'en') : request.language,
      recipient: plan.to ?? { kind: 'person' },
      details: { reference: request.reference, ...plan.details },
      createdAt: now.toISOString(),
      state: 'pending',
      tries: 0,
      retryAt: addMinutes(now, retryMinutes(0)).toISOString(),
      sealed: sealJson(crypto, key, mailContext(companyId, requestId, mailId), secrets),
      ...(plan.effect === undefined ? {} : { effect: plan.effect }),
    }
  }

  function letterDocument(
    request: RequestDocument,
    key: Uint8Array,
    letter: Letter,
    now: Date,
  ): LetterDocument {
    const letterId = random.id()
    return {
      id: letterDocumentId(letterId),
      letterId,
      kind: letter.kind,
      writtenAt: now.toISOString(),
      sealed: sealJson(crypto, key, letterContext(request, letterId), letter),
    }
  }
}
