import { renderMail } from '../../domain/letters/mail.ts'
import type { MailFacts, MailLink } from '../../domain/letters/mail-facts.ts'
import { personal } from '../../kernel/personal.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { makeAnswerAsk } from '../identity/answer-ask.ts'
import type { LinkMint } from '../identity/link-mint.ts'
import type { CompanyStore } from '../companies/company-store.ts'
import { isRequest, partitionOf } from '../place.ts'
import type { CompanySecrets } from '../keys/company-secrets.ts'
import { openJson } from '../keys/sealed-json.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { Stored } from '../ports/documents.ts'
import type { Mail } from '../ports/mail.ts'
import type { Ports } from '../ports/ports.ts'
import { DependencyUnavailable } from '../ports/unavailable.ts'
import { firstMonthEnds } from '../../domain/requests/deadline.ts'
import { addMinutes } from '../../domain/time.ts'
import { ok } from '../../kernel/result.ts'
import { openPersonal } from '../requests/personal.ts'
import type { CompanyHosts } from '../hosts/company-hosts.ts'
import type { PersonalDetails, RequestDocument } from '../requests/request-document.ts'
import { ledgerOf } from '../timing/due.ts'
import type { RequestStore } from '../requests/request-store.ts'
import { isReleased, stillReadable } from '../requests/standing-seal.ts'
import { receiverIn } from '../transfer/receiver.ts'
import { waitsForReceiver } from '../transfer/tell-receiver.ts'
import { baseOf, pathOf } from './mail-places.ts'
import { mailContext } from './mail-desk.ts'
import { mailDocumentId, retryMinutes } from './mail-document.ts'
import type { MailDocument, MailedLink, MailSecrets } from './mail-document.ts'
import type { MailDesk } from './mail-desk.ts'
import { companyOf, makeSettleMail } from './settle-mail.ts'
import { undoExtension } from './undo-extension.ts'

export type SendMail = (mail: {
  readonly companyId: string
  readonly requestId: string
  readonly mailId: string
}) => Promise<'sent' | 'refused' | 'postponed' | 'nothingToSend'>

type Deps = Pick<Ports, 'documents' | 'mail' | 'clock' | 'crypto' | 'log' | 'settings'> & {
  readonly companies: CompanyStore
  readonly requests: RequestStore
  readonly keyring: Keyring
  readonly secrets: CompanySecrets
  readonly desk: MailDesk
  readonly mint: LinkMint
  readonly hosts: CompanyHosts
}

/**
 * Sends one pending mail, and is safe to repeat: the token was fixed when the mail was written, the provider gets the
 * same id, and a mail that is sent is not sent again. A provider that is away postpones it, ever longer, and after some
 * hours the request says so to its staff; the mail is never given up.
 */
