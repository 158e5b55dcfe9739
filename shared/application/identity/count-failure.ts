import { codeTries } from '../../domain/identity/limits.ts'
import type { Core } from '../core.ts'
import type { DocumentStore, Partition, Stored } from '../ports/documents.ts'
import { noteWrongCode } from './wrong-codes.ts'
import type { LinkDocument } from './link-document.ts'

/** Counts a wrong code on its link, each one: guesses that come at the same moment do not hide behind one another. */
export async function countFailure(
  deps: Pick<Core, 'documents' | 'clock'>,
  partition: Partition,
  link: Stored<LinkDocument>,
): Promise<void> {
  const { documents } = deps
  await noteWrongCode(deps, link.value.companyId)
  let current: Stored<LinkDocument> | undefined = link
  while (current) {
    const value: LinkDocument = { ...current.value, codeFailures: current.value.codeFailures + 1 }
    const counted = await documents.batch(partition, [{ kind: 'replace', value, etag: current.etag }])
    if (counted.ok) return
    current = await documents.read<LinkDocument>(partition, link.value.id)
  }
}

/** Counts a try of the person's own factor before it is looked at; undefined when all are used up. */
export async function takeTry(
  documents: DocumentStore,
  partition: Partition,
  link: Stored<LinkDocument>,
): Promise<Stored<LinkDocument> | undefined> {
  let current: Stored<LinkDocument> | undefined = link
  while (current) {
    const { factorTries = 0 } = current.value
    if (factorTries >= codeTries) return undefined
    const value: LinkDocument = { ...current.value, factorTries: factorTries + 1 }
    const counted = await documents.batch(partition, [{ kind: 'replace', value, etag: current.etag }])
    if (counted.ok) return { value, etag: `${counted.value[0]}` }
    current = await documents.read<LinkDocument>(partition, link.value.id)
  }
  return undefined
}
