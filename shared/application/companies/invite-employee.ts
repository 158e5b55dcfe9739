import type { Language } from '../../domain/templates/template.ts'
import { limitReached } from '../../domain/requests/limits.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Core } from '../core.ts'
import { companyMail } from '../letters/company-mail.ts'
import { noRequest } from '../place.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey } from '../requests/idempotency.ts'
import { employeeDocumentId } from './company-document.ts'
import type { CompanyDocument, EmployeeDocument } from './company-document.ts'
import { isKnownBy, mayIn, mostEmployees } from './company-people.ts'
import type { Asked } from './company-people.ts'
import { writeOf } from './guarded-change.ts'

export type InviteRefusal =
  | LimitReached
  | {
      readonly code: 'notFound' | 'forbidden' | 'employeeExists' | 'idempotencyKeyReused' | 'versionConflict'
    }

export type InviteEmployee = (
  input: Asked & {
    readonly name: string
    readonly email: string
    /** Of the invitation; it is not kept. */
    readonly language?: Language
    readonly idempotency?: IdempotencyKey
  },
) => Promise<Result<{ readonly id: string }, InviteRefusal>>

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'companyChanges' | 'secrets' | 'random' | 'crypto' | 'clock'
>

/** As long as the mail provider may be away before nobody waits for the invitation any more. */
const invitationDays = 7

/** Somebody new, who sees nothing before they are given a role (C31), and a mail that says where to sign in. */
export function makeInviteEmployee(deps: Deps): InviteEmployee {
  const { companies, companyChanges, random } = deps
  const once = makeOnce<{ readonly id: string }>(deps, 'inviteEmployee')

  return async ({ actor, companyId, name, email, language, idempotency }) => {
    const may = mayIn({ actor, companyId }, 'manageEmployees')
    if (!may.ok) return may
    const place = { companyId, requestId: noRequest }
    return companyChanges.change<{ readonly id: string }, InviteRefusal>(companyId, async (now) => {
      const before = await once.earlier(place, idempotency)
      if (before) return before.ok ? ok({ answer: before.value }) : before
      const company = await companies.find(companyId)
      if (!company) return err({ code: 'notFound' })
      const employees = await companies.employees(companyId)
      if (employees.some(isKnownBy(email))) return err({ code: 'employeeExists' })
      if (employees.length >= mostEmployees) return err(limitReached('employees', mostEmployees))

      const employeeId = random.id()
      const invited = { by: actor.employeeId, at: now.toISOString() }
      const employee: EmployeeDocument = {
        ...{ id: employeeDocumentId(employeeId), companyId, employeeId },
        ...{ name, email, roles: [], grants: [], invited },
      }
      const mail = await invitationMail(deps, company, employeeId, language)
      const answer = { id: employeeId }
      return ok({
        answer,
        change: {
          writes: [
            writeOf(employee),
            writeOf(mail.document),
            ...(await once.writes(place, idempotency, answer)),
          ],
          facts: [{ event: 'employeeInvited', by: actorRef(actor), detail: { employeeId } }],
          messages: [mail.message],
        },
      })
    })
  }
}

/** Says where to sign in; it holds no token. */
export const invitationMail = (
  deps: Pick<Core, 'secrets' | 'random' | 'crypto' | 'clock'>,
  company: CompanyDocument,
  employeeId: string,
  language?: Language,
) => {
  const recipient = { kind: 'employee', employeeId } as const
  return companyMail(deps, company, {
    ...{ kind: 'staffInvited', recipient, language, keepDays: invitationDays },
  })
}
