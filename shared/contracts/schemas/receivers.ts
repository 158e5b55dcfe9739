import { callable, email, id, line, publicNumber, record, rsaKey, secret } from './primitives.ts'

/** Another controller that may be sent what a person is given (Art. 20(2)), with its public keys (JWKs, RFC 7517). */
export const addReceiver = record(
  {
    name: line(200),
    contact: email,
    url: callable('Where it answers for itself: https. One without is asked by hand.'),
    encryptionKey: rsaKey,
    signingKey: record(
      {
        kty: { type: 'string', enum: ['EC'] } as const,
        crv: { type: 'string', enum: ['P-256'] } as const,
        x: publicNumber(43),
        y: publicNumber(43),
      },
      ['kty', 'crv', 'x', 'y'],
    ),
  },
  ['name', 'contact', 'encryptionKey', 'signingKey'],
)

export const receiverProof = record(
  {
    proof: {
      ...secret(4000),
      description: 'A JWS in its compact form (RFC 7515), ES256, over what the challenge says.',
    },
  },
  ['proof'],
)

/** Signed by the person: they name the words that they were shown. */
export const instruction = record(
  { receiverId: id, textSha256: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
  ['receiverId', 'textSha256'],
)

export const receipt = record(
  {
    receipt: {
      ...secret(4000),
      description: 'A JWS in its compact form (RFC 7515), ES256, over `transferId` and `manifestSha256`.',
    },
  },
  ['receipt'],
)
