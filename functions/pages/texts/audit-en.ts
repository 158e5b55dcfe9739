import type { AuditKind } from '../../../shared/application/evidence/audit-kinds.ts'
import type { Step } from '../../../shared/domain/reports/intervals.ts'

const kinds: Readonly<Record<AuditKind, string>> = {
  received: 'Received',
  edited: 'Worked on',
  decided: 'Decided',
  sent: 'Sent',
  read: 'Read',
  destroyed: 'Destroyed',
  signedIn: 'Signed in',
  administered: 'Administered',
}

const steps: Readonly<Record<Step, string>> = { day: 'Day', week: 'Week', month: 'Month' }

/** By the role that they hold today; the last five are no employees. */
const roles: Readonly<Record<string, string>> = {
  systemOwner: 'Owners',
  systemAdministrator: 'Administrators',
  systemManager: 'Managers',
  systemUser: 'Users',
  approver: 'Approvers',
  dataProtectionOfficer: 'Data protection officers',
  auditor: 'Auditors',
  noRole: 'Have no role here today',
  person: 'Persons who asked',
  program: 'The company’s own programs',
  anonymous: 'Not signed in',
  operator: 'Whoever runs the service',
  system: 'The service itself',
}

export const auditEn = {
  title: 'What was done',
  lead: 'How much was received, worked on, decided and sent here, from the audit. Numbers alone: a number under five stands among the others. Staff count under the role that they hold today.',
  kept: 'Entries are kept for 90 days after their request has ended, so a period further back tells less.',
  entries: 'The entries themselves, and their proofs, are read over the API.',
  from: 'From',
  to: 'To',
  step: 'By',
  show: 'Show',
  download: 'Take the numbers along (CSV)',
  period: (from: string, to: string) => `${from} to ${to}`,
  all: (count: number) => (count === 1 ? '1 entry' : `${count} entries`),
  kindsTitle: 'By kind of act',
  rolesTitle: 'By role',
  overTime: 'Over time',
  what: 'What',
  who: 'Who',
  when: 'When',
  count: 'Entries',
  others: 'Others together',
  wrongPeriod: 'The first day is not after the last, and the period is at most 92 days',
  kinds,
  steps,
  roles,
}

export type AuditTexts = typeof auditEn
