// An entered consent on its way into the record: by the same schema and the same use case as the API.
import type { ConsentFormVersionView } from '../../../shared/application/consent/forms.ts'
import { parseLocalDate, startOfLocalDay } from '../../../shared/domain/time.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { problemFor } from '../../../shared/contracts/problems.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { isoDay, parseWallTime } from '../days.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { idempotencyOf } from '../once.ts'
import { answerName } from '../person/consent-form-view.ts'
import { readerOf } from '../person/progress.ts'
import { errorsAt } from '../sent-form.ts'
import { refusalText } from '../texts/refusal-text.ts'
import { entryPage, publishedVersion, shownLanguage } from './entry.ts'
import { asked, consentsPath, may } from './frame.ts'
import { subjectIn, subjectOf } from './subject-fields.ts'

export async function sendEntry(call: StaffCall, form: FormValues): Promise<Answer> {
  if (!may(call, 'recordConsent')) return { code: 'forbidden' }
  const version = await publishedVersion(call)
  if (!version) return { code: 'notFound' }
  const at = saidAt(call, form)
  const body = parseBody('recordConsent', bodyOf(call, { form, version, at: 'at' in at ? at.at : '' }))
  const broken = body.ok ? [] : body.error.errors.map(({ pointer }) => pointer)
  const errors = [...brokenFields(call, broken), ...('id' in at ? [at] : [])]
  if (!body.ok || errors.length > 0) return entryPage(call, { form, errors, status: 400 })

  const { subject, saidAt: when, ...said } = body.value
  const recorded = await call.app.recordConsent({
    ...{ caller: call.session.actor, companyId: asked(call).companyId },
    said: {
      ...{ ...said, subject: subjectOf(subject) },
      ...(when !== undefined && { saidAt: new Date(when) }),
    },
    ...idempotencyOf(form, body.value),
  })
  return recorded.ok
    ? seeOther(`${consentsPath(call)}?done=${recorded.value.state}`)
    : refusedEntry(call, form, recorded.error)
}

type Sent = { readonly form: FormValues; readonly version: ConsentFormVersionView; readonly at: string }

/** What was left unanswered is not in the body: nobody said anything about it. */
function bodyOf(call: StaffCall, { form, version, at }: Sent) {
  const { formId, version: number, purposes } = version.form
  const reference = lineOf(form, 'reference')
  return {
    ...{ formId, version: number, subject: subjectIn(form), method: lineOf(form, 'method') },
    purposes: purposes
      .map(({ purposeId }, n) => ({ purposeId, decision: lineOf(form, answerName(n)) }))
      .filter(({ decision }) => decision !== ''),
    language: shownLanguage(call, version, form),
    ...(at !== '' && { saidAt: at }),
    ...(reference !== '' && { reference }),
  }
}

/** A day without a time counts from its beginning, today from now: never later than it was said. */
function saidAt(call: StaffCall, form: FormValues): FieldError | { readonly at: string } {
  const { errors } = call.texts.consentDesk
  const { timeZone } = call.company
  const [day, time] = [lineOf(form, 'saidOn'), lineOf(form, 'saidTime')]
  const isAsked = lineOf(form, 'method') === 'magicLink'
  if (isAsked) return { at: '' }
  const parsed = parseLocalDate(day)
  if (!parsed) return { id: 'saidOn', text: errors.saidOn }
  if (time !== '') {
    const at = parseWallTime(`${day} ${time}`, timeZone)
    return at === undefined ? { id: 'saidTime', text: errors.saidTime } : { at }
  }
  const isToday = day === isoDay(call.app.clock.now(), readerOf(call))
  return { at: isToday ? '' : startOfLocalDay(parsed, timeZone).toISOString() }
}

function brokenFields({ texts }: StaffCall, pointers: readonly string[]): readonly FieldError[] {
  const { errors, subject } = texts.consentDesk
  return errorsAt(pointers, [
    { step: 'subject', id: 'email', text: subject.wrong },
    { step: 'purposes', id: answerName(0), text: errors.purposes },
    { step: 'method', id: 'method', text: errors.method },
    { step: 'reference', id: 'reference', text: errors.reference },
  ])
}

/** Said where it can be mended: what was decided since is about the day that was typed. */
function refusedEntry(call: StaffCall, form: FormValues, refusal: Refusal): Answer | Promise<Answer> {
  const { errors } = call.texts.consentDesk
  const { status } = problemFor(refusal)
  if (status === 403 || status === 404) return refusal
  const own: Readonly<Record<string, FieldError>> = {
    decidedSince: { id: 'saidOn', text: errors.decidedSince },
    saidInFuture: { id: 'saidOn', text: errors.saidInFuture },
  }
  const text = refusalText(call.texts, refusal) ?? call.texts.common.refused.text
  const error = Object.hasOwn(own, refusal.code) ? own[refusal.code] : undefined
  return entryPage(call, { form, errors: [error ?? { id: 'email', text }], status })
}
