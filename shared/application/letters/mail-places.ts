// Where staff and receivers are led by a mail, which holds no link that is to be spent.
import type { MailKind } from '../../domain/letters/mail-facts.ts'
import type { MailDocument } from './mail-document.ts'

/** Where a receiver calls is what its calls name as their audience. */
export const baseOf = ({ companyId, recipient }: MailDocument, publicUrl: string): string =>
  recipient.kind === 'receiver'
    ? `${publicUrl}/api/v1/companies/${companyId}/receivers/${recipient.receiverId}`
    : `${publicUrl}/${companyId}`

export const pathOf = ({ kind, requestId, recipient }: MailDocument): string =>
  recipient.kind === 'receiver' ? 'transfers' : `staff${staffPlaces[kind] ?? `/requests/${requestId}`}`

/** Where staff go on from a mail that is about no request. */
const staffPlaces: Readonly<Partial<Record<MailKind, string>>> = {
  staffInvited: '/sign-in',
  staffTakenBack: '',
  staffClosing: '',
  staffHostProven: '/settings/host',
  staffHostLost: '/settings/host',
  staffOwnerRecovery: '/owner-recovery',
  staffChangeWaiting: '/approvals',
  staffTextFailed: '/people',
  staffFactorsChanged: '/factors',
  staffWebhookStopped: '/webhooks',
  staffIdentityLinked: '/provider',
  staffIdentityUnlinked: '/provider',
}
