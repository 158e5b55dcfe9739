import { dayInWords } from './days.ts'
import type { MailTexts } from './mail-texts.ts'

/** To staff, about the company's people rather than a request. */
export type PeopleMails = Pick<
  MailTexts['kinds'],
  | 'staffInvited'
  | 'staffTakenBack'
  | 'staffChangeWaiting'
  | 'staffFactorsChanged'
  | 'staffTextFailed'
  | 'staffWebhookStopped'
  | 'staffClosing'
  | 'staffOwnerRecovery'
  | 'staffHostProven'
  | 'staffHostLost'
  | 'staffIdentityLinked'
  | 'staffIdentityUnlinked'
>

const on = (day: string): string => dayInWords(day, 'en')

export const peopleMailsEn: PeopleMails = {
  staffInvited: () => ({
    subject: 'You have been given access',
    before: [
      'You have been given access to the company’s desk for data requests.',
      'Open the page and write the e-mail address that this mail was sent to: a link to sign in is then mailed to you. You see no request before you are given a role.',
    ],
    after: ['If you did not expect this mail, you need not do anything.'],
  }),
  staffTakenBack: () => ({
    subject: 'Requests are back in the queue',
    before: [
      'One or more requests have lost whoever worked on them, and are in the queue again. Assign them to somebody else.',
    ],
    after: [],
  }),
  staffChangeWaiting: () => ({
    subject: 'A change waits for you',
    before: [
      'Somebody wants to change who approves, or how, or how a colleague signs in, or to hand the company’s keys to another instance. It holds only when another administrator or owner has approved it. Read the change and decide.',
    ],
    after: ['After 30 days it lapses.'],
  }),
  staffFactorsChanged: () => ({
    subject: 'How you sign in has changed',
    before: [
      'An app, a passkey or the recovery codes by which you sign in to the company’s desk for data requests have been added, replaced or removed.',
    ],
    after: [
      'If you know nothing of this, tell an administrator of your company at once: they can reset how you sign in.',
    ],
  }),
  staffTextFailed: () => ({
    subject: 'A colleague gets no codes by text',
    before: [
      'A code by text to one of the company’s people did not arrive. The page of people says whose; they may not be able to sign in. Ask them about their number, or reset how they sign in.',
    ],
    after: [],
  }),
  staffWebhookStopped: () => ({
    subject: 'One of your systems is no longer told',
    before: [
      'A system of the company that is told of what happens to requests no longer takes it: it answered that it is gone, or nothing has reached it for days. Nothing more is sent there until somebody switches it on again.',
    ],
    after: ['What it was not told is kept on the page for 30 days, and can be sent once more.'],
  }),
  staffClosing: ({ expiresOn }) => ({
    subject: 'The company is being closed',
    before: [
      `Everything that the company keeps here is destroyed on ${on(expiresOn)}. Until then an owner can take it back.`,
    ],
    after: ['If nobody of you wants that, tell an owner today.'],
  }),
  staffHostProven: ({ host }) => ({
    subject: 'Links to persons now lead to your own host name',
    before: [
      `The domain name system says that ${host} is your company’s. From now on the links in mails to persons lead there.`,
    ],
    after: ['If none of you wanted this, remove the name at once.'],
  }),
  staffHostLost: ({ host }) => ({
    subject: 'Your own host name is no longer proven',
    before: [
      `The record by which your company proved that ${host} is its own is no longer there, or another company has proved it. Links in mails lead to the ordinary address from now on, and within 72 hours the name stops answering, unless the record is back by then.`,
    ],
    after: ['The page says what to enter where your domain is kept.'],
  }),
  staffOwnerRecovery: ({ expiresOn }) => ({
    subject: 'The company is about to get a new owner',
    before: [
      `Whoever runs the service has been asked to give the company a new owner, since none could sign in any more. It holds from the end of ${on(expiresOn)}, unless an owner or administrator ends it before.`,
    ],
    after: ['If nobody of you asked for that, end it at once.'],
  }),
  staffIdentityLinked: () => ({
    subject: 'A new way to sign in',
    before: [
      'From now on you can sign in to the company’s desk for data requests through the company’s sign-in provider.',
    ],
    after: [
      'If it was not you who set this up, take it away on that page, end your other sessions, and tell an administrator.',
    ],
  }),
  staffIdentityUnlinked: () => ({
    subject: 'A way to sign in was taken away',
    before: [
      'You no longer sign in to the company’s desk for data requests through the company’s sign-in provider. Your other sessions have ended.',
    ],
    after: ['If it was not you who took it away, tell an administrator.'],
  }),
}
