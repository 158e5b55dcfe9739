// Which documents a company takes along, and how each stands on its line.
import { utf8 } from '../bytes.ts'
import type { Core } from '../core.ts'
import type { ContainerName, Document, Found, Query } from '../ports/documents.ts'

/**
 * Lists are made of requests, and sign-ins expire: what is not here follows from what is, or is over within days. In the
 * order of reading. The tree comes first: an entry that gets its place while the rest is read shows an index that this tree
 * has not, and so is known. The company comes last, so that whatever a request names of it is there.
 */
export const exportedContainers = [
  'audit',
  'requests',
  'consents',
  'companies',
] as const satisfies readonly ContainerName[]

export type ExportedContainer = (typeof exportedContainers)[number]

/** Tokens, mails and messages under way, and what the machine notes for itself. */
export const leftKinds: readonly string[] = [
  ...[
    'outbox',
    'mail',
    'text',
    'link',
    'newest',
    'idempotency',
    'read',
    'upload',
    'export',
    'importing',
    'host',
    'consentImport',
    'consentRefused',
  ],
]

export type ExportedLine = {
  readonly kind: string
  /** The partition, without the company: nothing, or a request. */
  readonly place: readonly string[]
  readonly document: Document
}

export const kindOf = ({ id }: Pick<Document, 'id'>): string => id.replace(/:.*/s, '')

const pageLength = 200

/** What a list holds, a page in memory at a time. */
export async function* pagesOf<D extends Document>(
  { documents }: Pick<Core, 'documents'>,
  asked: Omit<Query, 'limit' | 'continuation'>,
): AsyncGenerator<readonly Found<D>[]> {
  let continuation: string | undefined
  do {
    const page = await documents.query<D>({
      ...{ ...asked, limit: pageLength },
      ...(continuation !== undefined && { continuation }),
    })
    yield page.items
    continuation = page.continuation
  } while (continuation !== undefined)
}

export const isExported = ({ value }: Found<Document>): boolean => !leftKinds.includes(kindOf(value))

/** JSON Lines. Of an API key not even the hash goes along: whoever reads an export tries no key. */
export const linesOf = (found: readonly Found<Document>[]): Uint8Array => utf8(found.map(lineOf).join(''))

function lineOf({ value, partition }: Found<Document & { readonly secretHash?: string }>): string {
  const { ttlSeconds: _expires, secretHash: _secret, ...document } = value
  const line: ExportedLine = { kind: kindOf(value), place: partition.key.slice(1), document }
  return `${JSON.stringify(line)}\n`
}
