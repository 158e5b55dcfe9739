import { containers, type Document, type Partition, type Query, type Write } from './documents.ts'

/** Cosmos DB's limits (learn.microsoft.com, "Azure Cosmos DB service quotas"); every home keeps them, so that none is a surprise. */
const mostWrites = 100
const mostBatchBytes = 2 * 1024 * 1024
const mostIdBytes = 1023
const longestTtlSeconds = 2_147_483_647
const mostItems = 1000

const encoder = new TextEncoder()
const bytesOf = (text: string): number => encoder.encode(text).length

/** What breaks a rule of the port is a defect of the caller's, and throws before anything is asked or stored. */
export function checkPartition({ container, key }: Partition): void {
  if (key.length !== containers[container].keyParts)
    throw new RangeError(`a key in ${container} has another length`)
  checkKey(key)
}

function checkKey(key: readonly string[]): void {
  if (!key.every(isKeyPart)) throw new RangeError('a part of a key is well-formed text of 1 to 1023 bytes')
}

const isKeyPart = (text: string): boolean =>
  text.length > 0 && text.isWellFormed() && bytesOf(text) <= mostIdBytes

/**
 * Cosmos DB takes no id with a slash, a backslash, a question mark or a hash; control characters help nobody; and an id of
 * dots alone would be a step in the path of an address (RFC 3986, section 5.2.4).
 */
const isId = (id: string): boolean =>
  isKeyPart(id) && !/[/\\?#\u0000-\u001f\u007f]/.test(id) && !/^\.\.?$/.test(id)

export function checkBatch({ container, key }: Partition, writes: readonly Write[]): void {
  if (writes.length < 1 || writes.length > mostWrites)
    throw new RangeError(`a batch has 1 to ${mostWrites} writes`)
  let bytes = 0
  for (const write of writes) {
    const id = write.kind === 'delete' ? write.id : write.value.id
    if (!isId(id))
      throw new RangeError('an id is well-formed text of 1 to 1023 bytes without / \\ ? # and controls')
    // The partition key of `access` is the id itself, so no other document fits in there.
    if (container === 'access' && id !== key[0]) throw new RangeError('in access the key is the id')
    if (write.kind !== 'delete') bytes += checkedBytes(write.value)
  }
  checkBatchBytes(bytes)
}

export function checkBatchBytes(bytes: number): void {
  if (bytes > mostBatchBytes) throw new RangeError('a batch holds at most 2 MB')
}

function checkedBytes(value: Document): number {
  const ttl = value.ttlSeconds
  if (ttl !== undefined && !(Number.isInteger(ttl) && ttl >= 1 && ttl <= longestTtlSeconds)) {
    throw new RangeError('a time to live is a whole number of seconds, at least one')
  }
  return bytesOf(JSON.stringify(value))
}

const fieldPattern = /^[a-zA-Z][a-zA-Z0-9]{0,63}$/
const mostValuesOfIn = 100

export function checkQuery(query: Query): void {
  const { container, key = [], idPrefix, limit } = query
  if (!Number.isInteger(limit) || limit < 1 || limit > mostItems)
    throw new RangeError(`a page has 1 to ${mostItems} items`)
  if (key.length > containers[container].keyParts)
    throw new RangeError(`a key in ${container} has another length`)
  checkKey(key)
  if (idPrefix?.isWellFormed() === false) throw new RangeError('an id prefix is well-formed text')
  checkFields(query)
}

/** Field names become part of a statement, where indices demand it: the pattern keeps them names. */
function checkFields({ where = [], orderBy }: Query): void {
  for (const { field } of orderBy ? [...where, orderBy] : where)
    if (!fieldPattern.test(field)) throw new RangeError('a field is named by letters and digits')
  for (const condition of where)
    if (condition.is === 'in' && condition.values.length > mostValuesOfIn)
      throw new RangeError(`"in" takes at most ${mostValuesOfIn} values`)
}
