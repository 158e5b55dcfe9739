// A machine of the instance that issues and takes tokens, over one stored document of signing keys.
import { randomUUID } from 'node:crypto'

import { createAccessTokens } from '../../../shared/adapters/tokens/jwt.ts'
import type { KeyDocuments, StoredSigningKey } from '../../../shared/adapters/tokens/signing-keys.ts'
import type { KeyVault } from '../../../shared/application/ports/keys.ts'
import type { AccessTokens } from '../../../shared/application/ports/tokens.ts'

export const issuer = 'https://indsigt.example'
export const startAt = new Date('2026-03-01T09:00:00Z')
export const after = (minutes: number) => new Date(startAt.getTime() + minutes * 60_000)
export const days = (count: number) => count * 24 * 60
export const claims = { sessionId: 'session-1', companyId: 'company-1' }
export const random = { bytes: () => new Uint8Array(), id: () => randomUUID().replaceAll('-', '') }

/** A vault that only turns the bytes over: the real ones have suites of their own. */
export const keys: KeyVault = {
  ensure: async () => {},
  wrap: async (_name, bytes) => ({ wrapped: Buffer.from(bytes).reverse(), version: 'v1' }),
  unwrap: async (_name, _version, wrapped) => Buffer.from(wrapped).reverse(),
  sign: () => Promise.reject(new Error('not asked for here')),
  publicKey: () => Promise.reject(new Error('not asked for here')),
  publicKeys: () => Promise.reject(new Error('not asked for here')),
}

/** One stored document, with what was asked of it. */
export function aKeyDocument() {
  let stored: { keys: readonly StoredSigningKey[]; etag: string } | undefined
  const count = { loads: 0, saves: 0 }
  const documents: KeyDocuments = {
    load: async () => {
      count.loads++
      return stored
    },
    save: async (next, etag) => {
      if (etag !== stored?.etag) return 'conflict'
      count.saves++
      stored = { keys: next, etag: randomUUID() }
      return 'saved'
    },
  }
  return { documents, count, stored: () => stored?.keys ?? [] }
}

export function aMachine(documents: KeyDocuments, vault: KeyVault = keys): AccessTokens {
  return createAccessTokens({ keys: vault, documents, random, issuer })
}

export const decoded = (part = ''): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
export const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
