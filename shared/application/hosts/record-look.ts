import type { HostState } from '../../domain/companies/host-name.ts'
import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { CompanyChange } from '../companies/company-changes.ts'
import { decidersOf } from '../companies/company-people.ts'
import { writeOf } from '../companies/guarded-change.ts'
import type { Core } from '../core.ts'
import { companyMail } from '../letters/company-mail.ts'
import { companyPartition } from '../place.ts'
import type { Stored, Write } from '../ports/documents.ts'
import { readHost } from './host-documents.ts'
import type { HostDocument } from './host-documents.ts'

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'companyChanges' | 'secrets' | 'random' | 'crypto' | 'clock'
>

type Look = { readonly before: Stored<HostDocument>; readonly after: HostDocument }

/** More are not told by mail. */
const mostTold = 12

const told = {
  proven: { event: 'hostProven', kind: 'staffHostProven' },
  lost: { event: 'hostLost', kind: 'staffHostLost' },
} as const

/**
 * Keeps what a look found. Where it changes how the name stands, that is a fact of the company, and who decides for it
 * is told by mail; whatever was decided meanwhile is left as it is.
 */
export async function record(deps: Deps, company: CompanyDocument, { before, after }: Look): Promise<void> {
  const { companyId } = company
  const write: Write = { kind: 'replace', value: after, etag: before.etag }
  if (after.state === before.value.state || after.state === 'waiting')
    return void (await deps.documents.batch(companyPartition(companyId), [write]))
  const { host, state } = after
  await deps.companyChanges.change<void, never>(companyId, async () => {
    const current = await readHost(deps, companyId)
    if (current?.etag !== before.etag) return ok({ answer: undefined })
    return ok({ answer: undefined, change: await telling(deps, company, { host, state, write }) })
  })
}

type Telling = {
  readonly host: string
  readonly state: Exclude<HostState, 'waiting'>
  readonly write: Write
}

async function telling(
  deps: Deps,
  company: CompanyDocument,
  { host, state, write }: Telling,
): Promise<CompanyChange> {
  const { event, kind } = told[state]
  const people = decidersOf(await deps.companies.employees(company.companyId)).slice(0, mostTold)
  const mails = await Promise.all(
    people.map(({ employeeId }) =>
      companyMail(deps, company, { kind, recipient: { kind: 'employee', employeeId }, details: { host } }),
    ),
  )
  return {
    writes: [write, ...mails.map(({ document }) => writeOf(document))],
    facts: [{ event, by: bySystem, detail: { host } }],
    messages: mails.map(({ message }) => message),
  }
}
