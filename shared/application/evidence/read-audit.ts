import { canonicalBytes } from '../../domain/evidence/canonical.ts'
import { consistencyProof, inclusionProof, rootOf } from '../../domain/evidence/merkle.ts'
import { allowed } from '../../domain/identity/roles.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import { toHex } from '../bytes.ts'
import type { Core } from '../core.ts'
import { compactForCompany } from '../keys/company-signature.ts'
import { frontierOf } from './sequence-audit.ts'
import type { SequenceAudit } from './sequence-audit.ts'
import { headPartition, leafId, leafPartition } from './tree-document.ts'
import type { TreeHead, TreeLeaf } from './tree-document.ts'
import { emptyFrontier } from '../../domain/evidence/merkle.ts'

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
  readonly entry?: TreeLeaf['entry']
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

/** The company's proof of what was done: whoever asks gets it up to the last committed change. */
export function makeReadAudit({ documents, crypto, keys, clock, sequence }: Deps): ReadAudit {
  const { sha256 } = crypto

  function may({ actor, companyId }: Asked): Result<void, AuditRefusal> {
    const { roles, grants } = actor
    if (actor.companyId !== companyId) return err({ code: 'notFound' })
    return allowed('seeAudit', { roles, grants, relation: 'none' })
      ? ok(undefined)
      : err({ code: 'forbidden' })
  }

  async function currentHead(companyId: string) {
    await sequence(companyId)
    const head = await documents.read<TreeHead>(headPartition(companyId), 'head')
    return head ? frontierOf(head.value) : emptyFrontier
  }

  async function leaves(companyId: string, from: number, to: number): Promise<readonly TreeLeaf[]> {
    const found: TreeLeaf[] = []
    for (let index = from; index < to; index++) {
      const leaf = await documents.read<TreeLeaf>(leafPartition(companyId, index), leafId(index))
      if (!leaf) throw new Error(`leaf ${index} of the audit tree is missing`)
      found.push(leaf.value)
    }
    return found
  }

  const hashes = async (companyId: string, size: number) =>
    (await leaves(companyId, 0, size)).map(({ leafHash }) => new Uint8Array(Buffer.from(leafHash, 'hex')))

  return {
    async entries({ from, to, requestId, first, limit, ...asked }) {
      const judged = may(asked)
      if (!judged.ok) return judged
      const { size } = await currentHead(asked.companyId)
      const end = Math.min(size, first + limit)
      const lines = (await leaves(asked.companyId, first, end))
        .filter((leaf) => requestId === undefined || leaf.requestId === requestId)
        .filter(({ entry }) => inTime(entry?.at, from, to))
        .map(({ index, leafHash, entry }) => ({ index, leafHash, ...(entry === undefined ? {} : { entry }) }))
      return ok({ lines, ...(end < size ? { next: end } : {}) })
    },

    async head(asked) {
      const judged = may(asked)
      if (!judged.ok) return judged
      const frontier = await currentHead(asked.companyId)
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
      const { size } = await currentHead(asked.companyId)
      const all = await hashes(asked.companyId, size)
      const leaf = all[index]
      if (!leaf) return err({ code: 'entryUnknown' })
      const path = inclusionProof(sha256, all, index).map(toHex)
      return ok({ index, treeSize: size, leafHash: toHex(leaf), path })
    },

    async consistency({ from, to, ...asked }) {
      const judged = may(asked)
      if (!judged.ok) return judged
      const { size } = await currentHead(asked.companyId)
      const end = to ?? size
      if (from < 1 || from > end || end > size) return err({ code: 'entryUnknown' })
      const all = await hashes(asked.companyId, end)
      return ok({ from, to: end, path: consistencyProof(sha256, all, from).map(toHex) })
    },
  }
}

/** An entry whose detail is gone has no time any more; it is shown unless a time was asked for. */
function inTime(at: string | undefined, from: Date | undefined, to: Date | undefined): boolean {
  if (!from && !to) return true
  if (at === undefined) return false
  return (!from || at >= from.toISOString()) && (!to || at < to.toISOString())
}
