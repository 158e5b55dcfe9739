import { ok } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { readFactors } from '../factors/factors-document.ts'
import { boundToLink } from '../factors/passkey-challenges.ts'
import { offersStaffTexts } from '../factors/staff-text-offer.ts'
import type { StaffTexts } from '../factors/staff-texts.ts'
import { writeCompanyMail } from '../letters/company-mail.ts'
import type { FactorGate } from './factor-gate.ts'
import { linkId } from './link-document.ts'
import type { LinkDocument } from './link-document.ts'
import { parseToken } from './link-token.ts'
import { companyPartition, noRequest } from '../place.ts'
import type { LinkPlace } from './link-token.ts'
import type { MailLimit } from './mail-limit.ts'

/**
 * Mails a fresh code for a link that still lives, or texts it where the person set that; answers nothing, whatever the token
 * was.
 */
export type NewCode = (input: { readonly token: string }) => Promise<void>

type Deps = Pick<
  Core,
  | 'documents'
  | 'companies'
  | 'requests'
  | 'secrets'
  | 'mint'
  | 'desk'
  | 'messages'
  | 'clock'
  | 'random'
  | 'crypto'
  | 'sms'
> & {
  readonly limit: MailLimit
  readonly gate: FactorGate
  readonly texts: Pick<StaffTexts, 'send'>
}

export function makeNewCode(deps: Deps): NewCode {
  const { documents, companies, requests, mint, desk, messages, clock, limit, gate, texts } = deps

  return async ({ token }) => {
    const place = parseToken(token)
    const company = place.ok ? await companies.find(place.value.companyId) : undefined
    // One link gets a fresh code as seldom as one address gets a mail.
    if (!place.ok || !company || !(await limit.allows(token))) return
    if (place.value.requestId === noRequest) await forSignIn(company, place.value)
    else await forRequest(company, place.value)
  }

  function lives(link: LinkDocument): boolean {
    return link.usedAt === undefined && new Date(link.expiresAt) > clock.now()
  }

  async function forSignIn(company: CompanyDocument, { secret }: LinkPlace): Promise<void> {
    const hash = mint.hashOfSecret(secret)
    const id = linkId(hash)
    const link = await documents.read<LinkDocument>(companyPartition(company.companyId), id)
    if (!link || !lives(link.value) || link.value.employeeId === undefined) return
    if (await textsStaff(company, { employeeId: link.value.employeeId, hash })) return
    const { document, code } = await mint.freshCode(company, link.value, clock.now())
    const written = await documents.batch(companyPartition(company.companyId), [
      { kind: 'replace', value: document, etag: link.etag },
    ])
    if (!written.ok) return
    const recipient = { kind: 'employee', employeeId: link.value.employeeId } as const
    await messages.send('mail', [
      await writeCompanyMail(deps, company, { kind: 'code', recipient, secrets: { code, links: [] } }),
    ])
  }

  /** Who signs in by a text gets one: beside a factor a code by mail would open nothing. */
  async function textsStaff(
    company: CompanyDocument,
    { employeeId, hash }: { readonly employeeId: string; readonly hash: string },
  ): Promise<boolean> {
    const { companyId } = company
    if (!offersStaffTexts(deps, company)) return false
    const { factors } = await readFactors(documents, { companyId, employeeId })
    const phone = factors.find((one) => one.kind === 'sms')
    if (!phone) return false
    await texts.send(company, { companyId, employeeId, boundTo: boundToLink(hash), sealed: phone.sealed })
    return true
  }

  /** Where it does, a code by mail would open nothing. */
  async function asksOwnFactor(company: CompanyDocument, place: LinkPlace, hash: string): Promise<boolean> {
    const found = await requests.find(place.companyId, place.requestId)
    const link = found && (await requests.read<LinkDocument>(place, linkId(hash)))
    if (!link || !lives(link.value) || found.value.links[link.value.purpose] !== hash) return false
    const factor = await gate.factorOf(found.value, link.value.purpose)
    if (!factor) return false
    await gate.askAgain({ company, request: found.value, hash, factor })
    return true
  }

  async function forRequest(company: CompanyDocument, place: LinkPlace): Promise<void> {
    const hash = mint.hashOfSecret(place.secret)
    if (await asksOwnFactor(company, place, hash)) return
    await requests.change<void, never>(place, async (request, now) => {
      const link = await requests.read<LinkDocument>(place, linkId(hash))
      const isNewest = Object.values(request.links).includes(hash)
      if (!link || !isNewest || !lives(link.value)) return ok({ answer: undefined })
      const { document, code } = await mint.freshCode(company, link.value, now)
      const change = {
        request,
        facts: [],
        writes: [{ kind: 'replace' as const, value: document, etag: link.etag }],
      }
      return ok({
        answer: undefined,
        change: await desk.enclose(change, company, { kind: 'code', code }, now),
      })
    })
  }
}
