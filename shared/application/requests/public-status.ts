// The status page at an unguessable address: for whom a person shows it to, and whoever else comes by it.
import { coarseStatus } from '../../domain/requests/coarse-status.ts'
import type { CoarseStatus } from '../../domain/requests/coarse-status.ts'
import { isoLocalDate, localDateOf } from '../../domain/time.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { RequesterActor } from '../actor.ts'
import { utf8 } from '../bytes.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { dueDatesOf } from '../timing/due.ts'

/** `dueMonth`: the month of the last day, such as `2026-04`, and never the day; none once it has ended. */
export type PublicStatus = { readonly state: CoarseStatus; readonly dueMonth?: string }

export type PublicStatuses = {
  /** What the person's own page names; nothing where the company shows no such page, or nothing is to be shown. */
  readonly code: (actor: RequesterActor) => Promise<string | undefined>
  /** The same answer for every reason why there is nothing: the address alone tells nobody that a request exists. */
  readonly view: (input: {
    readonly companyId: string
    readonly requestId: string
    readonly code: string
  }) => Promise<Result<PublicStatus, { readonly code: 'notFound' }>>
}

type Deps = Pick<Core, 'companies' | 'requests' | 'secrets' | 'crypto' | 'clock'>

export function makePublicStatuses({ companies, requests, secrets, crypto, clock }: Deps): PublicStatuses {
  /** Nothing is kept for it: it holds for as long as the request and the company's secret do. */
  const codeOf = (company: CompanyDocument, requestId: string): Promise<string> =>
    secrets.hash(company, 'status page', requestId)

  async function showing(companyId: string): Promise<CompanyDocument | undefined> {
    const company = await companies.find(companyId)
    return company?.statusPage === 'coarse' ? company : undefined
  }

  return {
    async code({ companyId, requestId }) {
      const company = await showing(companyId)
      const request = company && (await requests.find(companyId, requestId))
      return request && coarseStatus(request.value.status) ? codeOf(company, requestId) : undefined
    },

    async view({ companyId, requestId, code }) {
      const company = await showing(companyId)
      // Compared before anything is read: a guess costs the store nothing and learns nothing by its time.
      if (!company || !crypto.equal(utf8(await codeOf(company, requestId)), utf8(code)))
        return err({ code: 'notFound' })
      const request = await requests.find(companyId, requestId)
      const state = request && coarseStatus(request.value.status)
      if (!request || !state) return err({ code: 'notFound' })
      if (state === 'ended') return ok({ state })
      const { effectiveDue } = dueDatesOf(request.value, company, clock.now())
      return ok({ state, dueMonth: isoLocalDate(localDateOf(effectiveDue, company.timeZone)).slice(0, 7) })
    },
  }
}
