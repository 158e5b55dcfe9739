import { isModuleOn } from '../../domain/companies/standing.ts'
import { allowed } from '../../domain/identity/roles.ts'
import type { KeyScope } from '../../domain/identity/key-scopes.ts'
import { currentTypes } from '../../domain/templates/information-type.ts'
import { limitReached } from '../../domain/requests/limits.ts'
import { addDays } from '../../domain/time.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { EmployeeActor } from '../actor.ts'
import { toBase64Url } from '../bytes.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { CompanyChange } from '../companies/company-changes.ts'
import type { Core } from '../core.ts'
import type { AuditEvent } from '../evidence/audit-event.ts'
import { noRequest } from '../place.ts'
import type { Place } from '../place.ts'
import type { Write } from '../ports/documents.ts'
import { readAll } from '../read-all.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey } from '../requests/idempotency.ts'
import { apiKeyDocumentId, apiKeyPrefix, keyPrefix, readApiKey, writeKey } from './api-key-document.ts'
import type { ApiKeyDocument } from './api-key-document.ts'

export type ApiKeyView = {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly scopes: readonly KeyScope[]
  /** Of one that stands in pages: theirs, and all that it does is ask for consent. */
  readonly origins?: readonly string[]
  readonly sourceId?: string
  readonly createdAt: Date
  readonly createdBy: string
  /** When the present secret was made. */
  readonly rotatedAt: Date
  readonly expiresAt: Date
  readonly lastUsedAt?: Date
}

/** The secret is in the first answer alone: a repeated creation does not have it. */
export type NewApiKey = ApiKeyView & { readonly secret?: string }

export type ApiKeyRefusal = {
  readonly code:
    | 'notFound'
    | 'forbidden'
    | 'moduleOff'
    | 'expiryInvalid'
    | 'keySourceInvalid'
    | 'limitReached'
    | 'idempotencyKeyReused'
    | 'versionConflict'
  readonly rule?: string
}

type Asked = { readonly actor: EmployeeActor; readonly companyId: string }

type Repeatable = { readonly idempotency?: IdempotencyKey }

export type ApiKeys = {
  readonly list: (asked: Asked) => Promise<Result<readonly ApiKeyView[], ApiKeyRefusal>>
  readonly create: (
    input: Asked & Repeatable & { readonly wish: KeyWish },
  ) => Promise<Result<NewApiKey, ApiKeyRefusal>>
  /** A new secret for as long as the old one had: the old one stops at the next call, what is bound to the key goes on. */
  readonly rotate: (
    input: Asked & Repeatable & { readonly keyId: string },
  ) => Promise<Result<NewApiKey, ApiKeyRefusal>>
  readonly stop: (input: Asked & { readonly keyId: string }) => Promise<Result<void, ApiKeyRefusal>>
}

export type KeyWish = {
  readonly name: string
  /** None for a key that may be published. */
  readonly scopes: readonly KeyScope[]
  readonly origins?: readonly string[]
  readonly expiresAt?: Date
  /** With the scope `push`, which then is the only one. */
  readonly sourceId?: string
}

/** Keys expire, unless another day is said after a year (security.md, "API keys"). */
const usualDays = 365
const mostKeys = 100

/** What a repeat needs to know of the first time. */
type Made = { readonly keyId: string }

type Deps = Pick<Core, 'documents' | 'companies' | 'companyChanges' | 'secrets' | 'random' | 'crypto'>

