import type { ContainerName } from './documents.ts'

/**
 * The fields by which lists find and order documents, so that 100 of a million cost what 100 of a thousand do. The last
 * field orders, those before it are compared with `=` or `in`; `within` is what the query's key fixes. A document without
 * one of the fields is not in the index, which keeps those over work that is due as small as that work.
 */
export type FieldIndex = {
  readonly within: 'all' | 'company'
  readonly fields: readonly string[]
}

const all = (...fields: string[]): FieldIndex => ({ within: 'all', fields })
const company = (...fields: string[]): FieldIndex => ({ within: 'company', fields })

/** What every partition that has an outbox and an audit counter of its own is searched for. */
const committedWithChanges = [all('outboxPending'), company('unsequenced'), company('at')]

export const indexedFields: Readonly<Record<ContainerName, readonly FieldIndex[]>> = {
  companies: [
    ...committedWithChanges,
    all('retryAt'),
    all('mailId'),
    all('takeBackAt'),
    all('closesAt'),
    all('exportAt'),
    all('hostCheckAt'),
    all('consentImportAt'),
    company('codeHash'),
    all('email'),
  ],
  requests: [
    ...committedWithChanges,
    all('nextAt'),
    all('wakeBy'),
    all('purgeAt'),
    all('proofPurgeAt'),
    all('outcomePurgeAt'),
    all('retryAt'),
    all('mailId'),
    all('remindAt'),
    all('breachRemindAt'),
    all('uploadEndsAt'),
    all('searchAgainAt'),
    company('breachDueAt'),
    company('breachState', 'breachDueAt'),
    company('addressHash', 'receivedAt'),
    company('codeHash'),
    all('ownMailbox'),
  ],
  queue: [
    company('internalDue'),
    company('status', 'internalDue'),
    company('waitingSince'),
    company('waitingItem'),
    company('receivedAt'),
    company('unansweredSince'),
  ],
  audit: [],
  consents: [
    ...committedWithChanges,
    all('retryAt'),
    all('mailId'),
    all('wakeBy'),
    all('proofPurgeAt'),
    company('addressRef'),
  ],
  access: [all('holder'), all('hostCheckAt')],
  logs: [company('at'), company('state', 'at'), company('webhookId', 'createdAt'), all('webhookRetryAt')],
}
