import { takeStaffTextFailure, textIdIn } from '../factors/staff-text-failure.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import type { ProviderCall } from '../ports/mail.ts'
import { parseTextReference, textDocumentId } from './text-document.ts'
import type { TextDocument } from './text-document.ts'
import { noteTextFailure } from './text-failure.ts'

/** `notFound`: no provider of text messages is chosen that could tell anything. */
export type TakeTextStatus = (
  call: ProviderCall & { readonly reference: string },
) => Promise<Result<void, { readonly code: 'notFound' | 'signatureInvalid' }>>

type Deps = Pick<Core, 'requests' | 'desk' | 'smsEvents' | 'log'> & Parameters<typeof takeStaffTextFailure>[0]

/** A code that did not arrive is shown to staff, as mails are that came back; all else that is told changes nothing. */
export function makeTakeTextStatus(deps: Deps): TakeTextStatus {
  const { requests, companies, smsEvents, clock, log } = deps

  return async (call) => {
    if (!smsEvents) return err({ code: 'notFound' })
    const told = smsEvents.read(call)
    if (!told.ok) return told
    const staffText = told.value === 'notArrived' ? textIdIn(call.reference) : undefined
    if (staffText !== undefined) {
      await takeStaffTextFailure(deps, staffText)
      return ok(undefined)
    }
    const place = parseTextReference(call.reference)
    // Of another instance, or of a text that has gone: nobody's business here.
    if (told.value !== 'notArrived' || !place || !(await companies.find(place.companyId)))
      return ok(undefined)

    const { textId, ...ref } = place
    await noteTextFailure(deps, ref, {
      why: 'smsNotArrived',
      writes: async () => {
        const text = await requests.read<TextDocument>(ref, textDocumentId(textId))
        if (!text || text.value.failedAt !== undefined) return undefined
        const value = { ...text.value, failedAt: clock.now().toISOString() }
        log.write({ code: 'textRefused', companyId: ref.companyId, textId })
        return [{ kind: 'replace', value, etag: text.etag }]
      },
    })
    return ok(undefined)
  }
}
