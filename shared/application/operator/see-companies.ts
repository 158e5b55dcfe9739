import { isModuleOn, modules } from '../../domain/companies/standing.ts'
import type { Module } from '../../domain/companies/standing.ts'
import { operatorHouse } from '../../domain/companies/company-id.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { Document } from '../ports/documents.ts'
import { pageOf } from '../queue/page-of.ts'
import { openStatuses } from '../queue/open-rows.ts'
import { queuePartition } from '../queue/queue-row.ts'
import { isClosed } from '../closing/closing-certificate.ts'
import { mayOperate, registered, registeredPrefix } from './operating.ts'
import type { RegisteredCompany } from './operating.ts'

/** A company as its operator sees it: how it stands, and how much of what there is, never what. */
export type CompanyStanding = {
  readonly id: string
  readonly name: string
  /** `opening`: it was registered, and what should have followed has not yet. */
  readonly state: 'opening' | 'open' | 'suspended' | 'closing' | 'closed'
  readonly openedAt: string
  readonly suspended?: { readonly at: string; readonly reason: string }
  readonly closing?: { readonly asked: 'company' | 'operator'; readonly endsAt: string }
  readonly modules: Readonly<Record<Module, 'on' | 'off'>>
  readonly counts: { readonly employees: number; readonly openRequests: number }
}

type SeeingRefusal = { readonly code: 'forbidden' | 'notFound' | 'parameterInvalid' }

export type SeeCompanies = {
  readonly list: (input: {
    readonly actor: EmployeeActor
    /** 1 to 100. */
    readonly limit: number
    readonly continuation?: string
  }) => Promise<
    Result<{ readonly companies: readonly CompanyStanding[]; readonly continuation?: string }, SeeingRefusal>
  >
  readonly view: (input: {
    readonly actor: EmployeeActor
    readonly companyId: string
  }) => Promise<Result<CompanyStanding, SeeingRefusal>>
}

/** A count stops here: what is more is `openRequests: 1000`. */
const mostCounted = 1000

export function makeSeeCompanies({
  documents,
  companies,
}: Pick<Core, 'documents' | 'companies'>): SeeCompanies {
  async function openRequestsOf(companyId: string): Promise<number> {
    const where = [{ field: 'status', is: 'in', values: openStatuses }] as const
    const orderBy = { field: 'internalDue', direction: 'ascending' } as const
    const page = await documents.query<Document>({
      ...{ ...queuePartition(companyId), where, orderBy, limit: mostCounted },
    })
    return page.items.length
  }

  async function standingOf({ companyId, openedAt }: RegisteredCompany): Promise<CompanyStanding> {
    const company = (await companies.read(companyId))?.value
    if (!company)
      return {
        ...{ id: companyId, name: companyId, openedAt, modules: modulesOf({}) },
        state: (await isClosed({ documents }, companyId)) ? 'closed' : 'opening',
        counts: { employees: 0, openRequests: 0 },
      }
    const employees = (await companies.employees(companyId)).length
    const { name, suspended, closing } = company
    return {
      ...{ id: companyId, name, state: closing ? 'closing' : suspended ? 'suspended' : 'open' },
      openedAt,
      ...(closing && { closing: { asked: closing.asked, endsAt: closing.endsAt } }),
      ...(suspended && { suspended: { at: suspended.at, reason: suspended.reason } }),
      modules: modulesOf(company),
      counts: { employees, openRequests: await openRequestsOf(companyId) },
    }
  }

  return {
    async list({ actor, limit, continuation }) {
      const may = mayOperate(actor)
      if (!may.ok) return may
      const page = await pageOf<RegisteredCompany>(documents, {
        ...{ container: 'companies', key: [operatorHouse], idPrefix: registeredPrefix, limit },
        ...(continuation !== undefined && { continuation }),
      })
      if (!page) return err({ code: 'parameterInvalid' })
      const seen = await Promise.all(page.items.map(({ value }) => standingOf(value)))
      return ok({
        companies: seen,
        ...(page.continuation !== undefined && { continuation: page.continuation }),
      })
    },

    async view({ actor, companyId }) {
      const may = mayOperate(actor)
      if (!may.ok) return may
      const found = await registered({ documents }, companyId)
      return found ? ok(await standingOf(found)) : err({ code: 'notFound' })
    },
  }
}

const modulesOf = (company: Pick<CompanyDocument, 'modulesOff'>) =>
  Object.fromEntries(
    modules.map((module) => [module, isModuleOn(company, module) ? 'on' : 'off']),
  ) as CompanyStanding['modules']
