import type { Container, OperationInput, OperationResponse } from '@azure/cosmos'

import { checkBatchBytes } from '../../application/ports/document-rules.ts'
import type { BatchRefusal, Partition, Write } from '../../application/ports/documents.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { bodyProperty, keyProperties } from './containers.ts'
import { unavailable } from './failures.ts'

/** How an item lies in Cosmos DB: the key and the time to live where it looks for them, the document under one name. */
export type Item = { readonly id: string; readonly _etag: string } & Readonly<Record<string, unknown>>

/** The writes as one transactional batch; its size is that of the whole body, which the limit is about. */
export function operationsOf({ container, key }: Partition, writes: readonly Write[]): OperationInput[] {
  const keys = Object.fromEntries(
    keyProperties[container].map((property, index) => [property, key[index] ?? '']),
  )
  const operations = writes.map((write) => operationOf(write, keys))
  checkBatchBytes(Buffer.byteLength(JSON.stringify(operations)))
  return operations
}

function operationOf(write: Write, keys: Readonly<Record<string, string>>): OperationInput {
  if (write.kind === 'delete') {
    const { id, etag } = write
    return { operationType: 'Delete', id, ...(etag !== undefined && { ifMatch: etag }) }
  }
  const { id, ttlSeconds: ttl } = write.value
  const resourceBody = { ...keys, id, ...(ttl !== undefined && { ttl }), [bodyProperty]: { ...write.value } }
  if (write.kind === 'create') return { operationType: 'Create', resourceBody }
  if (write.kind === 'upsert') return { operationType: 'Upsert', resourceBody }
  return { operationType: 'Replace', id, ifMatch: write.etag, resourceBody }
}

const refusals: Readonly<Record<number, BatchRefusal['code']>> = {
  404: 'absent',
  409: 'exists',
  412: 'versionConflict',
}

/** A write that stands only because another did not (RFC 4918, section 11.4). */
const failedDependency = 424

/** Sends a batch and reads its answers: all new etags, or which write was refused and why. */
export async function sendBatch(
  container: Container,
  { key }: Partition,
  operations: OperationInput[],
  abortSignal: AbortSignal,
): Promise<Result<readonly string[], BatchRefusal>> {
  const {
    code,
    substatus,
    result = [],
  } = await container.items.batch(operations, [...key], {
    abortSignal,
    contentResponseOnWriteEnabled: false,
  })
  const index = result.findIndex(({ statusCode }) => statusCode >= 400 && statusCode !== failedDependency)
  if (index < 0 && code === 200 && result.length === operations.length)
    return ok(result.map((answer, at) => etagOf(answer, operations[at])))

  const status = result[index]?.statusCode ?? code ?? 0
  if (status < 400) throw unavailable(5, 'an answer to a batch that says too little')
  const detail = detailIn(result[index]) || (substatus ?? 0)
  const refused = refusalOf(status, detail)
  if (refused !== undefined && index >= 0) return err({ code: refused, index })
  throw Object.assign(new Error('a batch was not done'), { code: status, substatus: detail })
}

/** As for a read, only a plain 404 speaks of the document. */
const refusalOf = (status: number, substatus: number): BatchRefusal['code'] | undefined =>
  status === 404 && substatus !== 0 ? undefined : refusals[status]

/** The service says it of a single write where the SDK's types do not. */
function detailIn(answer: OperationResponse | undefined): number {
  const { subStatusCode } = { ...answer } as { readonly subStatusCode?: unknown }
  return typeof subStatusCode === 'number' ? subStatusCode : 0
}

function etagOf({ eTag }: OperationResponse, operation: OperationInput | undefined): string {
  return operation?.operationType === 'Delete' ? '' : (eTag ?? '')
}
