import { bodyBytes } from './body.ts'
import { largestJsonBytes } from '../../shared/contracts/json.ts'
import { open } from './operation.ts'
import { noContent } from './respond.ts'

/** What providers call by themselves. Each is known by a signature, and nothing of theirs is answered. */
export const providerOperations = [
  open(
    {
      operationId: 'takeMailEvents',
      method: 'POST',
      route: 'api/v1/providers/sendgrid/events',
      summary: 'SendGrid tells how mails fared; its signature is the sign-in',
      tags: ['Providers'],
      security: 'none',
      permission: 'everybody',
      rawBody: 'application/json',
      responses: [
        { status: 204, description: 'Taken; a repeat changes nothing, and unknown mails are none' },
      ],
    },
    async ({ app, request }) => {
      const body = await bodyBytes(request, largestJsonBytes)
      if (!body.ok) return body.error
      const taken = await app.takeMailEvents({
        header: (name) => request.headers.get(name),
        body: body.value,
      })
      return taken.ok ? noContent() : taken.error
    },
  ),
  open(
    {
      operationId: 'takeTextStatus',
      method: 'POST',
      route: 'api/v1/providers/twilio/status',
      summary: 'Twilio tells how a text message fared; its signature is the sign-in',
      tags: ['Providers'],
      security: 'none',
      permission: 'everybody',
      rawBody: 'application/x-www-form-urlencoded',
      query: [{ name: 'text', description: 'Which text, as Twilio was told' }],
      responses: [
        { status: 204, description: 'Taken; a repeat changes nothing, and unknown texts are none' },
      ],
    },
    async ({ app, request, query }) => {
      const body = await bodyBytes(request, largestJsonBytes)
      if (!body.ok) return body.error
      const taken = await app.takeTextStatus({
        header: (name) => request.headers.get(name),
        body: body.value,
        reference: query.get('text') ?? '',
      })
      return taken.ok ? noContent() : taken.error
    },
  ),
]
