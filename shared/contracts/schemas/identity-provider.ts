// Where a company's people sign in: OpenID Connect Core and Discovery, as far as a company says something of its own.
import { line, list, record, rows, secret } from './primitives.ts'

const requiredClaim = record(
  {
    name: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_.:/-]{0,99}$' } as const,
    values: list(line(200), 20),
  },
  ['name', 'values'],
)

/** Sent with spaces between them (RFC 6749, 3.3; OpenID Connect Core, 3.1.2.1). */
const word = { type: 'string', pattern: '^[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,200}$' } as const

export const identityProvider = record(
  {
    name: line(60),
    issuer: {
      type: 'string',
      maxLength: 500,
      pattern: '^https?://[^\\s?#@\\\\]+$',
      description: 'Exactly as the provider writes it in `iss`; its discovery document is read from there.',
    } as const,
    clientId: line(200),
    clientSecret: {
      ...secret(1000),
      writeOnly: true,
      description: 'Never read back; left out, the one that is kept for this client of this provider stays.',
    } as const,
    scopes: list(word, 20),
    acrValues: list(word, 10),
    requiredClaims: rows(requiredClaim, 10),
    prompt: { type: 'string', enum: ['login', 'selectAccount'] } as const,
    requesterAcrs: {
      ...list(word, 10),
      description:
        'Ways of signing in there (`acr`) that show a national identity: persons who ask for their data can show by them who they are.',
    } as const,
    use: { type: 'string', enum: ['offered', 'only'] } as const,
  },
  ['name', 'issuer', 'clientId'],
)
