/** The choice of a factor of one's own, on the form of the person and on that of staff. */
export const factorEn = {
  summary: 'Protect the answer with more than the mailbox (optional)',
  why: 'Whoever can read the mails to this address can open the answer. With a code by text message, or a passcode, the mail alone is not enough.',
  whyStaff:
    'Only if the person wants it and is reached by e-mail: whoever can read their mails could otherwise open the answer.',
  lose: 'It cannot be taken off again or sent by mail. Whoever loses it must show anew who they are, and the answer is then issued again.',
  label: 'What opens the answer, beside the link in the mail?',
  none: 'The link alone',
  sms: 'A code by text message',
  passcode: 'A passcode',
  phone: 'Phone number for the code',
  phoneHint: (prefixes: string) => `Numbers that begin with ${prefixes}. Used for nothing but the code.`,
  passcodeLabel: 'Passcode',
  passcodeHint:
    'At least 8 characters, for example four words. We keep it so that nobody can read it: write it down.',
  errors: {
    phone: 'Write a phone number with its country code, like +4512345678',
    phoneNotOffered:
      'The company sends no text messages to numbers that begin so. Choose a passcode, or another number',
    smsNotOffered: 'The company can send no text messages at present. Choose a passcode instead',
    passcode: 'Write a passcode of 8 to 128 characters',
    factorNeedsEmail: 'This is for those who are reached by e-mail. Choose the link alone',
  },
}

export type FactorTexts = typeof factorEn
