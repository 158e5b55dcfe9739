import { isModuleOn } from '../../domain/companies/standing.ts'
import { addHours } from '../../domain/time.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { fromBase64Url } from '../bytes.ts'
import { programAccessOf } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { companyPartition } from '../place.ts'
import type { Stored } from '../ports/documents.ts'
import { parseKey, readApiKey } from './api-key-document.ts'
import type { ApiKeyDocument } from './api-key-document.ts'

export type KeyRefusal = {
  readonly code:
    'apiKeyInvalid' | 'apiKeyRequired' | 'apiKeyPublishable' | 'apiKeyOriginRefused' | 'moduleOff'
}

/** The API key beside a token, read from the store at every call, so that a stopped one stops at the next (security.md, "API keys"). */
export type KeyGate = {
  /** Unknown, stopped, expired and another company's are the same refusal. */
  readonly check: (key: {
    readonly companyId: string
    readonly presented: string
  }) => Promise<Result<ApiKeyDocument, KeyRefusal>>
  /** The key of a program that comes without a token: which company it is of, it says itself. */
  readonly alone: (presented: string) => Promise<Result<ApiKeyDocument, KeyRefusal>>
  /** A key that stands in pages for everybody to read: it counts from those pages, and for asking for consent alone. */
  readonly published: (key: {
    readonly presented: string
    readonly origin: string | null
  }) => Promise<Result<ApiKeyDocument, KeyRefusal>>
  /** Undefined where none came along and none is demanded: neither by the token nor by the company. */
  readonly beside: (token: {
    readonly companyId: string
    /** The key that the token was made with. */
    readonly keyId?: string | undefined
    readonly presented?: string | undefined
  }) => Promise<Result<ApiKeyDocument | undefined, KeyRefusal>>
}

type Deps = Pick<Core, 'documents' | 'companies' | 'settings' | 'clock' | 'crypto'>

export function makeKeyGate({ documents, companies, settings, clock, crypto }: Deps): KeyGate {
  const invalid = err({ code: 'apiKeyInvalid' } as const)

  /** Nobody waits for it, and what is lost now is noted by the next call. */
  function noteUse({ value, etag }: Stored<ApiKeyDocument>, now: Date): void {
    if (value.lastUsedAt !== undefined && addHours(new Date(value.lastUsedAt), 1) > now) return
    const used = { ...value, lastUsedAt: now.toISOString() }
    documents
      .batch(companyPartition(value.companyId), [{ kind: 'replace', value: used, etag }])
      .catch(() => undefined)
  }

  const held: KeyGate['check'] = async ({ companyId, presented }) => {
    const key = parseKey(presented)
    if (key?.companyId !== companyId) return invalid
    const found = await readApiKey(documents, companyId, key.keyId)
    if (!found) return invalid
    const given = crypto.sha256(fromBase64Url(key.secret))
    if (!crypto.equal(given, fromBase64Url(found.value.secretHash))) return invalid
    const now = clock.now()
    if (new Date(found.value.expiresAt) <= now) return invalid
    const company = await companies.find(companyId)
    if (!company || !isModuleOn(company, 'apiKeys')) return err({ code: 'moduleOff' })
    noteUse(found, now)
    return ok(found.value)
  }

  /** Everybody can read it: it opens nothing that a secret opens. */
  const check: KeyGate['check'] = async (key) => {
    const found = await held(key)
    return found.ok && found.value.origins ? err({ code: 'apiKeyPublishable' }) : found
  }

  const companyOf = (presented: string): string => parseKey(presented)?.companyId ?? ''

  const isDemanded = async (companyId: string): Promise<boolean> =>
    programAccessOf(await companies.find(companyId), settings.mode) === 'tokenAndKey'

  return {
    check,
    alone: (presented) => check({ companyId: companyOf(presented), presented }),

    async published({ presented, origin }) {
      const key = await held({ companyId: companyOf(presented), presented })
      if (!key.ok) return key
      const isOfPage = origin !== null && key.value.origins?.includes(origin)
      return isOfPage ? key : err({ code: 'apiKeyOriginRefused' })
    },

    async beside({ companyId, keyId, presented }) {
      if (presented !== undefined) {
        const key = await check({ companyId, presented })
        return key.ok && keyId !== undefined && key.value.keyId !== keyId ? invalid : key
      }
      const isMissing = keyId !== undefined || (await isDemanded(companyId))
      return isMissing ? err({ code: 'apiKeyRequired' }) : ok(undefined)
    },
  }
}
