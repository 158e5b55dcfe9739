import type { Holding } from '../../../shared/domain/identity/holdings.ts'

type Named = { readonly name: string; readonly means: string }

const roles: Readonly<Record<Holding, Named>> = {
  systemOwner: {
    name: 'System owner',
    means: 'Answers for the company and its API keys, and says who else owns it. Sees no request.',
  },
  systemAdministrator: {
    name: 'System administrator',
    means: 'Keeps people, roles, settings and forms, and reads the audit trail. Sees no request.',
  },
  systemManager: {
    name: 'System manager',
    means:
      'Sees every request with its dates and gives it to somebody; sees content only of what they work on.',
  },
  systemUser: {
    name: 'System user',
    means: 'Works on the requests that are given to them, and sees no others.',
  },
  approver: {
    name: 'Approver',
    means: 'Reads what would be sent, and approves or returns it; never what they worked on themselves.',
  },
  dataProtectionOfficer: {
    name: 'Data protection officer',
    means: 'Sees the dates and the audit trail of every request, and breaches; no content.',
  },
  auditor: { name: 'Auditor', means: 'Sees the dates and the audit trail of every request; no content.' },
}

/** Of the page of the company's people, and of changes of the company that wait for a second person. */
export const peopleEn = {
  title: 'People',
  lead: 'Who works here, and what each of them may. A change holds from their next click on, and signs them out.',
  invite: 'Invite somebody',
  inviteText: 'They get a mail that says where to sign in, and see nothing before you give them a role.',
  name: 'Name',
  email: 'E-mail address at work',
  inviteSubmit: 'Send the invitation',
  nameMissing: 'Write a name',
  emailWrong: 'Write an e-mail address, like name@example.com',
  address: 'E-mail address',
  held: 'May since',
  nothingHeld: 'No role: sees nothing',
  heldBy: (role: string, at: string, by: string) => `${role}: ${at}, given by ${by}`,
  fromStart: (role: string) => `${role}: since the company was opened`,
  lastSignIn: 'Last sign-in',
  textFailed: 'A code by text did not reach them, and they may not be able to sign in. Last told:',
  never: 'Never',
  gone: 'somebody who has left',
  rolesLabel: (name: string) => `What ${name} may`,
  save: 'Save the roles',
  reset: 'Reset how they sign in',
  resetText:
    'For somebody who has lost their app and their recovery codes. Another administrator or owner approves it; then their sessions end, they are told by mail, and the next mailed link lets them enrol anew. Make sure that it is they who ask.',
  resetSubmit: (name: string) => `Reset how ${name} signs in`,
  remove: 'Remove from the company',
  removeText:
    'Name and address are deleted, and what they work on goes back to the queue. The audit trail keeps their id.',
  removeSubmit: (name: string) => `Remove ${name}`,
  roles,
  changes: {
    title: 'Changes of the company',
    what: 'What would change',
    approverGiven: (name: string) => `${name} would become an approver`,
    approverTaken: (name: string) => `${name} would be an approver no more`,
    receiver: 'A company becomes one to which people may have their data sent',
    receiverKeys: 'Fingerprint of who it is and of its keys',
    keysHandOver:
      'An export with the company’s keys for another instance of Indsigt, which can then read everything. Compare the fingerprint with the one that the other instance shows',
    factorReset: (name: string) => `${name} has lost how they sign in: it would be reset`,
    email: (name: string) => `The address by which ${name} signs in`,
    settings: 'Settings',
    provider: {
      what: 'Where people sign in',
      none: 'nowhere but here',
      issuer: 'issuer',
      client: 'client',
      secret: 'mark of the secret',
      uses: { offered: 'offered beside other ways', only: 'the only way' },
    },
    from: 'From',
    to: 'To',
    level: 'Identity',
    levels: { mailbox: 'The mailbox', onFile: 'Contact on file', nationalId: 'National eID or document' },
    approvals: (needed: number) => (needed === 1 ? '1 approval' : `${needed} approvals`),
    named: (names: string) => `by ${names}`,
    by: 'Proposed by',
    since: 'Since',
    lapses: 'Lapses',
    hash: 'Hash of the change',
    approve: 'Approve the change',
    return: 'Return it',
    comment: 'Why it is returned',
  },
  done: {
    invited: 'Invited: the mail is on its way.',
    rolesSaved: 'Saved. The roles hold from now on.',
    changePending: 'Saved, except for what needs a second administrator or owner: they have been asked.',
    factorsReset: 'Reset. They are told by mail.',
    employeeRemoved: 'Removed. What they worked on is back in the queue.',
    changeApproved: 'Approved: the change holds from now on.',
    changeReturned: 'Returned, with your reason.',
  },
}

export type PeopleTexts = typeof peopleEn
