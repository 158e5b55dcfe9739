/** For who reads an answer to approve it, and works on it no further. */
export const reviewingEn = {
  who: 'Who asked',
  masked: (members: string) =>
    `Covered: ${members}. You judge the answer, not the person. What you read of the answer itself may name them.`,
  nothingCovered: 'The person left neither name nor contact.',
  members: {
    email: 'e-mail',
    postalAddress: 'postal address',
    identifiers: 'references',
    nationalIdentity: 'national identity',
  },
  form: 'Show name and contact',
  text: (minutes: number) =>
    `Your name, the time and your reason then stand in the audit. It is shown to you alone, in this session and for ${minutes} minutes at most.`,
  reasonCode: 'Reason',
  reasons: {
    addressee: 'To see that the answer goes to the right person',
    conflictOfInterest: 'To see whether I know the person, and must leave this to another',
    contentInDoubt: 'Something in the answer may belong to somebody else',
  },
  submit: 'Show',
  until: 'Shown to you in this session, until',
  copying:
    'Your name and the time stand across this page. That is no protection: nobody can be kept from copying what they can read. What you read stands in the audit, and you answer for it.',
  back: 'Back to the request',
  file: 'A file of the request',
  done: { personShown: 'Name and contact are shown below. It stands in the audit.' },
}

export type ReviewingTexts = typeof reviewingEn
