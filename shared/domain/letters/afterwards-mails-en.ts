import { dayInWords } from './days.ts'
import type { MailTexts } from './mail-texts.ts'

/** About what became of an answer once it is the person's: to them, and to the company that they have it sent to. */
export type AfterwardsMails = Pick<
  MailTexts['kinds'],
  'firstDownload' | 'transfer' | 'transferWaiting' | 'receiverWaiting'
>

export const afterwardsMailsEn: AfterwardsMails = {
  firstDownload: ({ reference }) => ({
    subject: 'Your answer was downloaded',
    before: [
      `The answer to your request with reference ${reference} was downloaded in a browser that had not done so before.`,
    ],
    after: ['If it was not you, tell us at once behind the link, so that we can stop it.'],
  }),
  transfer: ({ reference }) => ({
    subject: 'Where your data are sent',
    before: [
      `For your request with reference ${reference}, something has changed about sending your data to another company. Behind the link you see what, and how far it is.`,
    ],
    after: ['If you did not ask for it, take it back at once behind the link, or write to us there.'],
  }),
  transferWaiting: ({ reference, expiresOn }) => ({
    subject: 'Your data have not been fetched',
    before: [
      `The company to which you had the answer to your request with reference ${reference} sent has not fetched it. You can ask it to, or pass on your own copy.`,
    ],
    after: [`It can be fetched until ${dayInWords(expiresOn, 'en')}.`],
  }),
  receiverWaiting: ({ companyName, expiresOn }) => ({
    subject: 'Something waits for your system',
    before: [
      `Somebody has asked ${companyName} to send their data straight to you (Article 20(2) of the General Data Protection Regulation). They wait, encrypted to your key. Your system fetches them with signed calls; it finds what waits here:`,
    ],
    after: [`They can be fetched until ${dayInWords(expiresOn, 'en')}.`],
  }),
}
