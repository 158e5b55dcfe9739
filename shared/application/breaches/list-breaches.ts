import { allowed } from '../../domain/identity/roles.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { Condition } from '../ports/documents.ts'
import { makeBreachTextBox } from './breach-document.ts'
import type { BreachDocument, BreachView } from './breach-document.ts'

export type ListBreaches = (input: {
  readonly actor: EmployeeActor
  readonly companyId: string
  readonly state?: 'open' | 'closed'
  readonly requestId?: string
}) => Promise<Result<readonly BreachView[], { readonly code: 'notFound' | 'forbidden' }>>

/** More than that at once is no list but a catastrophe. */
const longestList = 200

/** The company's register of breaches (Art. 33(5)), the one that is due first on top. */
export function makeListBreaches(
  deps: Pick<Core, 'documents' | 'companies' | 'secrets' | 'crypto' | 'clock'>,
): ListBreaches {
  const { documents, companies, clock } = deps
  const texts = makeBreachTextBox(deps)

  return async ({ actor, companyId, state, requestId }) => {
    const company = await companies.find(actor.companyId)
    if (!company || actor.companyId !== companyId) return err({ code: 'notFound' })
    const { roles, grants } = actor
    if (!allowed('seeBreaches', { roles, grants, relations: [] })) return err({ code: 'forbidden' })

    const where: Condition[] =
      state === undefined
        ? [{ field: 'breachDueAt', is: 'defined' }]
        : [{ field: 'breachState', is: '=', value: state }]
    const page = await documents.query<BreachDocument>({
      container: 'requests',
      key: requestId === undefined ? [companyId] : [companyId, requestId],
      where,
      orderBy: { field: 'breachDueAt', direction: 'ascending' },
      limit: longestList,
    })
    const now = clock.now()
    return ok(await Promise.all(page.items.map(({ value }) => texts.view(company, value, now))))
  }
}
