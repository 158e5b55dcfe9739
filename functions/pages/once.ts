// A form that is sent twice makes one request: its page carries a value that becomes the key of the creation.
import { createHash, randomUUID } from 'node:crypto'
import type { FormValues } from './form.ts'

const pattern = /^[0-9a-f-]{36}$/

/** The value that came with the form, or a new one for a page that is shown for the first time. */
export const onceOf = (form: FormValues): string => given(form) ?? randomUUID()

/** Sent twice it is one request; changed after going back it is another. */
export function idempotencyOf(form: FormValues, body: unknown) {
  const once = given(form)
  if (once === undefined) return {}
  const bodyHash = createHash('sha256').update(JSON.stringify(body)).digest('hex')
  return { idempotency: { key: `page-${once}-${bodyHash}`, bodyHash } }
}

function given(form: FormValues): string | undefined {
  const once = form.get('once') ?? ''
  return pattern.test(once) ? once : undefined
}
