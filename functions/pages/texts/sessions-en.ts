/** Of the page on which somebody sees where they are signed in, and ends what is not theirs. */
export const sessionsEn = {
  title: 'Where you are signed in',
  lead: 'Each browser and each program that is signed in as you. End what you do not know, or do not need any more.',
  switching:
    'A session is of one company. Do you work for another as well, sign in on its own page: nothing of one leads to the other, and this browser is then signed in there instead.',
  here: 'This browser',
  browser: 'Another browser',
  program: 'A program',
  since: 'Since',
  last: 'Last used',
  how: 'Signed in by',
  proofs: {
    link: 'mailed link',
    totp: 'code of an app',
    passkey: 'passkey',
    recovery: 'recovery code',
    sms: 'code in a text message',
    provider: 'the company’s provider',
  },
  end: 'End this one',
  endOthers: 'End all others',
  endOthersLead: 'Everywhere but here you, or whoever it is, will have to sign in again.',
  noOthers: 'You are signed in nowhere else.',
  done: {
    ended: 'It has ended.',
    othersEnded: 'All others have ended.',
  },
}

export type SessionsTexts = typeof sessionsEn
