import type { RequestStatus } from '../../../shared/domain/requests/lifecycle.ts'

const leads: Readonly<Record<RequestStatus, string>> = {
  awaitingVerification: 'We wait for you to open the link that we mailed you.',
  open: 'We have your request, and will begin to collect the data.',
  collecting: 'We are collecting the data.',
  sealed: 'The answer is ready, and a second person is checking it.',
  approved: 'The answer has been approved and is about to be sent.',
  delivered: 'Your answer is here.',
  closed: 'The request is closed, and what we kept for it is destroyed.',
  refused: 'We have not met the request. The letter below says why, and what you can do.',
  withdrawn: 'You have withdrawn the request.',
  expired:
    'The request ended because we did not hear from you. The letter below says how to take it up again.',
}

const sourceStates: Readonly<Record<'waiting' | 'filled' | 'nothingHeld' | 'failed', string>> = {
  waiting: 'not looked through yet',
  filled: 'looked through, data found',
  nothingHeld: 'looked through, nothing about you there',
  failed: 'could not be read; we are working on it',
}

export const statusEn = {
  title: (reference: string) => `Your request ${reference}`,
  leads,
  answerGone: 'Your answer can no longer be downloaded.',
  inForce: 'Your request has taken effect. The letter below says what stops, and from when.',
  steps: {
    title: 'How far it is',
    received: 'We received the request',
    confirmed: 'You confirmed it',
    collected: 'We collect the data',
    checked: 'A second person checks the answer',
    ended: {
      delivered: 'You got the answer',
      refused: 'We decided not to meet it',
      withdrawn: 'You withdrew it',
      expired: 'It expired',
    },
    answer: 'You get the answer',
    destroyed: 'Everything kept for it is destroyed',
    now: 'now',
    next: 'to come',
    done: 'done',
    by: (day: string) => `by ${day} at the latest`,
  },
  due: {
    title: 'When you have an answer',
    internal: (day: string) => `We aim to answer by ${day}.`,
    latest: (day: string) => `By law you have our answer by ${day} at the latest.`,
    extended: (day: string) =>
      `We have extended the period. You now have our answer by ${day} at the latest.`,
    paused: 'The period stands still while we wait for your answer. Write to us below.',
    overdue: 'The period has passed without an answer. That is our fault; you can complain, see below.',
    proof: 'How the dates are counted',
  },
  asked: {
    title: 'What you asked for',
    sources: 'Where we look',
    state: sourceStates,
    article: 'Right',
    opens: 'What opens the answer',
    factors: {
      sms: 'The link in the mail and a code by text message',
      passcode: 'The link in the mail and the passcode that you chose',
    },
  },
  downloads: {
    title: 'Your answer',
    names: { access: 'A copy of your data', portability: 'Your data, to take elsewhere' },
    download: 'Download',
    facts: (size: string, day: string) => `A zip file of ${size}, here until ${day}.`,
    recalled: 'The company has recalled this delivery.',
    purged: 'This delivery has come to its end and can no longer be read.',
    safeTitle: 'Keep it safe',
    safe: [
      'The file holds much about you. Save it where only you can read it, and not on a shared or public computer.',
      'Open the file OPEN-ME-FIRST.html in it: it leads to everything else.',
      'If the download stops, press the button again: your browser goes on where it stopped.',
      'Until it is destroyed the server can open it. After that nobody can, so save what you want to keep.',
    ],
    verify: 'For those who want to check it: SHA-256 of its manifest',
  },
  copy: {
    title: 'Keep a copy',
    text: 'All that stands here, in one file of JSON that programs can read: the dates, what you told, the messages and the letters. The answer itself is fetched on its own.',
    link: 'Save the copy',
  },
  own: {
    title: 'Your requests to other companies',
    offer:
      'Have you asked other companies on this site from the same mailbox? Put this request into your own list, and you see from each of them how the others stand. The companies do not see the list.',
    show: 'Put it into my list',
    hide: 'Take it out of my list',
    none: 'No other request is in your list yet. Put it there from its own page.',
    caption: 'What you asked of others',
    columns: { company: 'Company', reference: 'Request', status: 'How far it is', due: 'Answer due by' },
    open: 'Each is opened by its own link. Get a new one by mail from its company’s page.',
    states: {
      awaitingVerification: 'to be confirmed by you',
      open: 'received',
      collecting: 'being collected',
      sealed: 'being checked',
      approved: 'on its way',
      delivered: 'answered',
      refused: 'not met',
      withdrawn: 'withdrawn',
      expired: 'expired',
      closed: 'closed',
    },
  },
  letters: { title: 'Letters', none: 'There are no letters yet.' },
  messages: {
    title: 'Messages',
    none: 'There are no messages yet.',
    fromYou: 'You',
    fromCompany: 'The company',
    label: 'Write to the company',
    hint: 'At most 4,000 characters. Never send passwords or identity numbers.',
    submit: 'Send the message',
    empty: 'Write what you want to say, at most 4,000 characters',
  },
  withdraw: {
    title: 'Withdraw the request',
    text: 'The request ends at once, and the data collected for it is destroyed after 32 days. You can always ask again.',
    submit: 'Yes, withdraw the request',
  },
  complain: {
    title: 'If you are not satisfied',
    text: (contact: string) => `Write to the company first: ${contact}.`,
    authority: 'You can complain to the supervisory authority:',
  },
  certificate: {
    title: 'Purge certificate',
    text: 'The keys to everything that was kept for this request are destroyed. Nobody can read it any more.',
    keys: 'Keys destroyed',
    unreadable: 'Unreadable since',
    gone: 'Encrypted remains gone by',
    signature: 'Signature',
  },
  publicStatus: {
    title: 'How far the request is',
    states: {
      underWay: 'The request is under way.',
      ended: 'The request has come to its end.',
    },
    due: (month: string) => `The answer is due in ${month} at the latest.`,
    more: 'This page says no more to anybody. Whoever made the request sees everything through a link in their own mailbox.',
    link: 'Get a link by mail',
    share: 'Let somebody else follow it',
    shareText:
      'Whoever has this address sees whether the request is under way and in which month it is due, and nothing else: neither your name nor what you asked for.',
  },
  done: {
    message: 'Your message has been sent.',
    withdrawn: 'The request has been withdrawn.',
  },
}

export type StatusTexts = typeof statusEn
