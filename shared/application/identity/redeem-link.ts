import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import type { GivenFactor } from '../factors/check-factor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Partition, Stored } from '../ports/documents.ts'
import { openedByLink } from '../intake/open-by-link.ts'
import { linkId } from './link-document.ts'
import type { LinkDocument, LinkPurpose } from './link-document.ts'
import { parseToken } from './link-token.ts'
import { noRequest, partitionOf } from '../place.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { countFailure } from './count-failure.ts'
import { neededOf } from './factor-gate.ts'
import type { FactorGate } from './factor-gate.ts'
import type { RedeemSignIn } from './redeem-sign-in.ts'
import { checkLink, linkFlaw } from './spend-link.ts'
import type { LinkRefusal } from './spend-link.ts'
import { withoutCodeProblem } from './text-failure.ts'

export type Redeemed = {
  /** `enrolFactor`: of staff whom the mailed link alone does not sign in. */
  readonly purpose: LinkPurpose | 'enrolFactor'
  readonly companyId: string
  readonly requestId?: string
  readonly employeeId?: string
  readonly sessionId: string
  readonly cookie?: string
}

export type RedeemLink = (input: {
  readonly token: string
  readonly code?: string
  /** Of staff who enrolled one. */
  readonly factor?: GivenFactor
  readonly use: 'browser' | 'program'
}) => Promise<Result<Redeemed, LinkRefusal>>

type Deps = Pick<
  Core,
  | 'documents'
  | 'messages'
  | 'companies'
  | 'requests'
  | 'sessions'
  | 'mint'
  | 'desk'
  | 'clock'
  | 'random'
  | 'crypto'
  | 'log'
> & { readonly gate: FactorGate; readonly redeemSignIn: RedeemSignIn }

/**
 * Spends a mailed link, once: the check, the spending and what it opens are one conditional batch (security.md, "Links").
 * The session is made before it, so that a crash in between loses nothing but an unused session.
 */
export function makeRedeemLink({
  mint,
  redeemByHash,
}: Pick<Core, 'mint'> & { readonly redeemByHash: RedeemByHash }): RedeemLink {
  return async ({ token, code, factor, use }) => {
    const place = parseToken(token)
    if (!place.ok) return place
    const { companyId, requestId, secret } = place.value
    const hash = mint.hashOfSecret(secret)
    return redeemByHash({ companyId, requestId, hash, code, factor, use, shown: 'token' })
  }
}

/** Spends the link of this hash: after its token, or its code, was shown. */
export type RedeemByHash = (input: {
  readonly companyId: string
  readonly requestId: string
  readonly hash: string
  readonly code: string | undefined
  readonly factor: GivenFactor | undefined
  /** Which secret was shown. The mail's code alone opens nothing that the person's own factor protects. */
  readonly shown: 'token' | 'mailedCode'
  readonly use: 'browser' | 'program'
}) => Promise<Result<Redeemed, LinkRefusal>>

export function makeRedeemByHash(deps: Deps): RedeemByHash {
  const { companies, requests, sessions, mint, clock, gate, redeemSignIn } = deps

  return async ({ companyId, requestId, ...how }) => {
    const company = await companies.find(companyId)
    if (!company) return err({ code: 'notFound' })
    const attempt: Attempt = { place: { companyId, requestId }, company, ...how }
    return requestId === noRequest ? redeemSignIn(attempt) : redeemRequestLink(attempt)
  }

  type Attempt = {
    readonly place: RequestRef
    readonly company: CompanyDocument
    readonly code: string | undefined
    readonly factor: GivenFactor | undefined
    readonly use: 'browser' | 'program'
    readonly hash: string
    readonly shown: 'token' | 'mailedCode'
  }

  async function redeemRequestLink(attempt: Attempt): Promise<Result<Redeemed, LinkRefusal>> {
    const { place, company, use, hash } = attempt
    const link = await requests.read<LinkDocument>(place, linkId(hash))
    const found = await requests.find(place.companyId, place.requestId)
    if (!link || !found) return err({ code: 'notFound' })

    const { purpose } = link.value
    const secret = await secondSecret(attempt, { request: found.value, link })
    if (!secret.ok) return secret

    const { companyId, requestId } = place
    const { factor } = secret.value
    const session = await sessions.open(companyId, { kind: 'requester', requestId, ...factor }, use)
    const spent = await requests.change<void, LinkRefusal>(place, async (request, now) => {
      if (request.links[purpose] !== hash) return err({ code: 'linkVoid' })
      const opening = { request: withoutCodeProblem(request), company, link: secret.value.link, now }
      const change = await openedByLink(deps, opening)
      return change ? ok({ change, answer: undefined }) : err({ code: 'linkUsed' })
    })
    if (!spent.ok)
      return err({ code: spent.error.code === 'versionConflict' ? 'linkUsed' : spent.error.code })
    return ok({ purpose, companyId, requestId, ...session })
  }

  type Found = { readonly request: RequestDocument; readonly link: Stored<LinkDocument> }

  type Shown = {
    readonly link: Stored<LinkDocument>
    readonly factor: { readonly factor?: 'shown' }
  }

  /** The person's own factor where they set one; else what the company asks for beside a link. */
  async function secondSecret(
    { place, company, code, hash, shown }: Attempt,
    { request, link }: Found,
  ): Promise<Result<Shown, LinkRefusal>> {
    const now = clock.now()
    const check = { company, link, newest: request.links[link.value.purpose], hash, code, now }
    const flaw = linkFlaw(check)
    if (flaw) return err(flaw)

    const factor = await gate.factorOf(request, link.value.purpose)
    if (!factor) {
      const checked = await checkLink(mint, check)
      if (checked.ok) return ok({ link: checked.value, factor: {} })
      return counted(checked.error, link, partitionOf(place))
    }
    if (shown === 'mailedCode') return err({ code: 'codeRequired', needed: neededOf(factor) })
    const passed = await gate.pass({ company, request, link, hash, factor, code, now })
    return passed.ok ? ok({ link: passed.value, factor: { factor: 'shown' } }) : passed
  }

  /** A wrong code is counted on the link; the answer does not tell a wrong code from a dead one. */
  async function counted(
    refusal: LinkRefusal,
    link: Stored<LinkDocument> | undefined,
    partition: Partition,
  ): Promise<Result<never, LinkRefusal>> {
    if (refusal.code === 'codeWrong' && link) await countFailure(deps, partition, link)
    return err(refusal)
  }
}
