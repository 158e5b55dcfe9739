import { allowed } from '../../domain/identity/roles.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { CompanyDocument, EmployeeDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { standingNow } from './standing-now.ts'
import type { StandingNow } from './standing-now.ts'

export type GroupView = {
  readonly companies: readonly (StandingNow & { readonly company: string; readonly name: string })[]
  /** `mailNeeded`: this session did not begin with a mailed link, so that it stands for no address elsewhere. */
  readonly others: 'shown' | 'mailNeeded'
}

export type ReadGroupView = (input: {
  readonly actor: EmployeeActor
}) => Promise<Result<GroupView, { readonly code: 'notFound' | 'forbidden' }>>

/** Who serves more companies than that needs another view. */
const mostCompanies = 50

/**
 * Counts of every company that somebody serves, in one view, without a session there: whoever just opened a link that was
 * mailed to the address holds it, the other company invited that address, gave it a role that sees reports, and named this
 * company among those from which its counts may be seen. Nothing else of it opens.
 */
export function makeReadGroupView({
  documents,
  companies,
  clock,
}: Pick<Core, 'documents' | 'companies' | 'clock'>): ReadGroupView {
  return async ({ actor }) => {
    const { companyId, employeeId, roles, grants } = actor
    if (!allowed('seeReports', { roles, grants, relations: [] })) return err({ code: 'forbidden' })
    const [company, own] = await Promise.all([
      companies.find(companyId),
      companies.employee(companyId, employeeId),
    ])
    if (!company || !own) return err({ code: 'notFound' })
    const holdsAddress = actor.proofs.includes('link')
    const elsewhere = holdsAddress ? await othersOf(own, companyId) : []
    const shown = await Promise.all([company, ...elsewhere].map(standing))
    return ok({ companies: shown, others: holdsAddress ? 'shown' : 'mailNeeded' })
  }

  /** The companies that know the same address and let themselves be seen from here. */
  async function othersOf({ email }: EmployeeDocument, from: string): Promise<readonly CompanyDocument[]> {
    const page = await documents.query<EmployeeDocument>({
      container: 'companies',
      where: [{ field: 'email', is: '=', value: email }],
      limit: mostCompanies,
    })
    const known = page.items.filter(
      ({ partition, value: { roles, grants } }) =>
        partition.key[0] !== from && allowed('seeReports', { roles, grants, relations: [] }),
    )
    const others = await Promise.all(known.map(({ partition }) => companies.find(`${partition.key[0]}`)))
    return others.filter((other) => other !== undefined).filter(({ seenFrom }) => seenFrom?.includes(from))
  }

  async function standing({ companyId, name }: CompanyDocument): Promise<GroupView['companies'][number]> {
    return { company: companyId, name, ...(await standingNow({ documents }, companyId, clock.now())) }
  }
}
