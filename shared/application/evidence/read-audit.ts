import { canonicalBytes } from '../../domain/evidence/canonical.ts'
import { rootOf } from '../../domain/evidence/merkle.ts'
import { consistencySpans, inclusionSpans } from '../../domain/evidence/tree-proofs.ts'
import { allowed } from '../../domain/identity/roles.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import { toHex } from '../bytes.ts'
import type { Core } from '../core.ts'
import { compactForCompany } from '../keys/company-signature.ts'
import { partitionOf } from '../place.ts'
import { auditEntryId } from './audit-event.ts'
import type { AuditEntry } from './audit-event.ts'
import type { SequenceAudit } from './sequence-audit.ts'
import { entryIn, frontierIn, hashIn, treeEntry, treePartition } from './tree-document.ts'
import type { TreeEntry, TreeHead, TreeLeaf } from './tree-document.ts'
import { makeTreeReader } from './tree-reader.ts'

export type AuditRefusal = { readonly code: 'notFound' | 'forbidden' | 'entryUnknown' }

export type AuditHead = {
  readonly companyId: string
  readonly treeSize: number
  readonly rootHash: string
  readonly signedAt: string
  /** A compact JWS over exactly these members. */
  readonly signature: string
}

export type AuditLine = {
  readonly index: number
  readonly leafHash: string
  readonly entry?: TreeEntry
}

type Asked = { readonly actor: EmployeeActor; readonly companyId: string }

export type ReadAudit = {
  /** Entries in the order of the tree; those whose 90 days are over show their hash alone. */
  readonly entries: (
    input: Asked & {
      readonly from?: Date
      readonly to?: Date
      readonly requestId?: string
      readonly first: number
      readonly limit: number
    },
  ) => Promise<Result<{ readonly lines: readonly AuditLine[]; readonly next?: number }, AuditRefusal>>
  readonly head: (input: Asked) => Promise<Result<AuditHead, AuditRefusal>>
  /** RFC 9162 section 2.1.3. */
  readonly proof: (input: Asked & { readonly index: number }) => Promise<
    Result<
      {
        readonly index: number
        readonly treeSize: number
        readonly leafHash: string
        readonly path: readonly string[]
      },
      AuditRefusal
    >
  >
  /** RFC 9162 section 2.1.4. */
  readonly consistency: (
    input: Asked & { readonly from: number; readonly to?: number },
  ) => Promise<
    Result<{ readonly from: number; readonly to: number; readonly path: readonly string[] }, AuditRefusal>
  >
}

type Deps = Pick<Core, 'documents' | 'crypto' | 'keys' | 'clock'> & { readonly sequence: SequenceAudit }

/** How far a question about the tree first brings it up to date; what waits beyond that, the queue brings in. */
const lapsWhileAsked = 5

const entriesAtOnce = 25

/** The company's proof of what was done: whoever asks gets it up to the last committed change. */
export function makeReadAudit({ documents, crypto, keys, clock, sequence }: Deps): ReadAudit {
  const { sha256 } = crypto
  const tree = makeTreeReader({ documents, crypto })

  function may({ actor, companyId }: Asked): Result<void, AuditRefusal> {
    const { roles, grants } = actor
    if (actor.companyId !== companyId) return err({ code: 'notFound' })
    return allowed('seeAudit', { roles, grants, relations: [] }) ? ok(undefined) : err({ code: 'forbidden' })
  }

  async function currentHead(companyId: string): Promise<TreeHead> {
    await sequence(companyId, { mostLaps: lapsWhileAsked })
    const head = await documents.read<TreeHead>(treePartition(companyId), 'head')
    return head?.value ?? { id: 'head', size: 0, frontier: [], edge: [], promised: [] }
  }

  /** Undefined when its 90 days are over. */
  async function entryOf(companyId: string, leaf: TreeLeaf): Promise<TreeEntry | undefined> {
    const { requestId, sequence: number } = entryIn(leaf)
    const partition = partitionOf({ companyId, requestId })
    const entry = await documents.read<AuditEntry>(partition, auditEntryId(number))
    return entry && treeEntry(entry.value)
  }

  async function lineOf(companyId: string, index: number, leaf: TreeLeaf): Promise<AuditLine> {
    const entry = await entryOf(companyId, leaf)
    return { index, leafHash: toHex(hashIn(leaf)), ...(entry === undefined ? {} : { entry }) }
  }

  return {
    async entries({ from, to, requestId, first, limit, ...asked }) {
      const judged = may(asked)
      if (!judged.ok) return judged
      const { companyId } = asked
      const head = await currentHead(companyId)
      const end = Math.min(head.size, first + limit)
      const leaves = (await tree(companyId, head).leaves({ start: first, end }))
        .map((leaf, i) => ({ leaf, index: first + i }))
        .filter(({ leaf }) => requestId === undefined || entryIn(leaf).requestId === requestId)
      const lines: AuditLine[] = []
      for (let at = 0; at < leaves.length; at += entriesAtOnce) {
        const some = leaves.slice(at, at + entriesAtOnce)
        lines.push(...(await Promise.all(some.map(({ leaf, index }) => lineOf(companyId, index, leaf)))))
      }
      return ok({
        lines: lines.filter(({ entry }) => inTime(entry?.at, from, to)),
        ...(end < head.size ? { next: end } : {}),
      })
    },

    async head(asked) {
      const judged = may(asked)
      if (!judged.ok) return judged
      const frontier = frontierIn(await currentHead(asked.companyId))
      const facts = {
        companyId: asked.companyId,
        treeSize: frontier.size,
        rootHash: toHex(rootOf(sha256, frontier)),
        signedAt: clock.now().toISOString(),
      }
      const signature = await compactForCompany(
        { keys, crypto },
        { companyId: asked.companyId, payload: canonicalBytes(facts), typ: 'indsigt-head+jws' },
      )
      return ok({ ...facts, signature })
    },

    async proof({ index, ...asked }) {
      const judged = may(asked)
      if (!judged.ok) return judged
      const head = await currentHead(asked.companyId)
      if (index < 0 || index >= head.size) return err({ code: 'entryUnknown' })
      const { leaves, roots } = tree(asked.companyId, head)
      const path = (await roots(inclusionSpans(index, head.size))).map(toHex)
      const [leaf = ''] = await leaves({ start: index, end: index + 1 })
      return ok({ index, treeSize: head.size, leafHash: toHex(hashIn(leaf)), path })
    },

    async consistency({ from, to, ...asked }) {
      const judged = may(asked)
      if (!judged.ok) return judged
      const head = await currentHead(asked.companyId)
      const end = to ?? head.size
      if (from < 1 || from > end || end > head.size) return err({ code: 'entryUnknown' })
      const path = await tree(asked.companyId, head).roots(consistencySpans(from, end))
      return ok({ from, to: end, path: path.map(toHex) })
    },
  }
}

/** An entry whose detail is gone has no time any more; it is shown unless a time was asked for. */
function inTime(at: string | undefined, from: Date | undefined, to: Date | undefined): boolean {
  if (!from && !to) return true
  if (at === undefined) return false
  return (!from || at >= from.toISOString()) && (!to || at < to.toISOString())
}
