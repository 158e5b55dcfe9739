import type { CheckedState } from '../../../shared/domain/consent/state.ts'

/** Of the page that a person's receipt leads to. */
export const consentEn = {
  title: 'Your consent',
  lead: (company: string, title: string) => `This is what you answered ${company} about “${title}”.`,
  states: {
    given: 'You consent',
    refused: 'You said no',
    withdrawn: 'Withdrawn',
    expired: 'Expired',
    requested: 'Waits for your confirmation',
    unknown: 'Not answered',
  } satisfies Record<CheckedState, string>,
  confirmTitle: 'Is this your answer?',
  confirmLead:
    'Somebody gave these answers for your e-mail address. They count for nothing unless you confirm them.',
  wouldGive: 'Yes:',
  wouldRefuse: 'No:',
  confirm: 'Yes, this is my answer',
  passcode: 'The passcode that you chose when you answered',
  passcodeWrong: 'That is not the passcode. You have five tries.',
  passcodeLocked:
    'The passcode was wrong five times. This answer can no longer be confirmed; answer the form again.',
  confirmUntil: 'If it is not, you need not do anything. You can confirm it until',
  confirmed: 'Thank you. Your answer is recorded, and its receipt is on its way to you by e-mail.',
  renewTitle: 'Do you want to go on?',
  renewLead:
    'Some of this ends soon. Tick what you consent to again. What you leave out ends by itself on its day.',
  renew: 'I consent again',
  renewed: 'Thank you. Your answer is recorded, and its receipt is on its way to you by e-mail.',
  renewNothing: 'You have ticked nothing, so nothing has changed.',
  renewChanged: 'The text has changed meanwhile. Read it as it is now, and answer again.',
  proofKept: (months: number) =>
    `The company keeps the proof of what you answer until ${String(months)} months after it has ended.`,
  toldTitle: 'Who was told',
  toldLead: 'The company’s systems that rely on your consent are told when it ends:',
  heard: {
    delivered: 'Told, and has answered',
    pending: 'Told, has not answered yet, and is told again',
    failed: 'Has not answered, and is not told again: write to the company',
  },
  until: 'Holds until',
  uses: 'What is used for it',
  recipients: 'Who gets it',
  nobodyElse: 'Nobody but the company',
  kept: 'How long it is kept',
  abroad: 'Outside the European Economic Area',
  withdraw: 'Withdraw',
  withdrawThis: (text: string) => `Withdraw: ${text}`,
  withdrawAll: 'Withdraw all of it',
  withdrawLead: 'It holds from the moment you press. You need not say why.',
  done: 'Your consent is withdrawn. What was done until now stays lawful; nothing more is done with it.',
  text: 'What you were shown',
  history: 'What happened',
  receipt: 'Your receipt',
  receiptText:
    'The receipt says all of this in a form for programs, signed by the company. Keep it: it can be checked without us.',
  download: 'Download the receipt',
  number: 'Number of the receipt',
  who: 'Who is responsible',
  complaint: 'You can complain to',
  others: 'See, correct or delete what the company has about you',
  keep: 'Whoever has the address of this page can withdraw for you. Keep it to yourself.',
}

export type ConsentTexts = typeof consentEn
