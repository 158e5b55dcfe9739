import { dayInWords } from './days.ts'
import { afterwardsMailsEn } from './afterwards-mails-en.ts'
import { consentMailsEn } from './consent-mails-en.ts'
import { peopleMailsEn } from './people-mails-en.ts'
import type { MailTexts } from './mail-texts.ts'

const on = (day: string): string => dayInWords(day, 'en')
const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`)

const stillLeft = (count: number): string =>
  count === 0
    ? 'Today is the last day'
    : count === 1
      ? 'There is 1 day left'
      : `There are ${days(count)} left`

const left = (count: number): string => (count === 0 ? 'that day is over' : `${days(count)} left`)

export const mailTextsEn: MailTexts = {
  neutral: {
    message: 'You have a message',
    signIn: 'Your link',
    code: 'Your code',
    task: 'Something waits for you',
  },
  code: 'Code',
  reference: 'Reference',
  footer: 'Our mails never contain personal data.',
  kinds: {
    verification: ({ expiresOn }) => ({
      subject: 'Confirm your request',
      before: [
        'We have received a request that gives this e-mail address.',
        'Open the link and press the button to confirm that the mailbox is yours. Opening the link does nothing by itself.',
      ],
      after: [
        `The link works until ${on(expiresOn)}.`,
        'If you sent no request, you need not do anything: it then ends by itself.',
      ],
    }),
    verificationReminder: ({ expiresOn, daysLeft }) => ({
      subject: 'Your request waits for your confirmation',
      before: [
        `A request that gives this e-mail address has not been confirmed. ${stillLeft(daysLeft)}.`,
        'Open the link and press the button to confirm that the mailbox is yours.',
      ],
      after: [
        `The link works until ${on(expiresOn)}; earlier links no longer work.`,
        'If you sent no request, you need not do anything.',
      ],
    }),
    acknowledgement: ({ reference, dueOn }) => ({
      subject: 'We have received your request',
      before: [
        `We have received your request. Its reference is ${reference}.`,
        `You have our answer by ${on(dueOn)} at the latest. A letter with the details is behind the link, where you can follow the request.`,
      ],
      after: [],
    }),
    extension: ({ reference, dueOn }) => ({
      subject: 'A new date for your request',
      before: [
        `We need more time for your request with reference ${reference}. The new date is ${on(dueOn)}.`,
        'The letter behind the link says why, and how you can complain.',
      ],
      after: [],
    }),
    pause: ({ reference }) => ({
      subject: 'We need an answer from you',
      before: [
        `Before we can go on with your request with reference ${reference}, we need something from you. Until then its period stands still.`,
        'The letter behind the link says what we need and why. Please answer there and not by e-mail.',
      ],
      after: [],
    }),
    resumed: ({ reference, dueOn }) => ({
      subject: 'We are going on with your request',
      before: [
        `The period of your request with reference ${reference} runs again. You have our answer by ${on(dueOn)} at the latest.`,
      ],
      after: [],
    }),
    delivery: ({ reference, expiresOn }) => ({
      subject: 'The answer to your request is ready',
      before: [
        `The answer to your request with reference ${reference} is ready. Read the letter and download the answer behind the link.`,
      ],
      after: [`You can download it until ${on(expiresOn)}. It is destroyed afterwards.`],
    }),
    deliveryReminder: ({ reference, expiresOn, daysLeft }) => ({
      subject: 'Download the answer to your request in time',
      before: [`${stillLeft(daysLeft)} to download the answer to your request with reference ${reference}.`],
      after: [`It is destroyed after ${on(expiresOn)}.`],
    }),
    deliveryRecalled: ({ reference }) => ({
      subject: 'The answer to your request is taken back',
      before: [
        `We have taken the answer to your request with reference ${reference} back, and it can no longer be downloaded. Please delete what you have downloaded.`,
        'We go on with the request, and you get a new answer. You can follow it behind the link.',
      ],
      after: [],
    }),
    refusal: ({ reference }) => ({
      subject: 'A decision on your request',
      before: [
        `We have made a decision on your request with reference ${reference}. The letter behind the link gives the reasons, and says how you can complain.`,
      ],
      after: [],
    }),
    answeredAtOnce: ({ reference }) => ({
      subject: 'Your request is answered',
      before: [
        `Your request with reference ${reference} is answered. The letter behind the link says what has taken effect, and from when.`,
      ],
      after: [],
    }),
    expiry: ({ reference }) => ({
      subject: 'Your request has ended',
      before: [
        `Your request with reference ${reference} has ended without an answer. The letter behind the link says why, how you can complain, and how to take the request up again.`,
      ],
      after: [],
    }),
    withdrawn: ({ reference }) => ({
      subject: 'Your request is withdrawn',
      before: [`The request with reference ${reference} is withdrawn, and we have stopped working on it.`],
      after: ['If it was not you who withdrew it, tell us behind the link.'],
    }),
    purgeNotice: ({ reference }) => ({
      subject: 'What we kept for your request is destroyed',
      before: [
        `What we kept for your request with reference ${reference} is destroyed. The letter and the certificate are behind the link.`,
      ],
      after: [],
    }),
    message: ({ reference }) => ({
      subject: 'You have a message about your request',
      before: [
        `There is a message about your request with reference ${reference}. Read and answer it behind the link.`,
      ],
      after: [],
    }),
    signIn: () => ({
      subject: 'Your link to sign in',
      before: ['Here is your link to sign in. It works once, for ten minutes.'],
      after: [
        'If you did not ask for it, you need not do anything. Pass the link and the code on to nobody.',
      ],
    }),
    ...consentMailsEn,
    newLinks: () => ({
      subject: 'Your new links',
      before: [
        'Here are links to what is open, and to the receipts of what you were asked to consent to. Earlier links to requests no longer work.',
      ],
      after: ['If you did not ask for them, you need not do anything.'],
    }),
    code: () => ({
      subject: 'Your code',
      before: ['Here is your code. It works once, for ten minutes.'],
      after: ['Type it only on the page that asked for it. We never ask for it by telephone or mail.'],
    }),
    ...afterwardsMailsEn,
    staffAssigned: ({ reference, dueOn }) => ({
      subject: 'A request is assigned to you',
      before: [`The request ${reference} is assigned to you. It is due by ${on(dueOn)}.`],
      after: [],
    }),
    staffReminder: ({ reference, dueOn, daysLeft }) => ({
      subject: 'A request is due soon',
      before: [`The request ${reference} is due by ${on(dueOn)}: ${left(daysLeft)}.`],
      after: [],
    }),
    staffEscalation: ({ reference, dueOn, daysLeft }) => ({
      subject: 'A request is close to its time limit',
      before: [
        `The request ${reference} is due by ${on(dueOn)}: ${left(daysLeft)}, and it is not ready.`,
        'You are told because you answer for the queue.',
      ],
      after: [],
    }),
    staffOverdue: ({ reference, dueOn }) => ({
      subject: 'A request is overdue',
      before: [`The request ${reference} was due by ${on(dueOn)} and is not answered.`],
      after: [],
    }),
    staffApprovalWaiting: ({ reference }) => ({
      subject: 'Something waits for your approval',
      before: [`The request ${reference} waits for your approval.`],
      after: [],
    }),
    staffReturned: ({ reference }) => ({
      subject: 'A request was returned',
      before: [`The request ${reference} was returned by an approver. The comment is behind the link.`],
      after: [],
    }),
    staffApproved: ({ reference }) => ({
      subject: 'A request is approved',
      before: [`The request ${reference} is approved.`],
      after: [],
    }),
    staffBreach: ({ reference, dueOn }) => ({
      subject: 'A breach must be assessed',
      before: [
        `Personal data of the request ${reference} may have come to the wrong person. Assess whether the authority must be told: the 72 hours end on ${on(dueOn)} (Article 33).`,
      ],
      after: [],
    }),
    staffBreachReminder: ({ reference, dueOn }) => ({
      subject: 'The 72 hours of a breach end soon',
      before: [
        `A breach of the request ${reference} is not assessed yet, and the 72 hours to tell the authority end on ${on(dueOn)} (Article 33).`,
      ],
      after: [],
    }),
    staffBreachOverdue: ({ reference, dueOn }) => ({
      subject: 'The 72 hours of a breach have ended',
      before: [
        `A breach of the request ${reference} is not assessed, and the 72 hours to tell the authority ended on ${on(dueOn)}. Assess it now: a late notification says why it is late (Article 33(1)).`,
      ],
      after: [],
    }),
    staffStop: ({ reference }) => ({
      subject: 'Something must stop now',
      before: [
        `The request ${reference} has taken effect. Your company’s systems must stop now what stands behind the link; confirm there that they have.`,
      ],
      after: [],
    }),
    staffMessage: ({ reference }) => ({
      subject: 'A person has written',
      before: [
        `The person behind the request ${reference} has written to you. Read and answer it behind the link.`,
      ],
      after: [],
    }),
    staffResumed: ({ reference, dueOn }) => ({
      subject: 'The clock of a request runs again',
      before: [
        `The request ${reference} waited for an answer, and the time for it is over. It is due by ${on(dueOn)}: go on with what you have.`,
      ],
      after: [],
    }),
    staffProblem: ({ reference }) => ({
      subject: 'A request needs your attention',
      before: [`Something went wrong with the request ${reference}, and it does not go on by itself.`],
      after: [],
    }),
    ...peopleMailsEn,
  },
}
