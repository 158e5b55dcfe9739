import { demandedLevel, establishes } from '../../domain/requests/identity.ts'
import { transition } from '../../domain/requests/lifecycle.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Actor } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { staffOnly } from '../requests/access.ts'
import { informationTypesOf } from '../requests/request-document.ts'
import type { RequestDocument, StoredIdentity } from '../requests/request-document.ts'

/** The files are named by their ids: their names are personal. */
export type FilesQuarantined = {
  readonly code: 'filesQuarantined'
  readonly errors: readonly {
    readonly pointer: string
    readonly code: 'quarantined'
    readonly detail: string
  }[]
}

const filesQuarantined = (ids: readonly string[]): FilesQuarantined => ({
  code: 'filesQuarantined',
  errors: ids.map((id) => ({
    pointer: `/files/${id}`,
    code: 'quarantined',
    detail: 'waits in quarantine',
  })),
})

/** In this order: whether they may, whether the person is known, whether every source has ended. */
export function readyToSeal(actor: Actor, request: RequestDocument, company: CompanyDocument) {
  const next = transition(request.status, 'seal')
  if (!next.ok) return err({ code: 'transitionNotAllowed' } as const)
  const judged = staffOnly(actor, request, 'seal')
  if (!judged.ok) return judged
  if (request.pendingItem) return err({ code: 'itemPending' } as const)
  const identity = identityThatHolds(request, company)
  if (!identity) return err({ code: 'identityNotEstablished' } as const)
  if (request.sources.some((source) => source.state === 'waiting'))
    return err({ code: 'sourcesOpen' } as const)
  if (request.heldFiles) return err(filesQuarantined(request.heldFiles))
  return ok({ by: judged.value, identity })
}

function identityThatHolds(request: RequestDocument, company: CompanyDocument): StoredIdentity | undefined {
  const { identity } = request
  if (!identity) return undefined
  const { method, level, by, at } = identity
  // The evidence itself is encrypted; that there was some was checked when it was recorded.
  const record = { method, level, by, evidence: 'recorded', at: new Date(at) }
  return establishes(record, demandedLevel(company, informationTypesOf(request))) ? identity : undefined
}