/** The owner's keys for the company's programs. */
export function makeApiKeys(deps: Deps): ApiKeys {
  const { documents, companyChanges, random, crypto } = deps
  const once = {
    create: makeOnce<Made>(deps, 'createApiKey'),
    rotate: makeOnce<Made>(deps, 'rotateApiKey'),
  }

  function may({ actor, companyId }: Asked): Result<void, ApiKeyRefusal> {
    if (actor.companyId !== companyId) return err({ code: 'notFound' })
    return allowed('manageApiKeys', { ...actor, relations: [] }) ? ok(undefined) : err({ code: 'forbidden' })
  }

  function newSecret(key: Pick<ApiKeyDocument, 'companyId' | 'keyId' | 'origins'>) {
    const secret = random.bytes(32)
    return {
      secretHash: toBase64Url(crypto.sha256(secret)),
      shown: writeKey(key, toBase64Url(secret)),
    }
  }

  async function keysOf(companyId: string): Promise<readonly ApiKeyDocument[]> {
    const asked = { container: 'companies', key: [companyId], idPrefix: apiKeyPrefix } as const
    return (await readAll<ApiKeyDocument>(documents, asked)).map(({ value }) => value)
  }

  /** What was made by the same call before, as it is now and without its secret. */
  async function again(
    kind: keyof typeof once,
    place: Place,
    given: IdempotencyKey | undefined,
  ): Promise<Result<NewApiKey, ApiKeyRefusal> | undefined> {
    const earlier = await once[kind].earlier(place, given)
    if (!earlier?.ok) return earlier
    const found = await readApiKey(documents, place.companyId, earlier.value.keyId)
    return found ? ok(viewOf(found.value)) : err({ code: 'notFound' })
  }

  async function newKey({ actor, companyId }: Asked, wish: KeyWish, now: Date) {
    const keyId = random.id()
    const { name, scopes, origins, sourceId } = wish
    const { secretHash, shown } = newSecret({ companyId, keyId, ...(origins && { origins }) })
    const value: ApiKeyDocument = {
      ...{ id: apiKeyDocumentId(keyId), companyId, keyId, secretHash },
      ...{ name, scopes, createdBy: actor.employeeId },
      ...(origins && { origins }),
      ...(sourceId === undefined ? {} : { sourceId }),
      createdAt: now.toISOString(),
      madeAt: now.toISOString(),
      expiresAt: (wish.expiresAt ?? addDays(now, usualDays)).toISOString(),
    }
    return { value, shown }
  }

  return {
    async list(asked) {
      const judged = may(asked)
      return judged.ok ? ok((await keysOf(asked.companyId)).map(viewOf)) : judged
    },

    async create({ wish, idempotency, ...asked }) {
      const judged = may(asked)
      if (!judged.ok) return judged
      const place = { companyId: asked.companyId, requestId: noRequest }
      return companyChanges.change<NewApiKey, ApiKeyRefusal>(asked.companyId, async (now) => {
        const before = await again('create', place, idempotency)
        if (before) return before.ok ? ok({ answer: before.value }) : before
        const company = await deps.companies.find(asked.companyId)
        if (!company || !isModuleOn(company, 'apiKeys')) return err({ code: 'moduleOff' })
        if (!isWhole(wish, company)) return err({ code: 'keySourceInvalid' })
        if (wish.expiresAt && wish.expiresAt <= now) return err({ code: 'expiryInvalid' })
        if ((await keysOf(asked.companyId)).length >= mostKeys) return err(limitReached('apiKeys', mostKeys))

        const { value, shown } = await newKey(asked, wish, now)
        const repeat = await once.create.writes(place, idempotency, { keyId: value.keyId })
        const writes: readonly Write[] = [{ kind: 'create', value }, ...repeat]
        const change = changeOf(asked, 'apiKeyCreated', value, writes)
        return ok({ answer: { ...viewOf(value), secret: shown }, change })
      })
    },

    async rotate({ keyId, idempotency, ...asked }) {
      const judged = may(asked)
      if (!judged.ok) return judged
      const place = { companyId: asked.companyId, requestId: noRequest }
      return companyChanges.change<NewApiKey, ApiKeyRefusal>(asked.companyId, async (now) => {
        const before = await again('rotate', place, idempotency)
        if (before) return before.ok ? ok({ answer: before.value }) : before
        const found = await readApiKey(documents, asked.companyId, keyId)
        if (!found) return err({ code: 'notFound' })

        const { secretHash, shown } = newSecret(found.value)
        const value = { ...found.value, secretHash, ...renewed(found.value, now) }
        const repeat = await once.rotate.writes(place, idempotency, { keyId })
        const writes: readonly Write[] = [{ kind: 'replace', value, etag: found.etag }, ...repeat]
        const change = changeOf(asked, 'apiKeyRotated', value, writes)
        return ok({ answer: { ...viewOf(value), secret: shown }, change })
      })
    },

    async stop({ keyId, ...asked }) {
      const judged = may(asked)
      if (!judged.ok) return judged
      return companyChanges.change<void, ApiKeyRefusal>(asked.companyId, async () => {
        const found = await readApiKey(documents, asked.companyId, keyId)
        if (!found) return err({ code: 'notFound' })
        const writes: readonly Write[] = [{ kind: 'delete', id: found.value.id, etag: found.etag }]
        return ok({ answer: undefined, change: changeOf(asked, 'apiKeyStopped', found.value, writes) })
      })
    },
  }
}

/** A key that pushes names the source of the catalogue that it fills, and does nothing else. */
function isWhole({ scopes, sourceId }: KeyWish, { informationTypes }: CompanyDocument): boolean {
  if (!scopes.includes('push')) return sourceId === undefined
  const sources = currentTypes(informationTypes).flatMap((type) => type.sources)
  return scopes.length === 1 && sources.some((one) => one.sourceId === sourceId)
}

/** The new secret lives as long from now as the old one did from when it was made. */
function renewed({ madeAt, expiresAt }: ApiKeyDocument, now: Date) {
  const life = new Date(expiresAt).getTime() - new Date(madeAt).getTime()
  return { madeAt: now.toISOString(), expiresAt: new Date(now.getTime() + life).toISOString() }
}

/** The audit keeps the id of the key, what it may and until when; its name stays with the key. */
const changeOf = (
  { actor }: Asked,
  event: AuditEvent,
  { keyId, scopes, origins, sourceId, expiresAt }: ApiKeyDocument,
  writes: readonly Write[],
): CompanyChange => ({
  writes,
  facts: [
    {
      event,
      by: actorRef(actor),
      detail: {
        ...{ keyId, scopes: scopes.join(' '), expiresAt },
        ...(origins && { origins: origins.join(' ') }),
        ...(sourceId !== undefined && { sourceId }),
      },
    },
  ],
})

const viewOf = ({ keyId, name, scopes, createdBy, ...key }: ApiKeyDocument): ApiKeyView => ({
  ...{ id: keyId, name, prefix: keyPrefix({ ...key, keyId }), scopes, createdBy },
  createdAt: new Date(key.createdAt),
  rotatedAt: new Date(key.madeAt),
  expiresAt: new Date(key.expiresAt),
  ...(key.origins && { origins: key.origins }),
  ...(key.sourceId === undefined ? {} : { sourceId: key.sourceId }),
  ...(key.lastUsedAt === undefined ? {} : { lastUsedAt: new Date(key.lastUsedAt) }),
})
