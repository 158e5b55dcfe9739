import { dayInWords } from './days.ts'
import type { MailTexts } from './mail-texts.ts'

const on = (day: string): string => dayInWords(day, 'en')

/** To whoever was asked for their consent, or gave it. */
export type ConsentMails = Pick<
  MailTexts['kinds'],
  'consentConfirmation' | 'consentReceipt' | 'consentRenewal'
>

export const consentMailsEn: ConsentMails = {
  consentConfirmation: ({ expiresOn }) => ({
    subject: 'Is this your answer?',
    before: [
      'Somebody answered for this e-mail address when we asked for consent. It counts for nothing unless you say so.',
      'Open the link to see what it is about, and press the button there if it is your answer. Opening the link does nothing by itself.',
    ],
    after: [
      `You can confirm it until ${on(expiresOn)}.`,
      'If it was not you, you need not do anything. Pass the link on to nobody.',
    ],
  }),
  consentReceipt: () => ({
    subject: 'The receipt of your answer',
    before: [
      'We have written down what you answered when you were asked for your consent. Behind the link you see what it was, get your receipt, and can withdraw with one press and without signing in.',
    ],
    after: ['Keep the link, and pass it on to nobody: whoever has it can withdraw for you.'],
  }),
  consentRenewal: ({ expiresOn }) => ({
    subject: 'Do you want to go on?',
    before: [
      `Something that you consented to holds until ${on(expiresOn)}. Behind the link you see what it is, and can say whether you want to go on.`,
    ],
    after: [
      'If you do nothing, it ends on that day.',
      'Pass the link on to nobody: whoever has it can answer for you.',
    ],
  }),
}
