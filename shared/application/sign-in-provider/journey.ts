import { addMinutes } from '../../domain/time.ts'
import { fromBase64Url, toBase64Url, utf8 } from '../bytes.ts'
import type { Core } from '../core.ts'
import { accessPartition } from '../identity/session-document.ts'
import type { Document, Stored } from '../ports/documents.ts'
import type { ProviderJourney } from '../ports/sign-in-provider.ts'
import type { Instant } from '../requests/request-document.ts'

/** What a person went to the provider for: to sign in, to be known by it from now on, to prove once more who they are; or, who has asked for their data, to show who they are. */
export type JourneyPurpose = 'signIn' | 'link' | 'prove' | 'show'

/**
 * id `providerJourney:{SHA-256 of the state}` in `access`, for ten minutes. Nothing in it is worth anything without the
 * browser's secret, of which nonce and PKCE verifier are made.
 */
type JourneyDocument = Document & {
  readonly companyId: string
  readonly issuer: string
  readonly purpose: JourneyPurpose
  /** SHA-256 of the browser's secret. */
  readonly browserHash: string
  /** Whose session it serves, unless it is to make one. */
  readonly sessionId?: string
  /** Where in the company's pages to go on afterwards. */
  readonly next?: string
  readonly begunAt: Instant
  readonly expiresAt: Instant
}

export type Journeys = {
  /** What the browser keeps, and what the provider is sent. */
  readonly begin: (
    begun: Pick<JourneyDocument, 'companyId' | 'issuer' | 'purpose' | 'sessionId' | 'next'> & {
      readonly browser?: string
    },
  ) => Promise<{ readonly journey: ProviderJourney; readonly browser: string }>
  /** Spends it, once. Undefined for one that nobody began, that is over, or that another browser began. */
  readonly end: (
    ended: Pick<JourneyDocument, 'companyId'> & { readonly state: string; readonly browser: string },
  ) => Promise<{ readonly journey: ProviderJourney; readonly about: JourneyDocument } | undefined>
}

const journeyMinutes = 10

const proofs = { signIn: 'any', link: 'any', prove: 'fresh', show: 'identity' } as const

/** 256 random bits each. */
const shape = /^[\w-]{43}$/

const isSecret = (text: string | undefined): text is string => text !== undefined && shape.test(text)

type Deps = Pick<Core, 'documents' | 'random' | 'crypto' | 'clock'>

export function makeJourneys({ documents, random, crypto, clock }: Deps): Journeys {
  const idOf = (state: string): string => `providerJourney:${hashed(state)}`
  const hashed = (text: string): string => toBase64Url(crypto.sha256(utf8(text)))

  function journeyOf(browser: string, state: string, purpose: JourneyPurpose): ProviderJourney {
    const made = (use: string): string =>
      toBase64Url(crypto.hkdf(fromBase64Url(browser), utf8(state), `provider ${use}`, 32))
    return { state, nonce: made('nonce'), verifier: made('verifier'), proof: proofs[purpose] }
  }

  return {
    async begin({ browser: known, ...begun }) {
      // Kept where the browser has one already: a second tab must not end the journey of the first.
      const browser = isSecret(known) ? known : toBase64Url(random.bytes(32))
      const state = toBase64Url(random.bytes(32))
      const now = clock.now()
      const value: JourneyDocument = {
        ...begun,
        id: idOf(state),
        ttlSeconds: 2 * journeyMinutes * 60,
        browserHash: hashed(browser),
        begunAt: now.toISOString(),
        expiresAt: addMinutes(now, journeyMinutes).toISOString(),
      }
      await documents.batch(accessPartition(value.id), [{ kind: 'create', value }])
      return { journey: journeyOf(browser, state, begun.purpose), browser }
    },

    async end({ companyId, state, browser }) {
      if (!isSecret(state) || !isSecret(browser)) return undefined
      const id = idOf(state)
      const found: Stored<JourneyDocument> | undefined = await documents.read(accessPartition(id), id)
      if (!found || !isOf(found.value, { companyId, browserHash: hashed(browser) })) return undefined
      if (new Date(found.value.expiresAt) <= clock.now()) return undefined
      // Before the code is exchanged: of two that come back with the same state one is too late.
      const spent = await documents.batch(accessPartition(id), [{ kind: 'delete', id, etag: found.etag }])
      return spent.ok
        ? { journey: journeyOf(browser, state, found.value.purpose), about: found.value }
        : undefined
    },
  }
}

const isOf = (
  journey: JourneyDocument,
  expected: Pick<JourneyDocument, 'companyId' | 'browserHash'>,
): boolean => journey.companyId === expected.companyId && journey.browserHash === expected.browserHash
