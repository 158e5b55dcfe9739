import type { StandingNow } from '../../../shared/application/reports/standing-now.ts'
import type { Report } from '../../../shared/application/reports/read-report.ts'
import type { Stage } from '../../../shared/domain/reports/timings.ts'
import type { RightOutcome } from '../../../shared/domain/requests/lifecycle.ts'
import type { Channel } from '../../../shared/application/requests/request-document.ts'

const now: Readonly<Record<keyof StandingNow, string>> = {
  received: 'Received in the last 30 days',
  unanswered: 'Messages that wait for an answer',
  awaitingApproval: 'Wait for a second person',
  dueSoon: 'Due within a week',
  overdue: 'Overdue',
}

const channels: Readonly<Record<Channel, string>> = {
  web: 'Web page',
  phone: 'Telephone',
  email: 'E-mail',
  letter: 'Letter',
  inPerson: 'In person',
  api: 'Another system',
}

const outcomes: Readonly<Record<RightOutcome | 'waiting', string>> = {
  waiting: 'not answered yet',
  fulfilled: 'answered',
  partlyFulfilled: 'answered in part',
  nothingHeld: 'nothing held',
  refused: 'refused',
  withdrawn: 'withdrawn',
  expired: 'expired',
}

const stages: Readonly<Record<Stage, string>> = {
  receivedToVerified: 'From receipt to confirmation',
  verifiedToSealed: 'From confirmation to the seal',
  sealedToDelivered: 'From the seal to the answer',
  receivedToDelivered: 'From receipt to the answer',
}

const unusual: Readonly<Record<keyof Report['unusual'], string>> = {
  late: 'Past the statutory date',
  backdated: 'Registered later than they came',
  bypassed: 'Steps that a manager stepped over',
  quarantined: 'Files in quarantine',
  released: 'Files let out of quarantine',
  unreadable: 'Answers that came out damaged',
  recalled: 'Answers taken back',
  mailsReturned: 'Mails that were refused or came back',
  restarted: 'Procedures that had to be started again',
  wrongCodes: 'Wrong codes from mails',
  deadLetters: 'Tasks that could not be finished',
}

export const reportsEn = {
  title: 'Reports',
  lead: 'How requests go here, in numbers. Nobody can be recognised in them: where fewer than five people are behind a number, it is counted among the others.',
  from: 'From',
  to: 'To',
  show: 'Show',
  dayWanted: 'Write a day, such as 2026-03-05',
  wrongPeriod: 'The first day comes before the last, at most 366 days apart',
  download: 'The numbers as a table (CSV)',
  period: (from: string, to: string) => `Requests that were received from ${from} to ${to}`,
  received: (count: number) => (count === 1 ? '1 request' : `${count} requests`),
  nowTitle: 'At this moment',
  mostTold: '1,000 or more',
  now,
  statusTitle: 'Where they stand',
  channelTitle: 'How they came',
  outcomeTitle: 'What became of what was asked',
  countryTitle: 'From where',
  countryHint: 'The country that people named themselves.',
  sourceTitle: 'Where the information came from',
  timingTitle: 'How long it took',
  unusualTitle: 'Worth a look',
  what: 'What',
  requests: 'Requests',
  chart: 'Share',
  others: 'Others together',
  fields: 'Values',
  files: 'Files',
  median: 'Half took at most',
  p90: 'Nine of ten took at most',
  times: 'Times',
  hours: (hours: number) => (hours === 1 ? '1 hour' : `${hours} hours`),
  days: (days: number) => `${days} days`,
  onTime: (answered: number, internal: number, statutory: number) =>
    `Of ${answered} answers, ${internal} % came by our own date and ${statutory} % by the statutory one.`,
  tooFew: 'Too few to tell without pointing at somebody.',
  undeclared: 'Not said',
  company: 'Company',
  groupTitle: 'Your companies',
  groupLead:
    'How each company stands that you serve, in numbers. Others than this one are here if they named it in their settings; to work there, sign in there.',
  groupMail:
    'Only this company is shown: sign in by a mailed link to see the others, which know you by your address.',
  channels,
  outcomes,
  stages,
  unusual,
}

export type ReportsTexts = typeof reportsEn
