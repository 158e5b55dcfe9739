/**
 * What a mail may carry. Nothing here is about a person: no name, no right, no text that anyone wrote
 * (security.md, "Strangers"; architecture.md, "No personal data"). Days are local days, `2026-03-05`.
 */
export type MailFactsByKind = {
  readonly verification: Linked & Expiring
  readonly verificationReminder: Linked & Expiring & Counting
  readonly acknowledgement: Linked & Referenced & Due
  readonly extension: Linked & Referenced & Due
  readonly pause: Linked & Referenced
  readonly resumed: Linked & Referenced & Due
  readonly delivery: Linked & Referenced & Expiring
  readonly deliveryReminder: Linked & Referenced & Expiring & Counting
  readonly deliveryRecalled: Linked & Referenced
  readonly refusal: Linked & Referenced
  readonly answeredAtOnce: Linked & Referenced
  readonly expiry: Linked & Referenced
  readonly withdrawn: Linked & Referenced
  readonly purgeNotice: Linked & Referenced
  readonly message: Linked & Referenced
  readonly signIn: Linked
  readonly newLinks: Sender & { readonly links: readonly MailLink[] }
  readonly consentConfirmation: Linked & Expiring
  readonly consentReceipt: Linked
  readonly consentRenewal: Linked & Expiring
  readonly code: Sender & { readonly code: string }
  readonly firstDownload: Linked & Referenced
  readonly transfer: Linked & Referenced
  readonly transferWaiting: Linked & Referenced & Expiring
  readonly receiverWaiting: Linked & Expiring
  readonly staffAssigned: Linked & Referenced & Due
  readonly staffReminder: Linked & Referenced & Due & Counting
  readonly staffEscalation: Linked & Referenced & Due & Counting
  readonly staffOverdue: Linked & Referenced & Due
  readonly staffApprovalWaiting: Linked & Referenced
  readonly staffReturned: Linked & Referenced
  readonly staffApproved: Linked & Referenced
  readonly staffProblem: Linked & Referenced
  readonly staffBreach: Linked & Referenced & Due
  readonly staffBreachReminder: Linked & Referenced & Due
  readonly staffBreachOverdue: Linked & Referenced & Due
  readonly staffStop: Linked & Referenced
  readonly staffMessage: Linked & Referenced
  readonly staffResumed: Linked & Referenced & Due
  readonly staffInvited: Linked
  readonly staffTakenBack: Linked
  readonly staffChangeWaiting: Linked
  readonly staffFactorsChanged: Linked
  readonly staffTextFailed: Linked
  readonly staffWebhookStopped: Linked
  readonly staffHostProven: Linked & Hosted
  readonly staffHostLost: Linked & Hosted
  readonly staffClosing: Linked & Expiring
  readonly staffOwnerRecovery: Linked & Expiring
  readonly staffIdentityLinked: Linked
  readonly staffIdentityUnlinked: Linked
}

export type MailKind = keyof MailFactsByKind

export type MailFacts<Kind extends MailKind = MailKind> = MailFactsByKind[Kind]

/** `neutral` keeps the company and the matter out of the subject and the first lines (security.md, "Strangers"). */
export type Sender = { readonly companyName: string; readonly subject?: 'named' | 'neutral' }

/** One place to open. `code` is the eight digits that stand beside the link, where the link has one. */
export type MailLink = { readonly link: string; readonly code?: string; readonly reference?: string }

type Linked = Sender & { readonly link: string; readonly code?: string }
type Referenced = { readonly reference: string }
type Due = { readonly dueOn: string }
type Expiring = { readonly expiresOn: string }
type Hosted = { readonly host: string }
type Counting = { readonly daysLeft: number }

export type MailContent = { readonly subject: string; readonly text: string; readonly html: string }
