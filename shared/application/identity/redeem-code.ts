import { err } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { GivenFactor } from '../factors/check-factor.ts'
import { normalised } from '../intake/new-request.ts'
import type { Stored } from '../ports/documents.ts'
import { requestsOfAddress } from './requests-of-address.ts'
import { countFailure } from './count-failure.ts'
import { linkId, newestSignInId } from './link-document.ts'
import type { LinkDocument, NewestLink } from './link-document.ts'
import { companyPartition, noRequest, partitionOf } from '../place.ts'
import type { RedeemByHash, Redeemed } from './redeem-link.ts'
import { codeHolds } from './spend-link.ts'
import type { LinkRefusal } from './spend-link.ts'

export type RedeemCode = (input: {
  readonly companyId: string
  readonly email: string
  readonly code: string
  readonly factor?: GivenFactor
  readonly use: 'browser' | 'program'
}) => Promise<Result<Redeemed, LinkRefusal>>

type Deps = Pick<Core, 'documents' | 'companies' | 'requests' | 'secrets' | 'mint' | 'clock'> & {
  readonly redeemByHash: RedeemByHash
}

/** For those who have only the code of the mail: with the address it finds the newest link, which is then spent like any other. */
export function makeRedeemCode(deps: Deps): RedeemCode {
  const { documents, companies, requests, mint, clock, redeemByHash } = deps

  return async ({ companyId, email, code, factor, use }) => {
    const company = await companies.find(companyId)
    if (!company) return err({ code: 'codeWrong' })
    for (const { requestId, hash, link } of await candidates(company, email)) {
      const holds = await codeHolds(mint, company, link.value, { code, now: clock.now() })
      if (holds) return redeemByHash({ companyId, requestId, hash, code, factor, use, shown: 'mailedCode' })
      // Five wrong codes kill the code of each link that it could have been; the links themselves live.
      await countFailure(documents, partitionOf({ companyId, requestId }), link)
    }
    return err({ code: 'codeWrong' })
  }

  type Candidate = {
    readonly requestId: string
    readonly hash: string
    readonly link: Stored<LinkDocument>
  }

  async function candidates(company: CompanyDocument, email: string): Promise<readonly Candidate[]> {
    const found: Candidate[] = []
    const signIn = await newestSignIn(company.companyId, email)
    if (signIn) found.push(signIn)
    for (const request of await requestsOfAddress(deps, company, email))
      for (const hash of new Set(Object.values(request.links))) {
        const link = await requests.read<LinkDocument>(request, linkId(hash))
        if (link && link.value.usedAt === undefined) found.push({ requestId: request.requestId, hash, link })
      }
    return found
  }

  async function newestSignIn(companyId: string, email: string): Promise<Candidate | undefined> {
    const employees = await companies.employees(companyId)
    const employee = employees.find((one) => normalised(one.email) === normalised(email))
    if (!employee) return undefined
    const partition = companyPartition(companyId)
    const id = newestSignInId(employee.employeeId)
    const hash = (await documents.read<NewestLink>(partition, id))?.value.hash
    const link = hash === undefined ? undefined : await documents.read<LinkDocument>(partition, linkId(hash))
    return hash !== undefined && link && link.value.usedAt === undefined
      ? { requestId: noRequest, hash, link }
      : undefined
  }
}
