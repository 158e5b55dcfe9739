import { bulkEn } from './bulk-en.ts'
import { peopleEn } from './people-en.ts'
import { registerEn } from './register-en.ts'
import { keysEn } from './keys-en.ts'
import { receiversEn } from './receivers-en.ts'
import { webhooksEn } from './webhooks-en.ts'
import { reportsEn } from './reports-en.ts'
import { stuckEn } from './stuck-en.ts'

export const staffEn = {
  signIn: {
    title: 'Sign in',
    signedOut:
      'You are not signed in, or it is more than fifteen minutes since you last did something here. What you saved is safe.',
    lead: 'For those who work here. Write your e-mail address at work, and we mail you a link.',
    email: 'Your e-mail address',
    submit: 'Mail me a link',
    sentTitle: 'Look in your mailbox',
    sent: 'If you work here, a link is on its way. It works once, and for ten minutes.',
    again:
      'No mail after a few minutes? Look in the folder for unwanted mail, or ask your administrator which address you are known by.',
    errors: { email: 'Write an e-mail address, like name@example.com' },
  },
  bulk: bulkEn,
  queue: {
    asCsv: 'Take the list as CSV',
    asLines: 'Take the list as JSON Lines',
    bulk: 'Assign all of these',
    title: 'Requests',
    count: (count: number) => (count === 1 ? '1 request on this page' : `${count} requests on this page`),
    empty: 'No request fits. Requests that are not assigned to you are shown to managers only.',
    showAll: 'Show all requests',
    noAccess: 'Your role sees no requests. Settings and people of the company are kept elsewhere.',
    register: 'Register a request that came another way',
    filters: 'Show',
    status: 'Status',
    work: 'In progress',
    all: 'All',
    due: 'Due',
    dueAny: 'Any time',
    dueOverdue: 'Overdue',
    dueDays: (days: number) => `Within ${days} days`,
    assignee: 'Assigned to',
    anyone: 'Anyone',
    me: 'Me',
    show: 'Show',
    caption: 'Requests, the one that is due first on top',
    reference: 'Reference',
    rights: 'Asked for',
    received: 'Received',
    nobody: 'Nobody',
    others: (count: number) => (count === 1 ? '1 colleague' : `${count} colleagues`),
    next: 'Later due dates',
    first: 'Back to the first page',
  },
  register: registerEn,
  due: {
    today: 'today',
    left: (days: number) => (days === 1 ? 'in 1 day' : `in ${days} days`),
    late: (days: number) => (days === 1 ? '1 day late' : `${days} days late`),
  },
  approvals: {
    title: 'Waiting for approval',
    empty: 'Nothing waits for you. What you had a hand in is shown to others.',
    caption: 'What waits for you, longest first',
    kind: 'What',
    kinds: { seal: 'An answer that is ready to leave', refusal: 'A refusal' },
    since: 'Waiting since',
    due: 'Due',
    open: 'Read and decide',
  },
  keys: keysEn,
  webhooks: webhooksEn,
  receivers: receiversEn,
  reports: reportsEn,
  stuck: stuckEn,
  people: peopleEn,
}

export type StaffTexts = typeof staffEn
