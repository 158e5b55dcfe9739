// The last mail to a person: sent while their address can still be read, or kept apart until the provider is back.
import { noRequest, partitionOf } from '../place.ts'
import { linkExpiresAt } from '../../domain/retention/retention.ts'
import type { Core } from '../core.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import { mailContext } from '../letters/mail-desk.ts'
import type { MailDocument, MailSecrets } from '../letters/mail-document.ts'
import type { SendMail } from '../letters/send-mail.ts'
import { companyOf } from '../letters/settle-mail.ts'
import { DependencyUnavailable } from '../ports/unavailable.ts'
import { endedAt } from '../requests/ending.ts'
import { openPersonal } from '../requests/personal.ts'
import type { RequestDocument } from '../requests/request-document.ts'

type Deps = Pick<
  Core,
  'documents' | 'requests' | 'companies' | 'keyring' | 'secrets' | 'clock' | 'crypto' | 'log'
> & { readonly sendMail: SendMail }

/** Longer than a mail can be worth its while: what the sweep has not let go by then goes by itself. */
const keptSeconds = 8 * 86_400

/** May be repeated, also by whoever finishes what another began. Nothing that is away keeps the person's data alive. */
export function makePurgeNotice(deps: Deps): (request: RequestDocument) => Promise<void> {
  const { documents, requests, keyring, secrets, crypto, log, sendMail } = deps

  return async (request) => {
    try {
      const mails = await requests.list<MailDocument>(request, 'mail:')
      const notices = mails.filter(({ value }) => value.kind === 'purgeNotice' && value.state === 'pending')
      for (const { value } of notices)
        if (!(await isKept(value)) && (await sendMail(value)) === 'postponed') await keep(request, value)
    } catch (error) {
      if (!(error instanceof DependencyUnavailable)) throw error
      log.write({ code: 'dependencyUnavailable', dependency: error.dependency, operation: 'purgeNotice' })
    }
  }

  /** By a run that was cut off behind it. */
  async function isKept(mail: MailDocument): Promise<boolean> {
    if (mail.tries === 0) return false
    const kept = await documents.read(partitionOf({ ...mail, requestId: noRequest }), mail.id)
    return kept !== undefined
  }

  /**
   * Under the company's key instead of the request's, which is about to be destroyed, and with nothing but the address and
   * the link: at most until the link opens nothing any more.
   */
  async function keep(request: RequestDocument, { sealed, ...mail }: MailDocument): Promise<void> {
    const { companyId, requestId, mailId } = mail
    const key = await keyring.open(companyId, request.key)
    const email = key && openPersonal(crypto, key, request).email
    // Somebody else has finished the purge meanwhile.
    if (!key || sealed === undefined || email === undefined) return
    const company = await companyOf(deps.companies, mail)
    const { links } = openJson<MailSecrets>(crypto, key, mailContext(companyId, requestId, mailId), sealed)
    const kept: MailDocument = {
      ...mail,
      requestId: noRequest,
      ttlSeconds: keptSeconds,
      worthUntil: linkExpiresAt(endedAt(request, deps.clock.now())).toISOString(),
      sealed: sealJson(
        crypto,
        await secrets.key(company, 'mail'),
        mailContext(companyId, noRequest, mailId),
        { email, links } satisfies MailSecrets,
      ),
    }
    await documents.batch(partitionOf(kept), [{ kind: 'upsert', value: kept }])
  }
}
