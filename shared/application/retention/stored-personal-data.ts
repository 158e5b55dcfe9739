// What a request's partition holds of people, field by field: the purges read it, and no list of their own.
import { tag } from '../../domain/retention/personal-data.ts'
import type { FieldTags, Retention } from '../../domain/retention/personal-data.ts'
import type { BreachDocument } from '../breaches/breach-document.ts'
import type { DataDocument } from '../collecting/form-data.ts'
import type { SearchDocument } from '../connectors/search-document.ts'
import type { AuditEntry } from '../evidence/audit-event.ts'
import type { FileDocument, UploadDocument } from '../files/file-document.ts'
import type { LinkDocument } from '../identity/link-document.ts'
import type { TextDocument } from '../identity/text-document.ts'
import type { LetterDocument, MailDocument } from '../letters/mail-document.ts'
import type { Document } from '../ports/documents.ts'
import type { MessageDocument } from '../requests/message-document.ts'
import type { OutboxDocument } from '../requests/outbox.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { SealDocument } from '../seals/seal-document.ts'
import type { PurgeCertificate } from './purge-content.ts'

/** Who of the company did it, by id: it stays with the outcome, as the name of its employee does not (security.md, "Audit"). */
const staff = tag('Professional', 'outcome')

/** Ciphertext under the request's key: what is in it can be anything that was said or found. */
const found = tag('Communication', 'content')

const plainDocument = { id: 'none', ttlSeconds: 'none' } as const

const origin = { source: 'none', providedByPerson: 'none' } as const

export const requestTags: FieldTags<RequestDocument> = {
  ...{ ...plainDocument, companyId: 'none', requestId: 'none', version: 'none', revision: 'none' },
  reference: tag('Identifier', 'outcome'),
  ...{ auditCount: 'none', fileCount: 'none', fileBytes: 'none', messageCount: 'none' },
  ...{ unansweredSince: 'none', status: 'none', rights: 'none', channel: 'none' },
  language: tag('Language', 'outcome'),
  country: tag('Country', 'outcome'),
  receivedAt: tag('Historical', 'outcome'),
  registeredBy: staff,
  verifiedAt: tag('Historical', 'outcome'),
  ...{ extension: 'none', pauses: 'none', overdueSince: 'none', milestones: 'none' },
  sources: {
    ...{ sourceId: 'none', label: 'none', templateId: 'none', legalBasis: 'none', providedByPerson: 'none' },
    ...{ informationType: 'none', state: 'none', templateVersion: 'none' },
    note: found,
  },
  identity: {
    ...{ method: 'none', level: 'none', by: staff, at: 'none' },
    sealed: tag('OfficialID', 'content'),
  },
  shownIdentity: { level: 'none', at: tag('Historical', 'outcome') },
  key: 'none',
  personal: tag('Contact', 'content'),
  addressHash: tag('EmailAddress', 'content'),
  consentsNamed: tag('Identifier', 'content'),
  ownMailbox: tag('EmailAddress', 'content'),
  ownFactor: tag('PrivacyPreference', 'outcome'),
  addresseeWrongSince: 'none',
  heldFiles: 'none',
  assignees: staff,
  contributors: staff,
  seal: 'none',
  withheld: found,
  knownFiles: found,
  resolutions: found,
  pendingItem: {
    ...{ itemId: 'none', kind: 'none', hash: 'none', proposedBy: staff, at: 'none' },
    ...{ right: 'none', groundCode: 'none' },
    sealed: found,
  },
  ...{ bypasses: 'none', releasedSealId: 'none', delivering: 'none' },
  deliveries: {
    ...{ id: 'none', right: 'none', state: 'none', key: 'none', blob: 'none', sizeBytes: 'none' },
    ...{ manifestSha256: 'none', expiresAt: 'none', unreadableSince: 'none', breachId: 'none' },
    downloads: 'none',
    downloadedBy: tag('DeviceBased', 'outcome'),
  },
  transfer: {
    ...{ transferId: 'none', receiverId: 'none', receiver: 'none' },
    instruction: { textSha256: 'none', at: tag('Historical', 'outcome'), factors: 'none', sealed: found },
    ...{ takenBackAt: 'none', fetchedAt: 'none', acknowledgedAt: 'none' },
    ...{ deliveryId: 'none', receipt: 'none' },
  },
  ...{ links: 'none', instances: 'none', unusual: 'none', ended: 'none', purgedAt: 'none' },
  ...{ proofPurgedAt: 'none', problem: 'none', nextAt: 'none', wakeBy: 'none', remindAt: 'none' },
  ...{ purgeAt: 'none', purgingSince: 'none', proofPurgeAt: 'none', outcomePurgeAt: 'none' },
}

const data: FieldTags<DataDocument> = {
  ...{ ...plainDocument, sourceId: 'none', templateId: 'none', templateVersion: 'none' },
  ...{ enteredBy: staff, enteredAt: 'none', sealed: found },
}

const file: FieldTags<FileDocument> = {
  ...{ ...plainDocument, ...origin, place: 'none', sizeBytes: 'none', addedBy: staff, addedAt: 'none' },
  sealed: found,
  held: 'none',
  released: { by: staff, at: 'none', doubts: 'none', reason: found },
}

const upload: FieldTags<UploadDocument> = {
  ...{ ...plainDocument, ...origin, uploadId: 'none', blockSizeBytes: 'none', sizeBytes: 'none' },
  ...{ limits: 'none', startedBy: staff, uploadEndsAt: 'none' },
  sameFile: tag('DeviceBased', 'content'),
  sealed: found,
  committed: { fileId: 'none', blob: 'none', receipt: found },
}

