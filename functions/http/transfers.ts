import { acceptedLanguage, spoken } from './accepted-language.ts'
import { given, signedIn } from './operation.ts'
import { json } from './respond.ts'

const described = { tags: ['Transfers'], security: 'bearer', permission: 'person' } as const
const transfer = 'api/v1/requests/{requestId}/transfer'

export const transferOperations = [
  signedIn(
    {
      operationId: 'viewTransfer',
      method: 'GET',
      route: transfer,
      summary: 'To whom the answer can be sent as well, with the words to sign, and what was chosen',
      ...described,
      inLanguage: 'accepted',
      responses: [{ status: 200, description: 'Each with the SHA-256 of its words' }],
    },
    async ({ app, actor, params, request }) => {
      const requestId = params['requestId'] ?? ''
      const language = acceptedLanguage(request.headers.get('accept-language'))
      const offers = await app.transfers.offers({ actor, requestId, ...given({ language }) })
      return offers.ok ? json(200, offers.value, spoken(offers.value.language)) : offers.error
    },
  ),
  signedIn(
    {
      operationId: 'instructTransfer',
      method: 'PUT',
      route: transfer,
      summary:
        'The person signs: they name the hash of the words that they were shown. A seal that stands is void',
      ...described,
      body: 'instruction',
      responses: [{ status: 200, description: 'Signed; it can be taken back until it was fetched' }],
    },
    async ({ app, actor, params, body }) => {
      const signed = await app.transfers.instruct({ actor, requestId: params['requestId'] ?? '', ...body })
      return signed.ok ? json(200, signed.value) : signed.error
    },
  ),
  signedIn(
    {
      operationId: 'takeTransferBack',
      method: 'DELETE',
      route: transfer,
      summary: 'The person takes the instruction back: possible until it was fetched',
      ...described,
      responses: [{ status: 200, description: 'Nothing is sent; the person’s own copy stays' }],
    },
    async ({ app, actor, params }) => {
      const taken = await app.transfers.takeBack({ actor, requestId: params['requestId'] ?? '' })
      return taken.ok ? json(200, taken.value) : taken.error
    },
  ),
]
