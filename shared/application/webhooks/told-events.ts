import type { WebhookEvent } from '../../domain/webhooks/webhook-events.ts'
import type { CompanyStore } from '../companies/company-store.ts'
import type { AuditEntry, AuditEvent, Fact } from '../evidence/audit-event.ts'
import { isRequest, noRequest } from '../place.ts'
import type { OutboxMessage } from '../requests/outbox.ts'

const told: Readonly<Partial<Record<AuditEvent, WebhookEvent>>> = {
  requestRegistered: 'requestRegistered',
  requestVerified: 'requestVerified',
  requestReopened: 'requestReopened',
  requestAssigned: 'requestAssigned',
  requestUnassigned: 'requestUnassigned',
  requestSealed: 'requestSealed',
  sealReturned: 'requestReturned',
  approvalCompleted: 'requestApproved',
  requestExtended: 'requestExtended',
  requestPaused: 'requestPaused',
  requestResumed: 'requestResumed',
  deliveryNotified: 'requestDelivered',
  deliveryHandedOver: 'requestDelivered',
  requestRefused: 'requestRefused',
  rightRefused: 'rightRefused',
  requestWithdrawn: 'requestWithdrawn',
  contentPurged: 'requestClosed',
  deliveryOpened: 'deliveryOpened',
  deliveryRecalled: 'deliveryRecalled',
  transferInstructed: 'transferInstructed',
  transferTakenBack: 'transferTakenBack',
  transferFetched: 'transferFetched',
  transferAcknowledged: 'transferAcknowledged',
  breachOpened: 'breachOpened',
  breachClosed: 'breachClosed',
  exportBuilt: 'exportReady',
  employeeLeft: 'employeeLeft',
  apiKeyRotated: 'apiKeyRotated',
  apiKeyStopped: 'apiKeyStopped',
  keysRewrapped: 'companyKeyRotated',
  companySuspended: 'companySuspended',
  suspensionLifted: 'suspensionLifted',
  closingBegun: 'closingBegun',
  closingTakenBack: 'closingTakenBack',
  consentRequested: 'consentRequested',
  consentGiven: 'consentGiven',
  consentRefused: 'consentRefused',
  consentWithdrawn: 'consentWithdrawn',
  consentExpired: 'consentExpired',
  consentRenewalDue: 'consentRenewalDue',
}

/** What a fact is to the company's systems; most are nothing to them. */
export function webhookEventOf({
  event,
  detail = {},
}: Pick<Fact, 'event' | 'detail'>): WebhookEvent | undefined {
  if (event !== 'milestoneReached') return told[event]
  if (detail['overdue'] === true) return 'requestOverdue'
  return /(seven|three)DaysLeft/i.test(`${detail['milestone']}`) ? 'requestDueSoon' : undefined
}

/** Of the details only what names something: the rest is for whoever may read the request. */
const named = [
  ...(['deliveryId', 'sealId', 'breachId', 'exportId', 'employeeId', 'keyId'] as const),
  ...(['consentId', 'formId', 'purposeIds'] as const),
  ...(['transferId', 'receiverId'] as const),
]

/** What is sent: ids, and nothing about anybody. */
export const webhookData = ({
  companyId,
  requestId,
  detail,
}: AuditEntry): Readonly<Record<string, string>> => ({
  companyId,
  ...(isRequest(requestId) && { requestId }),
  ...Object.fromEntries(
    named.filter((name) => detail[name] !== undefined).map((name) => [name, `${detail[name]}`]),
  ),
})

type Entry = Pick<AuditEntry, 'companyId' | 'requestId' | 'sequence'>

/** The same for every receiver and every try; of no two companies, since one system may be told of several. */
export const eventIdOf = ({ companyId, requestId, sequence }: Entry): string =>
  `${requestId === noRequest ? companyId : requestId}-${sequence}`

/**
 * The messages that leave with a change because a receiver asked for what it writes into the audit. Without a receiver
 * this costs nothing; what a receiver is told is read from the audit when the message is handled.
 */
export async function webhookMessages(
  companies: Pick<CompanyStore, 'find'>,
  entries: readonly AuditEntry[],
): Promise<readonly OutboxMessage[]> {
  const tellable = entries.flatMap((entry) => {
    const event = webhookEventOf(entry)
    return event ? [{ entry, event }] : []
  })
  const companyId = tellable[0]?.entry.companyId
  const company = companyId === undefined ? undefined : await companies.find(companyId)
  return (company?.webhooks ?? []).flatMap(({ webhookId, events }) =>
    tellable
      .filter(({ event }) => events.includes(event))
      .map(({ entry }) => webhookMessage(webhookId, entry)),
  )
}

const webhookMessage = (
  webhookId: string,
  { companyId, requestId, sequence }: AuditEntry,
): OutboxMessage => ({
  queue: 'webhooks',
  id: `webhook-${webhookId}-${requestId}-${sequence}`,
  body: { companyId, requestId, webhookId, sequence: `${sequence}` },
})
