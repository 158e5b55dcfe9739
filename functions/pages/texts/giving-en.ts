/** Of the page on which a person is asked for consent. */
export const givingEn = {
  title: (company: string, form: string) => `${company} asks: ${form}`,
  lead: (company: string) =>
    `${company} asks for your consent. Each question stands by itself: you may say yes to one and no to another, and leave out what you do not want to answer.`,
  free: 'It is voluntary. A no has no consequences for what you otherwise have with the company.',
  changed:
    'The text was changed while you had the page open. Please read it again: nothing of what you had ticked was sent.',
  otherLanguages: 'The text in other languages:',
  yes: 'Yes, I consent',
  yesExplicit: 'Yes, I expressly consent to exactly this',
  no: 'No',
  months: (months: number) => `${months} months, then you are asked again`,
  holds: 'How long your yes holds',
  before: 'Before you answer',
  lawful:
    'You can take your consent back at any time, as easily as you give it and without saying why: with one press, at the address in the mail you get. What was done until then stays lawful.',
  responsible: 'Responsible for it',
  officer: 'Data protection officer',
  authority: 'Where you can complain',
  rights:
    'You can also ask to see, correct, move or delete what the company has about you, or to have its use restricted.',
  rightsLink: 'Ask here',
  email: 'Your e-mail address',
  emailHint:
    'You get a mail with a link. Your answer counts when you have confirmed it there, and not before.',
  passcode: 'A passcode that you choose',
  passcodeHint:
    'At least 8 characters. You are asked for it when you confirm, so that nobody who reads your mail can do it for you.',
  submit: 'Send my answer',
  errors: {
    email: 'Write an e-mail address, such as name@example.com.',
    passcode: 'Choose a passcode of 8 to 128 characters.',
    none: 'Answer at least one of the questions.',
    crowded: (minutes: number) =>
      `Too many answers have come from here within the hour. Try again in ${minutes} minutes.`,
  },
  sent: {
    title: 'Look in your mailbox',
    text: 'If it may be written to, a mail is on its way to the address that you gave. Open the link in it and press the button: your answer counts from then on.',
    nothing: 'If you do nothing, nothing counts, and after thirty days it can no longer be confirmed.',
    mailbox: 'The mailbox of this demonstration',
  },
}

export type GivingTexts = typeof givingEn