const search: FieldTags<SearchDocument> = {
  ...{ ...plainDocument, companyId: 'none', requestId: 'none', searchId: 'none', connectionId: 'none' },
  ...{ systemId: 'none', sourceId: 'none', version: 'none', fileHash: 'none', what: 'none' },
  ...{ startedBy: staff, startedAt: 'none', state: 'none', turns: 'none', troubles: 'none' },
  ...{ searchAgainAt: 'none', endedAt: 'none', failure: 'none', counts: 'none', unasked: 'none' },
  sealed: found,
}

const seal: FieldTags<SealDocument> = { ...plainDocument, sealId: 'none', root: 'none', sealed: found }

const letter: FieldTags<LetterDocument> = {
  ...{ ...plainDocument, letterId: 'none', kind: 'none', writtenAt: 'none', sealed: found },
}

const message: FieldTags<MessageDocument> = {
  ...{ ...plainDocument, messageId: 'none', from: 'none', by: staff, at: 'none', sealed: found },
}

const mail: FieldTags<MailDocument> = {
  ...{ ...plainDocument, companyId: 'none', requestId: 'none', mailId: 'none', kind: 'none' },
  language: tag('Language', 'content'),
  recipient: staff,
  details: {
    ...{ reference: tag('Identifier', 'content'), dueOn: 'none', expiresOn: 'none', daysLeft: 'none' },
    host: 'none',
  },
  ...{ createdAt: 'none', state: 'none', sentAt: 'none', arrival: 'none', tries: 'none', retryAt: 'none' },
  ...{ worthUntil: 'none', effect: 'none', asked: 'none' },
  sealed: tag('EmailAddress', 'content'),
}

const idempotency: FieldTags<Document & { readonly bodyHash: string; readonly answer: unknown }> = {
  ...{ ...plainDocument, bodyHash: found, answer: found },
}

const reading: FieldTags<Document> = { ...plainDocument, id: staff }

const text: FieldTags<TextDocument> = {
  ...{ ...plainDocument, textId: 'none', sentAt: tag('CommunicationsMetadata', 'content'), failedAt: 'none' },
}

const link: FieldTags<LinkDocument> = {
  ...{ ...plainDocument, purpose: 'none', companyId: 'none', employeeId: staff, expiresAt: 'none' },
  usedAt: tag('CommunicationsMetadata', 'proof'),
  ...{ codeHash: 'none', codeExpiresAt: 'none', codeFailures: 'none', textHash: 'none' },
  ...{ textExpiresAt: 'none', factorTries: 'none' },
}

const audit: FieldTags<AuditEntry> = {
  ...{ ...plainDocument, companyId: 'none', requestId: 'none', sequence: 'none', at: 'none', event: 'none' },
  by: tag('Professional', 'proof'),
  detail: tag('Historical', 'proof'),
  ...{ salt: 'none', unsequenced: 'none', index: 'none' },
}

const outbox: FieldTags<OutboxDocument> = {
  ...{ ...plainDocument, companyId: 'none', requestId: 'none', outboxPending: 'none' },
  messages: tag('Identifier', 'proof'),
}

const certificate: FieldTags<PurgeCertificate> = {
  ...{ ...plainDocument, companyId: 'none', requestId: 'none', reference: tag('Identifier', 'outcome') },
  ...{ keysDestroyed: 'none', unreadableSince: 'none', ciphertextGoneBy: 'none', signature: 'none' },
}

const breach: FieldTags<BreachDocument> = {
  ...{ ...plainDocument, companyId: 'none', requestId: 'none', breachId: 'none', deliveryIds: 'none' },
  ...{ reference: tag('Identifier', 'outcome'), reasonCode: 'none', openedBy: staff, openedAt: 'none' },
  ...{ awareAt: 'none', breachDueAt: 'none', breachRemindAt: 'none', breachState: 'none' },
  sealed: tag('Communication', 'outcome'),
  closed: { outcome: 'none', by: staff, at: 'none' },
}

/** By what its id begins with: each kind of document of a request's partition, when it goes as a whole, and its fields. */
export const requestPartitionKinds = {
  request: { goes: 'outcome', fields: requestTags },
  'data:': { goes: 'content', fields: data },
  'file:': { goes: 'content', fields: file },
  'search:': { goes: 'content', fields: search },
  'upload:': { goes: 'content', fields: upload },
  'seal:': { goes: 'content', fields: seal },
  'letter:': { goes: 'content', fields: letter },
  'message:': { goes: 'content', fields: message },
  'mail:': { goes: 'content', fields: mail },
  'idempotency:': { goes: 'content', fields: idempotency },
  'read:': { goes: 'content', fields: reading },
  'text:': { goes: 'content', fields: text },
  // Until they have shown the certificate.
  'link:': { goes: 'proof', fields: link },
  'audit:': { goes: 'proof', fields: audit },
  'outbox:': { goes: 'proof', fields: outbox },
  certificate: { goes: 'outcome', fields: certificate },
  // It must be shown to the authority (Art. 33(5)).
  'breach:': { goes: 'outcome', fields: breach },
} as const satisfies Readonly<Record<string, { readonly goes: Retention; readonly fields: object }>>

/** What the ids of those begin with that go as a whole with the content, or with the proof. */
export const prefixesThatGo = (period: Retention): readonly string[] =>
  Object.entries(requestPartitionKinds)
    .filter(([, { goes }]) => goes === period)
    .map(([prefix]) => prefix)
