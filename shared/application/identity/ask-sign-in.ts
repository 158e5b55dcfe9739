import { addMinutes } from '../../domain/time.ts'
import type { Core } from '../core.ts'
import type { CompanyDocument, EmployeeDocument } from '../companies/company-document.ts'
import { writeCompanyMail } from '../letters/company-mail.ts'
import { normalised } from '../requests/new-request.ts'
import { newestSignInId, signInMinutes } from './link-document.ts'
import type { NewestLink } from './link-document.ts'
import { companyPartition, noRequest } from '../place.ts'
import type { MailLimit } from './mail-limit.ts'

/** Answers nothing, whoever asks: a stranger learns neither who works here nor which company exists. */
export type AskSignIn = (input: { readonly companyId: string; readonly email: string }) => Promise<void>

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'secrets' | 'mint' | 'messages' | 'clock' | 'random' | 'crypto'
> & {
  readonly limit: MailLimit
}

export function makeAskSignIn(deps: Deps): AskSignIn {
  const { documents, companies, mint, messages, clock, limit } = deps

  return async ({ companyId, email }) => {
    const company = await companies.find(companyId)
    if (!company || !(await limit.allows(email))) return

    const employees = await companies.employees(companyId)
    const employee = employees.find((one) => normalised(one.email) === normalised(email))
    if (employee) await mailSignIn(company, employee)
  }

  async function mailSignIn(company: CompanyDocument, { employeeId }: EmployeeDocument): Promise<void> {
    const now = clock.now()
    const expiresAt = addMinutes(now, signInMinutes)
    const link = await mint.mint(company, noRequest, { purpose: 'signIn', employeeId, expiresAt }, now)
    const newest: NewestLink = { id: newestSignInId(employeeId), hash: link.hash }
    const ttlSeconds = 24 * 3600
    await documents.batch(companyPartition(company.companyId), [
      { kind: 'create', value: { ...link.document, ttlSeconds } },
      { kind: 'upsert', value: { ...newest, ttlSeconds } },
    ])

    const mail = await writeCompanyMail(deps, company, {
      kind: 'signIn',
      recipient: { kind: 'employee', employeeId },
      secrets: { links: [{ token: link.token, code: link.code }] },
    })
    await messages.send('mail', [mail])
  }
}
