import type { Items } from './items.ts'
import { OutsideClosedList, refused, type Answer } from './wire.ts'

type Body = Readonly<Record<string, unknown>> & { readonly id: string }

type Operation = {
  readonly operationType: 'Create' | 'Replace' | 'Upsert' | 'Delete'
  readonly id?: string
  readonly ifMatch?: string
  readonly resourceBody?: Body
}

type Done = { readonly statusCode: number; readonly requestCharge: number; readonly eTag?: string }

const kinds: readonly string[] = ['Create', 'Replace', 'Upsert', 'Delete']
const members = ['operationType', 'id', 'ifMatch', 'resourceBody']

/** A transactional batch: all operations in one logical partition, in turn, or none of them. */
export function runBatch(items: Items, key: readonly string[], text: string): Answer {
  if (Buffer.byteLength(text) > 2 * 1024 * 1024)
    return refused(413, 'RequestEntityTooLarge', 'Request size is too large')
  const operations = operationsIn(text)
  if (operations.length > 100)
    return refused(400, 'BadRequest', 'Batch request has more operations than what is supported.')

  const undo = items.mark()
  const done: Done[] = []
  for (const operation of operations) {
    const { statusCode, eTag } = run(items, key, operation)
    done.push({ statusCode, requestCharge: 1, ...(eTag !== undefined && { eTag }) })
    if (statusCode < 400) continue
    undo()
    return { status: 207, body: operations.map((_, index) => failed(done, index)) }
  }
  return { status: 200, body: done }
}

/** The one that failed says why; the others stand and fall with it. */
const failed = (done: readonly Done[], index: number): Done =>
  index === done.length - 1
    ? { statusCode: done[index]?.statusCode ?? 0, requestCharge: 1 }
    : { statusCode: 424, requestCharge: 0 }

function operationsIn(text: string): readonly Operation[] {
  const operations = JSON.parse(text) as readonly Operation[]
  for (const operation of operations) {
    if (!kinds.includes(operation.operationType))
      throw new OutsideClosedList(`the operation ${String(operation.operationType)}`)
    for (const member of Object.keys(operation))
      if (!members.includes(member)) throw new OutsideClosedList(`the member ${member} of an operation`)
  }
  return operations
}

type Outcome = Omit<Done, 'requestCharge'>

function run(items: Items, key: readonly string[], operation: Operation): Outcome {
  const { operationType, ifMatch, resourceBody } = operation
  if (operationType === 'Delete') return remove(items, key, operation)
  if (!resourceBody || !isTakeable(items, key, resourceBody)) return { statusCode: 400 }

  const current = items.read(key, operation.id ?? resourceBody.id)
  switch (operationType) {
    case 'Create':
      return current ? { statusCode: 409 } : { statusCode: 201, eTag: items.write(key, resourceBody)._etag }
    case 'Upsert':
      return { statusCode: current ? 200 : 201, eTag: items.write(key, resourceBody)._etag }
    case 'Replace':
      if (operation.id !== resourceBody.id) return { statusCode: 400 }
      if (!current) return { statusCode: 404 }
      if (ifMatch !== undefined && ifMatch !== current._etag) return { statusCode: 412 }
      return { statusCode: 200, eTag: items.write(key, resourceBody)._etag }
  }
}

function remove(items: Items, key: readonly string[], { id = '', ifMatch }: Operation): Outcome {
  const current = items.read(key, id)
  if (!current) return { statusCode: 404 }
  if (ifMatch !== undefined && ifMatch !== current._etag) return { statusCode: 412 }
  items.remove(key, id)
  return { statusCode: 204 }
}

/** An item's own properties must name the partition that it is sent to; its id must fit into an address. */
function isTakeable({ definition }: Items, key: readonly string[], body: Body): boolean {
  const named = definition.partitionKey.paths.map((path) => body[path.slice(1)])
  const isHere = named.every((part, index) => part === key[index])
  const isId =
    typeof body.id === 'string' && /^[^/\\?#]+$/.test(body.id) && Buffer.byteLength(body.id) <= 1023
  const { ttl } = body
  const isTtl =
    ttl === undefined || ttl === -1 || (Number.isInteger(ttl) && Number(ttl) > 0 && Number(ttl) < 2 ** 31)
  return isHere && isId && isTtl
}
