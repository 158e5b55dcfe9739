import type { Module } from '../../../shared/domain/companies/standing.ts'

const modules: Readonly<Record<Module, string>> = {
  requests: 'New requests',
  sms: 'Codes by text message',
  apiKeys: 'API keys of the company’s programs',
}

/** Of whoever runs the instance, and of a company that does not take requests. */
export const operatorEn = {
  first: {
    title: 'Become the first operator',
    lead: 'Whoever runs this instance opens companies, and reaches nothing of what they hold. The console shows a code when the instance starts and nobody runs it.',
    code: 'The code on the console',
    name: 'Your name',
    email: 'Your e-mail address',
    submit: 'Become the operator',
    done: 'You are the operator. A mail tells you where to sign in.',
    errors: {
      code: 'The code is not the one that the console shows, or somebody was faster',
      name: 'Write your name',
      email: 'Write an e-mail address, like name@example.com',
    },
  },
  companies: {
    title: 'Companies',
    lead: 'How each company stands, and counts. What they hold is closed to you.',
    empty: 'There is no company yet.',
    caption: 'The companies of this instance',
    name: 'Name',
    state: 'State',
    opened: 'Opened',
    employees: 'People',
    openRequests: 'Open requests',
    next: 'More companies',
    states: {
      opening: 'Being opened',
      open: 'Open',
      suspended: 'Suspended',
      closing: 'Being closed',
      closed: 'Closed',
    },
    open: 'Open a company',
    openText:
      'Its owner is invited by mail. It is careful until they say otherwise: identity by what is on file, a second person for every answer.',
    companyName: 'Name of the company',
    ownerName: 'Name of its owner',
    ownerEmail: 'E-mail address of its owner',
    sector: 'Sector',
    sectorHint:
      'The company starts with the forms of its sector beside the general one, and changes them itself.',
    openSubmit: 'Open the company',
    told: (name: string) => `${name} is open, and the mail to its owner is on its way.`,
    errors: {
      sector: 'Choose one of the sectors',
      name: 'Write the name of the company',
      ownerName: 'Write the name of its owner',
      ownerEmail: 'Write an e-mail address, like name@example.com',
    },
  },
  company: {
    address: 'Address',
    reason: 'Reason',
    suspend: 'Suspend',
    suspendText:
      'It takes no new requests. What is open is answered to its end, its people sign in, and it may take its data and leave.',
    suspendReason: 'The reason, as the company reads it',
    suspendSubmit: 'Suspend the company',
    suspendError: 'Give the company a reason',
    lift: 'Take new requests again',
    modules: 'Parts that are on',
    modulesText: 'What is open is never stopped by a part that is off.',
    modulesSubmit: 'Save',
    modulesLabels: modules,
    told: {
      suspended: 'The company is suspended.',
      lifted: 'The company takes requests again.',
      modulesSaved: 'Saved. It holds from the next call on.',
      closing: 'The company is being closed. Its owners and administrators are told by mail.',
      kept: 'The company stays.',
    },
  },
  operators: {
    title: 'Operators',
    lead: 'Who runs this instance. Each sees who invited whom.',
    address: 'Address',
    invitedBy: 'Invited by',
    invite: 'Invite an operator',
    name: 'Name',
    email: 'E-mail address',
    inviteSubmit: 'Send the invitation',
    remove: (name: string) => `Remove ${name}`,
    told: { invited: 'The invitation is on its way.', removed: 'The operator is removed.' },
    errors: { name: 'Write a name', email: 'Write an e-mail address, like name@example.com' },
  },
  closed: {
    title: (company: string) => `${company} takes no requests here at present`,
    text: 'Your rights are the same. Write to the company directly; it has a month to answer (Art. 12(3) GDPR).',
    follow: 'A request that you have made already goes on.',
    followLink: 'Have a new link mailed',
    staff: 'New requests are not taken here at present. What is open goes on to its end.',
  },
}

export type OperatorTexts = typeof operatorEn
