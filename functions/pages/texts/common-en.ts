import type { RequestStatus, RightStatus } from '../../../shared/domain/requests/lifecycle.ts'
import type { Right } from '../../../shared/domain/requests/right.ts'
import type { Tone } from '../parts.ts'

type Named = { readonly name: string; readonly explanation: string }

const rights: Readonly<Record<Right, Named>> = {
  access: {
    name: 'A copy of my data',
    explanation: 'You get a copy of what is held about you, and are told what it is used for (Article 15).',
  },
  portability: {
    name: 'My data, to take elsewhere',
    explanation: 'What you gave yourself, in files that another company’s systems can read (Article 20).',
  },
  rectification: {
    name: 'Correct my data',
    explanation: 'Something is wrong or missing. Say in the message what, and how it should be (Article 16).',
  },
  erasure: {
    name: 'Erase my data',
    explanation:
      'Data that is no longer needed, or that should never have been kept, is erased (Article 17).',
  },
  restriction: {
    name: 'Stop using my data for now',
    explanation:
      'The data is kept but not used, for example while you dispute that it is right (Article 18).',
  },
  objection: {
    name: 'I object to the use of my data',
    explanation: 'Say in the message which use, for example advertising, and why (Article 21).',
  },
  consentWithdrawal: {
    name: 'Withdraw my consent',
    explanation: 'What you once agreed to stops. Say in the message what it was about (Article 7(3)).',
  },
}

const statuses: Readonly<Record<RequestStatus, string>> = {
  awaitingVerification: 'Waits for confirmation',
  open: 'New',
  collecting: 'Data is being collected',
  sealed: 'Waits for approval',
  approved: 'Approved',
  delivered: 'Answered',
  closed: 'Closed',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
}

const rightStates: Readonly<Record<RightStatus, string>> = {
  waiting: 'not answered yet',
  answered: 'answered',
  refused: 'refused',
  withdrawn: 'withdrawn',
  expired: 'expired',
}

const tones: Readonly<Record<RequestStatus, Tone>> = {
  awaitingVerification: 'wait',
  open: 'wait',
  collecting: 'plain',
  sealed: 'wait',
  approved: 'good',
  delivered: 'good',
  closed: 'plain',
  refused: 'bad',
  withdrawn: 'plain',
  expired: 'bad',
}

export const commonEn = {
  product: 'Indsigt',
  errorTitle: 'Error: ',
  problem: 'There is a problem',
  skip: 'Go to the content',
  footer: 'Indsigt: requests under the General Data Protection Regulation, answered in time.',
  cookies: 'Cookies',
  logoOf: (company: string) => `Logo of ${company}`,
  askHere: (company: string) => `Make a request to ${company}`,
  languages: 'Language',
  navigation: 'Pages',
  companies: 'Companies',
  operators: 'Operators',
  instanceKeys: 'Keys',
  queue: 'Requests',
  approvals: 'Waiting for approval',
  consents: 'Consents',
  breaches: 'Breaches',
  audit: 'Audit',
  reports: 'Reports',
  stuckTasks: 'Stuck tasks',
  apiKeys: 'API keys',
  webhooks: 'Systems that are told',
  receivers: 'Receiving companies',
  people: 'People',
  settings: 'Settings',
  leaving: 'Export and closing',
  sessions: 'Signed in',
  otherCompanies: 'Also signed in at',
  signOut: 'Sign out',
  yes: 'Yes',
  no: 'No',
  notFound: {
    title: 'There is no such page',
    text: 'It does not exist, or it is not yours to see. Check the address, or begin at the start page.',
  },
  refused: {
    title: 'That was not possible',
    text: 'Nothing was changed. Go back, look at the page again, and try once more.',
  },
  failed: {
    title: 'Something went wrong on our side',
    text: 'Nothing that was already received is lost. Please try again in a few minutes.',
  },
  rights,
  statuses,
  tones,
  rightStates,
  inForce: (day: string) => `in force since ${day}`,
  overdue: 'Overdue',
  stuck: 'Does not go on',
  paused: 'Clock stands still',
  kept: {
    title: 'Nothing is lost, and nothing is sent yet',
    signedOut:
      'You were not signed in any more when you pressed the button: a session ends after fifteen minutes without use. What you wrote is kept in this page, and nowhere else.',
    newSession:
      'You have signed in again since you opened the form. What you wrote is kept in this page; send it again as whoever is signed in now.',
    first: 'First',
    signIn: 'sign in again in another tab',
    then: 'Then come back to this page and press the button.',
    submit: 'Try again',
    typed: 'What you wrote',
  },
  problemPage: {
    meaning: 'Meaning',
    status: 'HTTP status',
    advice: 'What a program does',
    all: 'All error codes',
  },
}

export type CommonTexts = typeof commonEn
