// What is kept of the people who work for a company, field by field: leaving it reads this, and no list of its own.
import { tag } from '../../domain/retention/personal-data.ts'
import type { FieldTags, StaffRetention } from '../../domain/retention/personal-data.ts'
import type { FactorsDocument } from '../factors/factors-document.ts'
import type { ApiKeyDocument } from '../identity/api-key-document.ts'
import type { LinkDocument } from '../identity/link-document.ts'
import type { SessionDocument } from '../identity/session-document.ts'
import type { MailDocument } from '../letters/mail-document.ts'
import type { WebhookDocument } from '../webhooks/webhook-document.ts'
import type { CompanyDocument, EmployeeDocument } from './company-document.ts'
import type { CompanyItem } from './guarded-change.ts'
import type { TakeBackDocument } from './take-back.ts'

type Tags<T extends object> = FieldTags<T, StaffRetention>

const plainDocument = { id: 'none', ttlSeconds: 'none', companyId: 'none' } as const

/** Who did it, by an id that nothing names any more once they left (security.md, "Audit"). */
const staff = tag('Professional', 'company')

const employee: Tags<EmployeeDocument> = {
  ...{ ...plainDocument, employeeId: 'none', version: 'none', generation: 'none' },
  name: tag('Name', 'work'),
  email: tag('EmailAddress', 'work'),
  roles: tag('Professional', 'work'),
  grants: tag('Professional', 'work'),
  invited: tag('Professional', 'work'),
  given: tag('Professional', 'work'),
  identity: tag('OfficialID', 'work'),
  lastSignInOn: tag('Historical', 'work'),
  textFailedAt: tag('CommunicationsMetadata', 'work'),
}

const factors: Tags<FactorsDocument> = {
  ...{ ...plainDocument, employeeId: 'none' },
  factors: tag('DeviceBased', 'work'),
  recovery: tag('Identifier', 'work'),
  pending: tag('DeviceBased', 'work'),
}

const item: Tags<CompanyItem> = {
  ...{ ...plainDocument, itemId: 'none', hash: 'none', at: 'none', expiresAt: 'none' },
  // An address before and after, where one is to be changed.
  change: tag('EmailAddress', 'work'),
  proposedBy: tag('Professional', 'lapse'),
  decided: tag('Professional', 'lapse'),
}

const session: Tags<SessionDocument> = {
  ...{ ...plainDocument, sessionId: 'none', generation: 'none', cookieHash: 'none', factorTries: 'none' },
  subject: tag('Professional', 'lapse'),
  holder: tag('Professional', 'lapse'),
  proofs: tag('Historical', 'lapse'),
  provedAt: tag('Historical', 'lapse'),
  createdAt: tag('Historical', 'lapse'),
  lastSeenAt: tag('Historical', 'lapse'),
  calls: tag('Historical', 'lapse'),
  ...{ expiresAt: 'none', endedAt: 'none' },
}

const link: Tags<LinkDocument> = {
  ...{ ...plainDocument, purpose: 'none', expiresAt: 'none' },
  employeeId: tag('Professional', 'lapse'),
  usedAt: tag('Historical', 'lapse'),
  ...{ codeHash: 'none', codeExpiresAt: 'none', codeFailures: 'none', textHash: 'none' },
  ...{ textExpiresAt: 'none', factorTries: 'none' },
}

const mail: Tags<MailDocument> = {
  ...{ ...plainDocument, requestId: 'none', mailId: 'none', kind: 'none', details: 'none' },
  language: tag('Language', 'lapse'),
  recipient: tag('Professional', 'lapse'),
  ...{ createdAt: 'none', state: 'none', sentAt: 'none', arrival: 'none', tries: 'none', retryAt: 'none' },
  ...{ worthUntil: 'none', effect: 'none', asked: 'none' },
  sealed: tag('EmailAddress', 'lapse'),
}

const takeBack: Tags<TakeBackDocument> = {
  ...{ ...plainDocument, employeeId: 'none', takeBackAt: 'none' },
  by: staff,
}

const apiKey: Tags<ApiKeyDocument> = {
  ...{ ...plainDocument, keyId: 'none', name: 'none', scopes: 'none', sourceId: 'none', secretHash: 'none' },
  origins: 'none',
  createdBy: staff,
  ...{ createdAt: 'none', madeAt: 'none', expiresAt: 'none', lastUsedAt: 'none' },
}

const webhook: Tags<WebhookDocument> = {
  ...{ ...plainDocument, webhookId: 'none', events: 'none', state: 'none', stopped: 'none' },
  createdBy: staff,
  ...{ createdAt: 'none', rotatedAt: 'none', bothUntil: 'none', failingSince: 'none', sealed: 'none' },
}

/** What the company says to everybody who asks is its own, the names of its contact and officers too. */
type OfPeople = 'contact' | 'dataProtectionOfficers' | 'support' | 'recovery' | 'suspended' | 'closing'

const company: Tags<Pick<CompanyDocument, OfPeople>> = {
  contact: tag('Contact', 'company'),
  dataProtectionOfficers: tag('Contact', 'company'),
  support: staff,
  recovery: tag('EmailAddress', 'company'),
  suspended: staff,
  closing: staff,
}

type Kind = { readonly goes: StaffRetention; readonly fields: object }

/** By what its id begins with: each kind of document that says something of them, and when it goes as a whole. */
export const kindsOfPeople = {
  'employee:': { goes: 'work', fields: employee },
  'factors:': { goes: 'work', fields: factors },
  'item:': { goes: 'lapse', fields: item },
  'session:': { goes: 'lapse', fields: session },
  'link:': { goes: 'lapse', fields: link },
  'mail:': { goes: 'lapse', fields: mail },
  'takeBack:': { goes: 'company', fields: takeBack },
  'apiKey:': { goes: 'company', fields: apiKey },
  'webhook:': { goes: 'company', fields: webhook },
  company: { goes: 'company', fields: company },
} as const satisfies Readonly<Record<string, Kind>>

/** The documents of one of them that go with their leaving: their id ends in theirs. */
export const documentsThatLeaveWith = (employeeId: string): readonly string[] =>
  Object.entries<Kind>(kindsOfPeople)
    .filter(([, { goes }]) => goes === 'work')
    .map(([prefix]) => `${prefix}${employeeId}`)
