import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { CheckFactor, GivenFactor } from '../factors/check-factor.ts'
import { noteDoubt } from '../factors/doubted-passkey.ts'
import { kindsOf, readFactors } from '../factors/factors-document.ts'
import type { FactorKinds, FactorsDocument } from '../factors/factors-document.ts'
import { offersStaffTexts } from '../factors/staff-text-offer.ts'
import { boundToLink } from '../factors/passkey-challenges.ts'
import { companyPartition } from '../place.ts'
import { identityIn } from '../sign-in-provider/identity.ts'
import type { Stored, Write } from '../ports/documents.ts'
import { countFailure, takeTry } from './count-failure.ts'
import { linkId, newestSignInId } from './link-document.ts'
import type { LinkDocument, NewestLink } from './link-document.ts'
import type { Redeemed } from './redeem-link.ts'
import { checkLink, linkFlaw } from './spend-link.ts'
import type { LinkRefusal } from './spend-link.ts'
import type { StaffSignIn } from './staff-sign-in.ts'

type Attempt = {
  readonly company: CompanyDocument
  readonly hash: string
  readonly code: string | undefined
  readonly factor: GivenFactor | undefined
  readonly use: 'browser' | 'program'
}

/** The link of somebody of the company, with what they signed up for beside it. */
export type RedeemSignIn = (attempt: Attempt) => Promise<Result<Redeemed, LinkRefusal>>

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'companyChanges' | 'mint' | 'clock' | 'settings' | 'sms'
> & {
  readonly signIn: StaffSignIn
  readonly check: CheckFactor
}

type Found = { readonly link: Stored<LinkDocument>; readonly employeeId: string }

export function makeRedeemSignIn(deps: Deps): RedeemSignIn {
  const { documents, companies, mint, clock, settings, signIn, check } = deps
  const readLink = (companyId: string, id: string) =>
    documents.read<LinkDocument>(companyPartition(companyId), id)

  return async (attempt) => {
    const { companyId } = attempt.company
    const link = await readLink(companyId, linkId(attempt.hash))
    const employeeId = link?.value.employeeId
    if (!link || employeeId === undefined) return err({ code: 'notFound' })
    const newest = await newestOf(companyId, employeeId)
    const known = await readFactors(documents, { companyId, employeeId })
    const linked = await identityIn(companies, attempt.company, employeeId)
    // Of a provider that says nothing of a second factor the link does not send anybody away.
    const vouches = linked?.says === 'secondFactor' ? (['provider'] as const) : []
    const isTextable = offersStaffTexts(deps, attempt.company)
    const own = kindsOf(known).filter((kind) => kind !== 'sms' || isTextable)
    const kinds = [...own, ...vouches]
    return kinds.length === 0
      ? byLinkAlone(attempt, { link, employeeId }, newest)
      : withFactor(attempt, { link, employeeId, known, kinds }, newest)
  }

  /** Who has enrolled nothing: outside demo mode the session is for enrolling, and for nothing else. */
  async function byLinkAlone(
    { company, hash, code, use }: Attempt,
    { link, employeeId }: Found,
    newest: string | undefined,
  ): Promise<Result<Redeemed, LinkRefusal>> {
    const { companyId } = company
    const checked = await checkLink(mint, { company, link, newest, hash, code, now: clock.now() })
    if (!checked.ok) {
      // The answer does not tell a wrong code from a dead one.
      if (checked.error.code === 'codeWrong')
        await countFailure({ documents, clock }, companyPartition(companyId), link)
      return checked
    }
    const spend = (now: Date) => spentLink(companyId, link.value.id, now)
    const signedIn = await signIn({ company, employeeId, proofs: ['link'], use, spend })
    const purpose = settings.mode === 'demo' ? 'signIn' : 'enrolFactor'
    return signedIn.ok ? ok({ purpose, companyId, employeeId, ...signedIn.value }) : signedIn
  }

  /** The factor stands in for the mailed code (security.md, "Links"). */
  async function withFactor(
    { company, hash, factor, use }: Attempt,
    {
      link,
      employeeId,
      known,
      kinds,
    }: Found & { readonly known: FactorsDocument; readonly kinds: FactorKinds },
    newest: string | undefined,
  ): Promise<Result<Redeemed, LinkRefusal>> {
    const { companyId } = company
    const flaw = linkFlaw({ link, newest, hash, now: clock.now() })
    if (flaw) return err(flaw)
    const phone = kinds.includes('sms') && known.factors.find((one) => one.kind === 'sms')
    const factors = { kinds, ...(phone && { phoneEnding: phone.ending }) }
    if (!factor || known.factors.length === 0) return err({ code: 'factorRequired', factors })
    // Counted before it is looked at: of guesses at the same moment no more than five are.
    const tried = await takeTry(documents, companyPartition(companyId), link)
    if (!tried) return err({ code: 'factorWrong', factors })
    const taken = await check.take(company, factor, { companyId, employeeId, boundTo: boundToLink(hash) })
    if (!taken.ok) return err({ ...taken.error, factors })
    const shown = { company, taken: taken.value }
    const looked = await check.look({ ...shown, known, now: clock.now() })
    if (!looked.ok) {
      await noteDoubt(deps, { companyId, employeeId, by: { kind: 'anonymous' } }, looked.error.code)
      return err({ ...looked.error, factors })
    }

    const spend = async (now: Date): Promise<Result<readonly Write[], LinkRefusal>> => {
      const after = await check.look({ ...shown, known: await readFactors(documents, known), now })
      if (!after.ok) return err({ ...after.error, factors })
      const spent = await spentLink(companyId, link.value.id, now)
      return spent.ok ? ok([...spent.value, { kind: 'upsert', value: after.value }]) : spent
    }
    // Signed in by a text, who approves or grants something shows something stronger first.
    const provedAt = factor.kind === 'sms' ? ({ provedAt: 'unknown' } as const) : {}
    const proofs = ['link', factor.kind] as const
    const signedIn = await signIn({ company, employeeId, proofs, ...provedAt, use, spend })
    return signedIn.ok ? ok({ purpose: 'signIn', companyId, employeeId, ...signedIn.value }) : signedIn
  }

  async function newestOf(companyId: string, employeeId: string): Promise<string | undefined> {
    const id = newestSignInId(employeeId)
    return (await documents.read<NewestLink>(companyPartition(companyId), id))?.value.hash
  }

  async function spentLink(
    companyId: string,
    id: string,
    now: Date,
  ): Promise<Result<readonly Write[], LinkRefusal>> {
    const link = await readLink(companyId, id)
    if (!link || link.value.usedAt !== undefined) return err({ code: 'linkUsed' })
    const value: LinkDocument = { ...link.value, usedAt: now.toISOString() }
    return ok([{ kind: 'replace', value, etag: link.etag }])
  }
}
