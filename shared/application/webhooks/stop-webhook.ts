import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { administratorsOf } from '../companies/managers.ts'
import type { Core } from '../core.ts'
import { companyMail } from '../letters/company-mail.ts'
import type { Stored, Write } from '../ports/documents.ts'
import { readWebhook } from './webhook-document.ts'
import type { StopReason, WebhookDocument } from './webhook-document.ts'

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'companyChanges' | 'secrets' | 'random' | 'crypto' | 'clock'
>

/**
 * Nothing is sent to a receiver that is gone, or that nothing reached for days, until somebody switches it on again; its
 * company's administrators and owners are told.
 */
export async function stopWebhook(
  deps: Deps,
  { companyId, webhookId }: Pick<WebhookDocument, 'companyId' | 'webhookId'>,
  why: Exclude<StopReason, 'byStaff'>,
): Promise<void> {
  await deps.companyChanges.change<void, never>(companyId, async (now) => {
    const [webhook, company] = await Promise.all([
      readWebhook(deps.documents, companyId, webhookId),
      deps.companies.read(companyId),
    ])
    if (!company || webhook?.value.state !== 'active') return ok({ answer: undefined })
    const stopped: WebhookDocument = {
      ...webhook.value,
      state: 'stopped',
      stopped: { why, at: now.toISOString() },
    }
    const mails = await Promise.all(
      administratorsOf(await deps.companies.employees(companyId)).map((employeeId) =>
        companyMail(deps, company.value, {
          kind: 'staffWebhookStopped',
          recipient: { kind: 'employee', employeeId },
        }),
      ),
    )
    return ok({
      answer: undefined,
      change: {
        writes: [
          { kind: 'replace', value: stopped, etag: webhook.etag },
          subscribed(company, stopped),
          ...mails.map(({ document }): Write => ({ kind: 'create', value: document })),
        ],
        facts: [{ event: 'webhookStopped', by: bySystem, detail: { webhookId, why } }],
        messages: mails.map(({ message }) => message),
      },
    })
  })
}

/** The company's document with what this receiver asks for, as it stands: nothing, unless it is active. */
export function subscribed(
  { value, etag }: Stored<CompanyDocument>,
  { webhookId, events, state }: Pick<WebhookDocument, 'webhookId' | 'events' | 'state'>,
): Write {
  const others = (value.webhooks ?? []).filter((one) => one.webhookId !== webhookId)
  const webhooks = state === 'active' ? [...others, { webhookId, events }] : others
  const company: CompanyDocument = { ...value, webhooks }
  return { kind: 'replace', value: company, etag }
}
