import { ok } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { CompanyStore } from '../companies/company-store.ts'
import type { Core } from '../core.ts'
import { isRequest, partitionOf } from '../place.ts'
import type { Stored } from '../ports/documents.ts'
import type { MailDocument } from './mail-document.ts'
import { takeEffect } from './mail-effects.ts'
import { tellReceiver } from '../transfer/tell-receiver.ts'
import { undoExtension } from './undo-extension.ts'

type Deps = Pick<Core, 'documents' | 'clock' | 'requests' | 'companies' | 'desk'>

export type SettleMail = (mail: Stored<MailDocument>, state: 'sent' | 'refused') => Promise<void>

/** Records what the provider made of a mail, once, together with what that changes in its request. */
export function makeSettleMail(deps: Deps): SettleMail {
  const { documents, clock, requests, companies, desk } = deps

  return async (stored, state) => {
    if (stored.value.effect === 'extensionSent' && state === 'refused') {
      const company = await companyOf(companies, stored.value)
      return undoExtension(deps, { company, mail: stored, state })
    }
    const { sealed: _gone, retryAt: _retry, ...mail } = stored.value
    const now = clock.now()
    const value: MailDocument = { ...mail, state, sentAt: now.toISOString() }
    if (!isRequest(mail.requestId)) {
      await documents.batch(partitionOf(value), [{ kind: 'replace', value, etag: stored.etag }])
      return
    }
    await requests.change<void, never>(mail, async (request) => {
      const change = takeEffect({ request, mail: value, etag: stored.etag, now })
      const isTheirs = value.effect === 'deliveryNotified' && request.transfer !== undefined
      const company = isTheirs ? await companyOf(companies, value) : undefined
      return ok({
        answer: undefined,
        change: company ? await tellReceiver(desk, { change, company, now }) : change,
      })
    })
  }
}

export async function companyOf(
  companies: Pick<CompanyStore, 'find'>,
  { companyId }: Pick<MailDocument, 'companyId'>,
): Promise<CompanyDocument> {
  const company = await companies.find(companyId)
  if (!company) throw new Error('a mail or text of a company that does not exist')
  return company
}