export function makeSendMail(deps: Deps): SendMail {
  const {
    documents,
    mail: provider,
    clock,
    crypto,
    log,
    settings,
    companies,
    requests,
    hosts,
    keyring,
    secrets,
  } = deps

  const settle = makeSettleMail(deps)
  const answerAsk = makeAnswerAsk(deps)

  type Place = { readonly company: CompanyDocument; readonly request: RequestDocument | undefined }

  const keyOf = (
    { recipient }: MailDocument,
    { company, request }: Place,
  ): Promise<Uint8Array | undefined> =>
    request && recipient.kind === 'person'
      ? keyring.open(company.companyId, request.key)
      : secrets.key(company, 'mail')

  async function addressOf(
    company: CompanyDocument,
    { recipient }: MailDocument,
    { email }: MailSecrets,
    personalOf: () => PersonalDetails | undefined,
  ): Promise<string | undefined> {
    if (recipient.kind === 'employee')
      return (await companies.employee(company.companyId, recipient.employeeId))?.email
    if (recipient.kind === 'receiver') return receiverIn(company, recipient.receiverId)?.contact
    return email ?? personalOf()?.email
  }

  /** The mail as it leaves; undefined when there is nobody to read it any more, or nothing to tell. */
  async function written(mail: MailDocument): Promise<Mail | undefined> {
    const { companyId, requestId, mailId, sealed } = mail
    const company = await companyOf(companies, mail)
    const request = isRequest(requestId) ? (await requests.find(companyId, requestId))?.value : undefined
    const key = await keyOf(mail, { company, request })
    if (
      !key ||
      sealed === undefined ||
      (request && isPointless(mail, { company, request, now: clock.now() }))
    )
      return undefined

    const opened = openJson<MailSecrets>(crypto, key, mailContext(companyId, requestId, mailId), sealed)
    const address = await addressOf(
      company,
      mail,
      opened,
      () => request && openPersonal(crypto, key, request),
    )
    if (address === undefined) return undefined
    const content = await contentOf(company, mail, opened)
    return { id: mailId, to: personal(address), fromName: company.name, ...content }
  }

  /** Staff are led to `PUBLIC_URL` alone, where their factors are known. */
  async function contentOf(company: CompanyDocument, mail: MailDocument, { links, code, path }: MailSecrets) {
    const base =
      mail.recipient.kind === 'person' ? await hosts.addressOf(company) : baseOf(mail, settings.publicUrl)
    const written = links.map((link) => placeOf(base, link))
    const facts = {
      companyName: company.name,
      ...mail.details,
      ...(written[0] ?? { link: `${base}/${path ?? pathOf(mail)}` }),
      links: written,
      ...(code === undefined ? {} : { code }),
    }
    // The desk that wrote the mail gave each kind its facts; the union is not carried through the store.
    return renderMail(mail.kind, mail.language, facts as unknown as MailFacts)
  }

  /** Its token and its code go, and nothing comes back to it. */
  async function drop({ value, etag }: Stored<MailDocument>): Promise<'nothingToSend'> {
    const { sealed: _gone, retryAt: _retry, ...mail } = value
    const dropped: MailDocument = { ...mail, state: 'dropped' }
    await documents.batch(partitionOf(mail), [{ kind: 'replace', value: dropped, etag }])
    return 'nothingToSend'
  }

  /** A letter of extension that could not leave within the first month must not leave any more (Art. 12(3)). */
  async function isTooLate(mail: MailDocument): Promise<boolean> {
    if (mail.effect !== 'extensionSent') return false
    const request = (await requests.find(mail.companyId, mail.requestId))?.value
    return (
      request !== undefined &&
      clock.now() > firstMonthEnds(ledgerOf(request, await companyOf(companies, mail)))
    )
  }

  const isWorthless = ({ worthUntil }: MailDocument): boolean =>
    worthUntil !== undefined && clock.now() >= new Date(worthUntil)

  const undo = async (mail: Stored<MailDocument>, state: 'dropped' | 'refused') =>
    undoExtension(deps, { company: await companyOf(companies, mail.value), mail, state })

  /** Undefined when the provider is away. */
  async function sendNow(mail: Mail) {
    try {
      return await provider.send(mail)
    } catch (error) {
      if (!(error instanceof DependencyUnavailable)) throw error
      log.write({ code: 'dependencyUnavailable', dependency: error.dependency, operation: 'sendMail' })
      return undefined
    }
  }

  async function postpone({ value, etag }: Stored<MailDocument>): Promise<'postponed'> {
    const tries = value.tries + 1
    const later: MailDocument = {
      ...value,
      tries,
      retryAt: addMinutes(clock.now(), retryMinutes(tries)).toISOString(),
    }
    await documents.batch(partitionOf(value), [{ kind: 'replace', value: later, etag }])
    if (tries === triesBeforeStaffKnow && isRequest(value.requestId))
      await requests.change<void, never>(value, (request, now) =>
        ok({
          answer: undefined,
          change: {
            request: {
              ...request,
              problem: { code: 'mailNotSent', kind: value.kind, at: now.toISOString() },
            },
            facts: [],
          },
        }),
      )
    return 'postponed'
  }

  return async ({ companyId, requestId, mailId }) => {
    const stored = await documents.read<MailDocument>(
      partitionOf({ companyId, requestId }),
      mailDocumentId(mailId),
    )
    if (stored?.value.state !== 'pending') return 'nothingToSend'
    if (await isTooLate(stored.value)) {
      await undo(stored, 'dropped')
      return 'nothingToSend'
    }
    const answered = stored.value.asked ? await answerAsk(stored) : stored
    if (!answered || isWorthless(answered.value)) return drop(stored)
    const mail = await written(answered.value)
    if (!mail) return drop(answered)

    const accepted = await sendNow(mail)
    if (!accepted) return postpone(answered)
    const state = accepted.ok ? 'sent' : 'refused'
    await settle(answered, state)
    log.write({
      code: accepted.ok ? 'mailSent' : 'mailRefused',
      companyId,
      mailId,
      letter: stored.value.kind,
    })
    return state
  }
}

/** About ten hours. */
const triesBeforeStaffKnow = 6

/** What it would say is no longer so, or whom it would tell is no longer the one to be told. */
function isPointless(
  { kind, effect, recipient }: MailDocument,
  {
    company,
    request,
    now,
  }: { readonly company: CompanyDocument; readonly request: RequestDocument; readonly now: Date },
): boolean {
  if (recipient.kind === 'receiver') return !waitsForReceiver(request, company, now)
  // A recall took the address away: it was not the person's.
  if (recipient.kind === 'person' && request.addressHash === undefined) return true
  // A notice speaks of what was released: a seal that was voided since takes its notice back.
  if (effect === 'deliveryNotified') return !isReleased(request)
  return kind === 'deliveryReminder' && !request.deliveries.some((one) => stillReadable(one, now))
}

function placeOf(base: string, link: MailedLink): MailLink {
  if ('path' in link) return { link: `${base}/${link.path}` }
  const { token, ...more } = link
  return { ...more, link: `${base}/link#${token}` }
}
