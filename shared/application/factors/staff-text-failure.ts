import { addHours } from '../../domain/time.ts'
import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import { administratorsOf } from '../companies/managers.ts'
import type { EmployeeDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { accessPartition } from '../identity/session-document.ts'
import { companyMail } from '../letters/company-mail.ts'
import type { Document, Write } from '../ports/documents.ts'

/** id `staffTextSent:{textId}` in `access`, until the provider has nothing more to tell: whose it was, and no number. */
export type SentStaffText = Document & { readonly companyId: string; readonly employeeId: string }

const keptSeconds = 7 * 86_400

const sentStaffTextId = (textId: string): string => `staffTextSent:${textId}`

export const sentStaffText = (
  textId: string,
  { companyId, employeeId }: Pick<SentStaffText, 'companyId' | 'employeeId'>,
): SentStaffText => ({
  ...{ id: sentStaffTextId(textId), ttlSeconds: keptSeconds, companyId, employeeId },
})

/** What the provider is given to name a text to staff by: it belongs to no request. */
export const staffTextReference = (companyId: string, textId: string): string => `${companyId}.-.${textId}`

export function textIdIn(reference: string): string | undefined {
  return /^[a-z0-9][a-z0-9-]{0,62}\.-\.([A-Za-z0-9_-]{22})$/.exec(reference)?.[1]
}

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'companyChanges' | 'secrets' | 'random' | 'crypto' | 'clock'
>

/** Who signs in often is not written about each time. */
const quietHours = 24

/** A colleague who cannot sign in by text is shown to those who can help them, and mailed to them, once a day at most. */
export async function noteStaffTextFailure(
  deps: Deps,
  { companyId, employeeId }: Pick<SentStaffText, 'companyId' | 'employeeId'>,
): Promise<void> {
  await deps.companyChanges.change<void, never>(companyId, async (now) => {
    const [company, employee, employees] = await Promise.all([
      deps.companies.find(companyId),
      deps.companies.employee(companyId, employeeId),
      deps.companies.employees(companyId),
    ])
    const earliest = addHours(now, -quietHours).toISOString()
    if (!company || !employee || (employee.textFailedAt ?? '') > earliest) return ok({ answer: undefined })
    const mails = await Promise.all(
      administratorsOf(employees).map((told) =>
        companyMail(deps, company, {
          kind: 'staffTextFailed',
          recipient: { kind: 'employee', employeeId: told },
        }),
      ),
    )
    const value: EmployeeDocument = { ...employee, textFailedAt: now.toISOString() }
    return ok({
      answer: undefined,
      change: {
        writes: [
          { kind: 'upsert', value },
          ...mails.map(({ document }): Write => ({ kind: 'create', value: document })),
        ],
        facts: [{ event: 'staffCodeNotTexted', by: bySystem, detail: { employeeId } }],
        messages: mails.map(({ message }) => message),
      },
    })
  })
}

/** Told by the provider of a text to staff: it did not arrive. The first word counts; of one that nobody knows there is none. */
export async function takeStaffTextFailure(deps: Deps, textId: string): Promise<void> {
  const partition = accessPartition(sentStaffTextId(textId))
  const sent = await deps.documents.read<SentStaffText>(partition, sentStaffTextId(textId))
  if (!sent) return
  await deps.documents.batch(partition, [{ kind: 'delete', id: sent.value.id }])
  await noteStaffTextFailure(deps, sent.value)
}
