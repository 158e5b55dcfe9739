import { err, ok, type Result } from '../kernel/result.ts'
import type { RecordConsentBody } from './consent-bodies.ts'
import { parseBody } from './parse.ts'

type Said = Omit<RecordConsentBody, 'subject' | 'saidAt'> & {
  readonly subject: { readonly email: string } | { readonly externalId: string }
  readonly saidAt?: Date
}

/** One line of an import of consents: as the body of `recordConsent`. The first rule that it breaks, and where. */
export function parseImportedLine(
  value: unknown,
): Result<Said, { readonly code: string; readonly pointer?: string }> {
  const body = parseBody('recordConsent', value)
  if (!body.ok) {
    const [first] = body.error.errors
    return err({ code: body.error.code, ...(first && { pointer: first.pointer }) })
  }
  const { subject, saidAt, ...said } = body.value
  const { email, externalId = '' } = subject
  return ok({
    ...said,
    subject: email === undefined ? { externalId } : { email },
    ...(saidAt !== undefined && { saidAt: new Date(saidAt) }),
  })
}
