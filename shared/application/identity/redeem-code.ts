import { err } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { GivenFactor } from '../factors/check-factor.ts'
import { normalised } from '../intake/normalised-address.ts'
import { companyPartition, noRequest } from '../place.ts'
import type { Found } from '../ports/documents.ts'
import { codeMadeAt, takeAddressTry } from './address-tries.ts'
import { hashInId, newestSignInId } from './link-document.ts'
import type { LinkDocument, NewestLink } from './link-document.ts'
import type { RedeemByHash, Redeemed } from './redeem-link.ts'
import { codeHolds } from './spend-link.ts'
import type { LinkRefusal } from './spend-link.ts'
import { noteWrongCode } from './wrong-codes.ts'

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

/** Two links of one company have the same code once in a hundred million; more than some are no coincidence. */
const mostAlike = 10

/**
 * For those who have only the code of the mail. The links are found by the code, and then compared with the address: a code
 * that is wrong finds none, so that it costs the same calls for every address (decision 42).
 */
export function makeRedeemCode(deps: Deps): RedeemCode {
  const { documents, companies, requests, secrets, mint, clock, redeemByHash } = deps

  return async ({ companyId, email, code, factor, use }) => {
    const company = await companies.find(companyId)
    if (!company) return err({ code: 'codeWrong' })
    const hasTriesLeft = await takeAddressTry(deps, company, email)
    const codeHash = await mint.hashOfCode(company, code)
    const links = [
      ...(await linksOf('companies', company, codeHash)),
      ...(await linksOf('requests', company, codeHash)),
    ]
    for (const link of links) {
      const { codeExpiresAt } = link.value
      const isOurs = link.value.usedAt === undefined && (await isNewestOf(company, link, email))
      const holds = isOurs && (await codeHolds(mint, company, link.value, { code, now: clock.now() }))
      if (!holds || codeExpiresAt === undefined || !hasTriesLeft(codeMadeAt(codeExpiresAt))) continue
      const place = { companyId, requestId: requestOf(link), hash: hashInId(link.value) }
      return redeemByHash({ ...place, code, factor, use, shown: 'mailedCode' })
    }
    await noteWrongCode(deps, companyId)
    return err({ code: 'codeWrong' })
  }

  async function linksOf(
    container: 'companies' | 'requests',
    { companyId }: CompanyDocument,
    codeHash: string,
  ): Promise<readonly Found<LinkDocument>[]> {
    const where = [{ field: 'codeHash', is: '=', value: codeHash }] as const
    return (await documents.query<LinkDocument>({ container, key: [companyId], where, limit: mostAlike }))
      .items
  }

  /** Whether the address has the link, and no newer one of its kind. */
  async function isNewestOf(
    company: CompanyDocument,
    link: Found<LinkDocument>,
    email: string,
  ): Promise<boolean> {
    const { companyId } = company
    const { employeeId } = link.value
    const hash = hashInId(link.value)
    if (employeeId !== undefined) {
      const employee = await companies.employee(companyId, employeeId)
      const newest = await documents.read<NewestLink>(companyPartition(companyId), newestSignInId(employeeId))
      return normalised(`${employee?.email}`) === normalised(email) && newest?.value.hash === hash
    }
    const request = await requests.find(companyId, requestOf(link))
    const address = await secrets.hash(company, 'address', normalised(email))
    return request?.value.addressHash === address && Object.values(request.value.links).includes(hash)
  }
}

const requestOf = ({ partition }: Found<LinkDocument>): string => partition.key[1] ?? noRequest
