import type { TransferState } from '../../../shared/domain/transfer/transfer-state.ts'

const states: Readonly<Record<TransferState, string>> = {
  wished: 'Named, and not signed: nothing is sent yet',
  instructed: 'Signed: it is sent when the answer is ready',
  available: 'Ready for the company to fetch',
  fetched: 'Fetched by the company',
  acknowledged: 'Fetched, and the company has signed that it has it',
  takenBack: 'Taken back: nothing is sent',
  receiverRemoved: 'The company can no longer receive: nothing is sent',
  lapsed: 'Nothing was sent, and nothing will be',
}

/** Of sending the answer to another controller as well (Art. 20(2)). */
export const transferEn = {
  title: 'Sending your data to another company',
  lead: 'You can have the data that you have the right to take elsewhere sent straight to another company (Art. 20(2)). You always get your own copy as well.',
  leadNone:
    'There is no company to which the data can be sent from here now. You have your own copy, and can pass it on yourself.',
  open: 'Send it to another company',
  sign: (name: string) => `I sign this instruction to send my data to ${name}`,
  submit: 'Sign and send it when it is ready',
  confirm: 'Tick that you sign it.',
  outdated:
    'The words have changed since you read them. Read them again, and sign them if you still want to.',
  tooLate:
    'It is too late: where an answer goes is settled when it leaves, and what was fetched cannot be taken back.',
  factor: 'Open the link from the newest mail and give what you set beside your mailbox. Then you can sign.',
  checks:
    'A second person looks at the answer before it leaves, and sees where it goes. If it was being looked at already, that begins again.',
  receiver: 'To',
  state: 'How far it is',
  states,
  signed: 'Signed',
  words: 'SHA-256 of the words',
  fetched: 'Fetched',
  acknowledged: 'Receipt',
  takeBack: 'Take it back',
  done: { signed: 'You have signed the instruction.', takenBack: 'You have taken the instruction back.' },
}

export type TransferTexts = typeof transferEn
