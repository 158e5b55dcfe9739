/** How staff show who they are: at the sign-in, before what asks for a fresh proof, and where they choose by what. */
export const proofEn = {
  asked: {
    lead: 'Your mailbox is not enough. Show in one more way who you are.',
    code: 'Code from your app, or a recovery code',
    codeHint: 'Six figures of the app, or one of the codes that you wrote down.',
    lost: 'You have lost all of it?',
    lostText:
      'An administrator of your company can reset how you sign in. A second one approves it, and you are told by mail.',
    wrong: 'That code is not the right one. Each works once; a new one comes in half a minute',
    inMail: 'You sign in with more than your mailbox. Use the link of the mail instead',
  },
  fresh: {
    title: 'Is it still you?',
    lead: 'For this, you show again who you are. It then holds for five minutes.',
    submit: 'Confirm and go on',
    typed: 'What you sent',
  },
  page: {
    title: 'How you sign in',
    link: 'How you sign in: apps and recovery codes',
    lead: 'Beside the link that is mailed to you, you show in one more way who you are. Who can read your mails is then still not you.',
    required: 'Before you can do anything else, add one way here.',
    provesFirst: 'You have added a way to sign in. Sign in again, and show it.',
    signInAgain: 'Sign in again',
    none: 'You have added nothing yet.',
    kinds: { totp: 'App with one-time codes' },
    added: 'Added',
    used: 'Last used',
    never: 'never',
    remove: 'Remove',
    removeLead: 'It signs you in no more, and your other sessions end.',
    addTotp: 'Add an app',
    addTotpLead: 'An app on your phone makes a new code of six figures every half minute.',
    name: 'What you call it (optional)',
    nameHint: 'Such as “My phone”.',
    nameWrong: 'Write a name of at most 60 characters',
    begin: 'Show the key',
    scan: 'Type this key into the app, or open the link on the phone that has the app.',
    key: 'Key',
    open: 'Open in the app',
    code: 'The code that the app shows now',
    codeWrong: 'That is not the code of this key. Wait for the next one',
    confirm: 'Add the app',
    lapsed: 'That took too long. Begin again',
    codesTitle: 'Recovery codes',
    codesLead:
      'Write these down now, and keep them apart from your phone: they are shown here, and never again. Each signs you in once.',
    codesLeft: (count: number) => (count === 1 ? 'One is left.' : `${count} are left.`),
    codesRenew: 'Make new recovery codes',
    codesRenewLead: 'The old ones are worth nothing from then on.',
    goOn: 'Go on to the queue',
    done: {
      removed: 'It is removed, and your other sessions have ended.',
    },
  },
}

export type ProofTexts = typeof proofEn
