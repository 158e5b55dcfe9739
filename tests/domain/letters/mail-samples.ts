import type { MailFactsByKind, MailKind } from '../../../shared/domain/letters/mail-facts.ts'

export const link = 'http://localhost:7071/demo/link#v1.demo.req-1.c2VjcmV0'

const linked = { companyName: 'Nordlys Forsikring', link, code: '12345678' }
const referenced = { ...linked, reference: 'K7Q2-M9' }
const due = { ...referenced, dueOn: '2026-04-07' }
const expiring = { ...referenced, expiresOn: '2026-05-09' }

/** Good facts for a mail of every kind. */
export const mailSamples: MailFactsByKind = {
  verification: { ...linked, expiresOn: '2026-04-05' },
  verificationReminder: { ...linked, expiresOn: '2026-04-05', daysLeft: 10 },
  acknowledgement: due,
  extension: due,
  pause: referenced,
  resumed: due,
  delivery: expiring,
  deliveryReminder: { ...expiring, daysLeft: 1 },
  deliveryRecalled: referenced,
  refusal: referenced,
  answeredAtOnce: referenced,
  expiry: referenced,
  withdrawn: referenced,
  purgeNotice: referenced,
  message: referenced,
  signIn: linked,
  consentRenewal: { ...linked, expiresOn: '2026-04-04' },
  consentConfirmation: { ...linked, expiresOn: '2026-04-04' },
  consentReceipt: linked,
  newLinks: {
    companyName: linked.companyName,
    links: [{ link, code: '12345678', reference: 'K7Q2-M9' }, { link: `${link}2` }],
  },
  code: { companyName: linked.companyName, code: '12345678' },
  firstDownload: referenced,
  transfer: referenced,
  transferWaiting: { ...referenced, expiresOn: '2026-04-01' },
  receiverWaiting: { ...linked, expiresOn: '2026-04-01' },
  staffAssigned: due,
  staffReminder: { ...due, daysLeft: 7 },
  staffEscalation: { ...due, daysLeft: 2 },
  staffOverdue: due,
  staffApprovalWaiting: referenced,
  staffReturned: referenced,
  staffApproved: referenced,
  staffProblem: referenced,
  staffBreach: due,
  staffBreachReminder: due,
  staffBreachOverdue: due,
  staffStop: referenced,
  staffMessage: referenced,
  staffResumed: due,
  staffInvited: linked,
  staffTakenBack: linked,
  staffChangeWaiting: linked,
  staffFactorsChanged: linked,
  staffTextFailed: linked,
  staffWebhookStopped: linked,
  staffOwnerRecovery: { ...linked, expiresOn: '2026-04-05' },
  staffHostProven: { ...linked, host: 'data.company.example' },
  staffHostLost: { ...linked, host: 'data.company.example' },
  staffClosing: { ...linked, expiresOn: '2026-04-05' },
  staffIdentityLinked: linked,
  staffIdentityUnlinked: linked,
}

export const mailKinds = Object.keys(mailSamples) as readonly MailKind[]
