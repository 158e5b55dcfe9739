// Which documents a company takes along, and how each stands on its line.
import { utf8 } from '../bytes.ts'
import type { Core } from '../core.ts'
import type { ContainerName, Document, Found } from '../ports/documents.ts'

/**
 * Lists are made of requests, and sign-ins expire: what is not here follows from what is, or is over within days. The tree
 * comes first: an entry that gets its place while the rest is read shows an index that this tree has not, and so is known.
 */
export const exportedContainers = [
  'audit',
  'companies',
  'requests',
  'consents',
] as const satisfies readonly ContainerName[]

export type ExportedContainer = (typeof exportedContainers)[number]

/** Tokens, mails and messages under way, and what the machine notes for itself. */
export const leftKinds: readonly string[] = [
  ...['outbox', 'mail', 'text', 'link', 'newest', 'idempotency', 'read', 'upload', 'export', 'importing'],
]

export type ExportedLine = {
  readonly kind: string
  /** The partition, without the company: nothing, or a request. */
  readonly place: readonly string[]
  readonly document: Document
}

export const kindOf = ({ id }: Pick<Document, 'id'>): string => id.replace(/:.*/s, '')

const pageLength = 200

/** The documents of one container as JSON Lines, a page in memory at a time; `onPage` hears how many there were. */
export async function* exportedLines(
  { documents }: Pick<Core, 'documents'>,
  companyId: string,
  container: ExportedContainer,
  onPage: (count: number) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  let continuation: string | undefined
  do {
    const page = await documents.query<Document>({
      ...{ container, key: [companyId], limit: pageLength },
      ...(continuation !== undefined && { continuation }),
    })
    const taken = page.items.filter(({ value }) => !leftKinds.includes(kindOf(value)))
    if (taken.length > 0) yield utf8(taken.map(lineOf).join(''))
    await onPage(taken.length)
    continuation = page.continuation
  } while (continuation !== undefined)
}

/** Of an API key not even the hash goes along: whoever reads an export tries no key. */
function lineOf({ value, partition }: Found<Document & { readonly secretHash?: string }>): string {
  const { ttlSeconds: _expires, secretHash: _secret, ...document } = value
  const line: ExportedLine = { kind: kindOf(value), place: partition.key.slice(1), document }
  return `${JSON.stringify(line)}\n`
}
