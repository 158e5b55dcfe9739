import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'

/** Where a token belongs: it names its company and, unless `-`, its request, so that it is checked where it is spent. */
export type LinkPlace = { readonly companyId: string; readonly requestId: string; readonly secret: string }

const shape = /^([a-z0-9][a-z0-9-]{0,62})\.(-|[A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/

export const writeToken = ({ companyId, requestId, secret }: LinkPlace): string =>
  `${companyId}.${requestId}.${secret}`

export function parseToken(text: string): Result<LinkPlace, { readonly code: 'notFound' }> {
  const match = shape.exec(text)
  if (!match) return err({ code: 'notFound' })
  const [, companyId = '', requestId = '', secret = ''] = match
  return ok({ companyId, requestId, secret })
}
