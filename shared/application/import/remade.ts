// What an instance makes anew of what another one kept: everything else is taken in as it is.
import { isOver } from '../requests/instances.ts'
import type { ConsentStateDocument } from '../consent/consent-document.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { entrySeconds } from '../companies/company-changes.ts'
import { itemDays } from '../companies/guarded-change.ts'
import type { AuditEntry } from '../evidence/audit-event.ts'
import type { ExportedContainer, ExportedLine } from '../export/exported-lines.ts'
import type { KeyReference } from '../keys/keyring.ts'
import type { Document } from '../ports/documents.ts'
import type { RequestDocument } from '../requests/request-document.ts'

export type Remaking = {
  readonly keys: ReadonlyMap<string, KeyReference>
  readonly treeSize: number
  readonly now: Date
}

/** A document as it is kept here; undefined when its time to live is over. */
export function remade(
  container: ExportedContainer,
  { kind, document }: ExportedLine,
  remaking: Remaking,
): Document | undefined {
  if (kind === 'audit') return keptEntry(container, document as AuditEntry, remaking)
  if (kind === 'state') return remadeState(document as ConsentStateDocument, remaking)
  if (kind === 'request') return remadeRequest(document as RequestDocument, remaking)
  if (kind === 'item') return living(document, (document as Dated).at, itemDays * 24 * 3600, remaking)
  // No hash came along, and none is like the empty one: the key opens nothing until it is rotated.
  if (kind === 'apiKey') return { ...document, secretHash: '' } as Document
  return document
}

/** Who looked after it looks elsewhere: somebody begins here at once. */
function remadeState(
  { instanceId, ...state }: ConsentStateDocument,
  { now }: Pick<Remaking, 'now'>,
): ConsentStateDocument {
  return instanceId === undefined ? state : { ...state, wakeBy: now.toISOString() }
}

type Dated = Document & { readonly at: string }

function living(value: Document, since: string, seconds: number, { now }: Remaking): Document | undefined {
  const left = seconds - Math.floor((now.getTime() - new Date(since).getTime()) / 1000)
  return left > 0 ? { ...value, ttlSeconds: left } : undefined
}

/** An entry whose place this tree does not have waits for one again. Those of the company and of consents go after 90 days. */
function keptEntry(
  container: ExportedContainer,
  { index, ...entry }: AuditEntry,
  remaking: Remaking,
): Document | undefined {
  const isPlaced = index !== undefined && index < remaking.treeSize
  const kept = isPlaced ? { ...entry, index } : { ...entry, unsequenced: entry.unsequenced ?? entry.at }
  return container !== 'requests' ? living(kept, entry.at, entrySeconds, remaking) : kept
}

/**
 * Its orchestrations run elsewhere: what is not over is looked at at once, and begun anew. The list of a person's requests
 * is each instance's own.
 */
function remadeRequest(
  { ownMailbox: _mailbox, ...request }: RequestDocument,
  { keys, now }: Remaking,
): RequestDocument {
  const here = (reference: KeyReference): KeyReference => keys.get(reference.keyId) ?? reference
  return {
    ...request,
    key: here(request.key),
    deliveries: request.deliveries.map((delivery) => ({ ...delivery, key: here(delivery.key) })),
    ...(isBegunAnew(request) && { wakeBy: now.toISOString() }),
    instances: [],
  }
}

/** The reconciler finds it by its `wakeBy`. */
export const isBegunAnew = (request: RequestDocument): boolean =>
  request.instances.length > 0 && !isOver(request)

/**
 * What was about to happen to it there, by its own people or the operators, is not here; and a host name leads to the
 * other instance until somebody proves it here.
 */
export function remadeCompany(
  {
    closing: _closing,
    closesAt: _at,
    recovery: _recovery,
    support: _support,
    host: _host,
    ...company
  }: CompanyDocument,
  here: Required<Pick<CompanyDocument, 'secret' | 'formerKeys'>>,
): CompanyDocument {
  return { ...company, ...here }
}
