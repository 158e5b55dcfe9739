import type { JWTPayload } from 'jose'

import type { KeyVault } from '../../application/ports/keys.ts'
import type { Random } from '../../application/ports/system.ts'
import type { AccessClaims, AccessTokens } from '../../application/ports/tokens.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { createSigningKeys, type KeyDocuments } from './signing-keys.ts'

/** security.md, "Sessions". */
const mostMinutes = 15
const algorithm = 'ES256'
const tokenType = 'at+jwt'

const mostClockSkewSeconds = 30

/** What RFC 9068, section 2.2.1, calls the client, where no API key was used: the product's own sign-in. */
const ownClient = 'indsigt'

/** No token of ours is a tenth as long; a longer one is not looked at. */
const mostCharacters = 4096

/** Base64url without padding or white space, and the 64 bytes of an ES256 signature (RFC 7515, section 2; RFC 7518, section 3.4). */
const shape = /^[\w-]+\.[\w-]+\.[\w-]{86}$/

/** At the first token, not at the start. */
const loadJose = () => import('jose')

export type TokenDeps = {
  readonly keys: KeyVault
  readonly documents: KeyDocuments
  readonly random: Random
  /** `iss`, and `aud` too: this instance issues and takes its tokens (RFC 9068, section 3). */
  readonly issuer: string
  /** How long a token lives; a quarter of an hour, if left out, which is the most. */
  readonly minutes?: number
}

/**
 * Access tokens as RFC 9068 has them, checked as RFC 8725 asks: the algorithm is ours and not the token's, the key is one
 * we made, issuer, audience and type are compared, and every claim that is used has its shape.
 */
export function createAccessTokens({ issuer, minutes = mostMinutes, ...deps }: TokenDeps): AccessTokens {
  const signingKeys = createSigningKeys(deps, mostMinutes * 60_000)
  const lifeSeconds = minutes * 60

  return {
    issue: async (claims, now) => {
      const { kid, key } = await signingKeys.current(now)
      const issuedAt = Math.floor(now.getTime() / 1000)
      const { SignJWT } = await loadJose()
      const token = await new SignJWT(payloadOf(claims, deps.random))
        .setProtectedHeader({ alg: algorithm, typ: tokenType, kid })
        .setIssuer(issuer)
        .setAudience(issuer)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifeSeconds)
        .sign(key)
      return { token, expiresAt: new Date((issuedAt + lifeSeconds) * 1000) }
    },
    publicKeys: async (now) =>
      (await signingKeys.published(now)).map((key) => ({ ...key, use: 'sig', alg: algorithm })),
    renewKey: async (now) => ({ kid: await signingKeys.renew(now) }),
    verify: async (token, now) => {
      if (token.length > mostCharacters || !shape.test(token)) return err({ code: 'tokenInvalid' })
      const { errors, jwtVerify } = await loadJose()
      try {
        const { payload } = await jwtVerify(
          token,
          async ({ kid }) => {
            const key = typeof kid === 'string' ? await signingKeys.find(kid, now) : undefined
            if (!key) throw new errors.JWKSNoMatchingKey()
            return key
          },
          {
            algorithms: [algorithm],
            typ: tokenType,
            issuer,
            audience: issuer,
            currentDate: now,
            requiredClaims: ['exp', 'iat', 'jti', 'sub', 'client_id', 'sid', 'company'],
          },
        )
        return hasOurTimes(payload, now, lifeSeconds) ? claimsOf(payload) : err({ code: 'tokenInvalid' })
      } catch (error) {
        // A store or vault that is away is not the token's fault: it goes on to become a 503.
        if (!(error instanceof errors.JOSEError)) throw error
        return err({ code: error instanceof errors.JWTExpired ? 'tokenExpired' : 'tokenInvalid' })
      }
    },
  }
}

/** `sub` is the session, not the person: the token says nothing that outlives the session. */
function payloadOf({ sessionId, companyId, keyId }: AccessClaims, random: Random): JWTPayload {
  return {
    jti: random.id(),
    sub: sessionId,
    sid: sessionId,
    company: companyId,
    client_id: keyId ?? ownClient,
    ...(keyId !== undefined && { azp: keyId }),
  }
}

/** Issued by now, or by the clock of another machine that is a little ahead; never for longer than we issue. */
function hasOurTimes(
  { iat = Number.NaN, exp = Number.NaN }: JWTPayload,
  now: Date,
  lifeSeconds: number,
): boolean {
  return iat <= now.getTime() / 1000 + mostClockSkewSeconds && exp - iat <= lifeSeconds
}

function claimsOf(payload: JWTPayload): Result<AccessClaims, { code: 'tokenInvalid' }> {
  const { sid, company, azp } = payload
  if (!isId(sid) || !isId(company) || !(azp === undefined || isId(azp))) return err({ code: 'tokenInvalid' })
  return ok({ sessionId: sid, companyId: company, ...(azp !== undefined && { keyId: azp }) })
}

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 128
