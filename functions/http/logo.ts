import type { HttpResponseInit } from '@azure/functions'
import type { LogoFacts } from '../../shared/application/companies/logo.ts'
import { largestLogoBytes } from '../../shared/domain/companies/logo-limits.ts'
import { bodyBytes } from './body.ts'
import { open, staff } from './operation.ts'
import { json, noContent, quoted } from './respond.ts'

const described = { route: 'api/v1/companies/{company}/logo', tags: ['Companies'] } as const

export const logoOperations = [
  open(
    {
      operationId: 'viewLogo',
      method: 'GET',
      ...described,
      summary: 'The logo that the company shows on its pages',
      security: 'none',
      permission: 'everybody',
      responses: [
        { status: 200, description: 'The picture', media: ['image/png', 'image/jpeg', 'image/webp'] },
      ],
    },
    async ({ app, params }) => {
      const logo = await app.logos.read(params['company'] ?? '')
      return logo.ok ? picture(logo.value) : logo.error
    },
  ),
  staff(
    {
      operationId: 'putLogo',
      method: 'PUT',
      ...described,
      summary: 'The logo of the company: PNG, JPEG or WebP, by its bytes',
      security: 'bearer',
      permission: 'changeSettings',
      proof: 'fresh',
      rawBody: 'application/octet-stream',
      bodyLimit: '200,000 bytes; more is 413 `bodyTooLarge`. Sides from 16 to 2,000 pixels; SVG is not taken',
      responses: [{ status: 200, description: 'What was recognised; it is shown from now on' }],
    },
    async ({ app, actor, params, request }) => {
      const bytes = await bodyBytes(request, largestLogoBytes)
      if (!bytes.ok) return bytes.error
      const put = await app.logos.put({ actor, companyId: params['company'] ?? '', bytes: bytes.value })
      return put.ok ? json(200, put.value) : put.error
    },
  ),
  staff(
    {
      operationId: 'removeLogo',
      method: 'DELETE',
      ...described,
      summary: 'Shows no logo any more',
      security: 'bearer',
      permission: 'changeSettings',
      proof: 'fresh',
      responses: [{ status: 204, description: 'There is none' }],
    },
    async ({ app, actor, params }) => {
      const removed = await app.logos.remove({ actor, companyId: params['company'] ?? '' })
      return removed.ok ? noContent() : removed.error
    },
  ),
]

/** Never sniffed and never a document of its own: the headers of every answer sandbox it. Kept for five minutes. */
const picture = (logo: LogoFacts & { readonly bytes: Uint8Array }): HttpResponseInit => ({
  status: 200,
  headers: {
    'content-type': logo.mediaType,
    'content-disposition': 'inline; filename="logo"',
    'cache-control': 'public, max-age=300',
    etag: quoted(logo.sha256),
  },
  body: logo.bytes,
})
