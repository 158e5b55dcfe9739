import { consenting } from './operation.ts'
import { wrongParameter } from './parameters.ts'
import { attachment, inOnePiece } from './respond.ts'

export const consentReceiptOperations = [
  consenting(
    {
      operationId: 'readConsentReceipt',
      method: 'GET',
      route: 'api/v1/consents/{consentId}/receipt',
      summary: 'The receipt of a consent: ISO/IEC TS 27560:2023 as JSON-LD, signed by the company',
      description:
        'Whoever has it can check it with `npm run verify-receipt`, or by the published keys: `signature` is a detached JWS over the canonical JSON (RFC 8785) of its other members.',
      tags: ['Consents'],
      security: 'bearer',
      permission: 'seeConsents',
      query: [
        {
          name: 'format',
          description: 'kantara: Kantara Consent Receipt 1.1, unsigned, of what was given',
        },
      ],
      responses: [
        {
          status: 200,
          description: 'With every event until now',
          media: ['application/ld+json', 'application/json'],
        },
      ],
    },
    async ({ app, caller, params, query }) => {
      const asked = query.get('format')
      if (asked !== null && asked !== 'kantara') return wrongParameter('format', 'must be kantara')
      const consentId = params['consentId'] ?? ''
      const receipt = await app.readReceipt({ caller, consentId, format: asked ?? 'dpv' })
      if (!receipt.ok) return receipt.error
      const mediaType = asked ? 'application/json' : 'application/ld+json'
      return attachment(
        { name: `receipt-${consentId}.json`, mediaType },
        inOnePiece(JSON.stringify(receipt.value, undefined, 2)),
      )
    },
  ),
]
