import type { Condition, Query } from '../../../shared/application/ports/documents.ts'

const companyQueue = { container: 'queue', key: ['c1'], limit: 100 } as const
const by = (field: string, direction: 'ascending' | 'descending' = 'ascending') => ({
  orderBy: { field, direction },
})
const is = (field: string, value: string): Condition => ({ field, is: '=', value })
const until = (field: string): Query => ({
  container: 'requests',
  where: [{ field, is: '<=', value: '2026-03-01' }],
  limit: 100,
})

/** Each list that the product shows or a timer works through. None may read more than it answers. */
export const productLists: Readonly<Record<string, Query>> = {
  'all of a company by due date': { ...companyQueue, ...by('internalDue') },
  'one status by due date': { ...companyQueue, where: [is('status', 'open')], ...by('internalDue') },
  "one person's by due date": { ...companyQueue, key: ['c1:e1'], ...by('internalDue') },
  "one person's of one status": {
    ...companyQueue,
    key: ['c1:e1'],
    where: [is('status', 'open'), { field: 'internalDue', is: '<', value: '2026-03-01' }],
    ...by('internalDue'),
  },
  'several statuses by due date': {
    ...companyQueue,
    where: [{ field: 'status', is: 'in', values: ['open', 'sealed', 'collecting'] }],
    ...by('internalDue'),
  },
  'what waits for approval': {
    ...companyQueue,
    where: [{ field: 'waitingSince', is: 'defined' }],
    ...by('waitingSince'),
  },
  'the item that waits for a second person': { ...companyQueue, where: [is('waitingItem', 'x')] },
  'the mail that an event tells of': { container: 'requests', where: [is('mailId', 'x')], limit: 1 },
  'the sign-in mail that an event tells of': { container: 'companies', where: [is('mailId', 'x')], limit: 1 },
  'the requests of an address': {
    container: 'requests',
    key: ['c1'],
    where: [is('addressHash', 'x')],
    ...by('receivedAt', 'descending'),
    limit: 20,
  },
  'what waits to be published': until('outboxPending'),
  'what is due to be reminded of': until('nextAt'),
  'what is due to be woken': { ...until('wakeBy'), ...by('wakeBy') },
  'whose proof of consent is due to go': { ...until('proofPurgeAt'), container: 'consents' },
  'whose consents come near their end': { ...until('wakeBy'), container: 'consents' },
  'what is due to be purged': until('purgeAt'),
  'whose proof is due to go': until('proofPurgeAt'),
  'whose outcome is due to go': until('outcomePurgeAt'),
  'the uploads that nobody goes on with': until('uploadEndsAt'),
  'the mails to be tried again': until('retryAt'),
  'the company mails to be tried again': { ...until('retryAt'), container: 'companies' },
  'the audit entries without a place in the tree': {
    container: 'requests',
    key: ['c1'],
    where: [{ field: 'unsequenced', is: 'defined' }],
    ...by('unsequenced'),
    limit: 100,
  },
  'ids that begin alike': { container: 'companies', key: ['c1'], idPrefix: 'form:', limit: 100 },
  'ids of a request that begin alike': {
    container: 'requests',
    key: ['c1', 'r1'],
    idPrefix: 'audit:',
    limit: 100,
  },
}
