import type { ContainerName } from '../../application/ports/documents.ts'

/**
 * The fields by which lists find and order documents, so that 100 of a million cost what 100 of a thousand do. A document
 * without the field is not in its index, which keeps the sparse ones (work that is due) as small as that work.
 *
 * `present`: finds the documents that have the field, over all partitions.
 * `ordered`: the last field orders, those before it are compared with `=` or `in`; `within` is what the query's key fixes.
 */
export type FieldIndex =
  | { readonly kind: 'present'; readonly field: string }
  | {
      readonly kind: 'ordered'
      readonly within: 'all' | 'company' | 'partition'
      readonly fields: readonly string[]
    }

const present = (field: string): FieldIndex => ({ kind: 'present', field })
const ordered = (within: 'all' | 'company' | 'partition', ...fields: string[]): FieldIndex => ({
  kind: 'ordered',
  within,
  fields,
})

export const indexedFields: Readonly<Record<ContainerName, readonly FieldIndex[]>> = {
  companies: [present('outboxPending'), present('unsequenced'), ordered('all', 'nextAt')],
  requests: [
    present('outboxPending'),
    present('unsequenced'),
    ordered('all', 'nextAt'),
    ordered('all', 'purgeAt'),
    ordered('all', 'logPurgeAt'),
    ordered('all', 'instanceState'),
  ],
  queue: [
    ordered('company', 'receivedAt'),
    ordered('company', 'internalDue'),
    ordered('company', 'status', 'receivedAt'),
    ordered('company', 'status', 'internalDue'),
    ordered('company', 'assigneeIds', 'internalDue'),
  ],
  audit: [ordered('partition', 'index')],
  consents: [present('outboxPending'), present('unsequenced')],
  access: [ordered('all', 'expiresAt')],
  logs: [ordered('partition', 'at')],
}
