// Between the form of a registration and the body of the API's call: what was written, and where it is wrong.
import { parseLocalDate, startOfLocalDay } from '../../../shared/domain/time.ts'
import type { StaffCall } from '../call.ts'
import { isoDay, parseWallTime } from '../days.ts'
import { brokenFactor, factorIn, refusedFactor } from '../factor-fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf, textOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { readerOf } from '../person/progress.ts'
import { errorsAt } from '../sent-form.ts'
import { identifierErrors, identifiersIn, rightsIn } from '../wish-options.ts'

type Made = {
  readonly body: Readonly<Record<string, unknown>>
  /** What can be read as no day or no time. */
  readonly errors: readonly FieldError[]
}

/** Of the ways to reach the person only the chosen one is sent; what stands in the other fields stays in the form. */
export function registrationOf(call: StaffCall, form: FormValues): Made {
  const received = receiptOf(call, form)
  const types = form.getAll('informationTypes')
  const body = {
    ...rightsIn(form),
    ...stated({
      channel: lineOf(form, 'channel'),
      language: lineOf(form, 'language'),
      message: textOf(form, 'message'),
      backdatingReason: textOf(form, 'backdatingReason'),
      receivedAt: 'at' in received ? received.at : '',
    }),
    ...(types.length > 0 ? { informationTypes: types } : {}),
    ...identifiersIn(call.company, form),
    ...reachOf(form),
    ...factorIn(call.company, form),
  }
  return { body, errors: 'id' in received ? [received] : [] }
}

const stated = (members: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(members).filter(([, text]) => text !== ''))

function reachOf(form: FormValues): Readonly<Record<string, unknown>> {
  switch (form.get('reach')) {
    case 'email':
      return { email: lineOf(form, 'email') }
    case 'postalAddress':
      return { postalAddress: textOf(form, 'postalAddress') }
    case 'inPerson':
      return { inPerson: true }
    default:
      return {}
  }
}

/** A day without a time counts from its beginning, today from now: never later than it came (Art. 12(3)). */
function receiptOf(call: StaffCall, form: FormValues): FieldError | { readonly at: string } {
  const { errors } = call.texts.staff.register
  const { timeZone } = call.company
  const day = lineOf(form, 'receivedOn')
  const time = lineOf(form, 'receivedTime')
  const parsed = parseLocalDate(day.trim())
  if (!parsed) return { id: 'receivedOn', text: errors.receivedOn }
  if (time !== '') {
    const at = parseWallTime(`${day} ${time}`, timeZone)
    return at === undefined ? { id: 'receivedTime', text: errors.receivedTime } : { at }
  }
  const now = call.app.clock.now()
  return { at: day === isoDay(now, readerOf(call)) ? '' : startOfLocalDay(parsed, timeZone).toISOString() }
}

/** A broken rule without a pointer is about the way to the person. */
export function brokenFields(
  { texts, company }: StaffCall,
  form: FormValues,
  own: readonly FieldError[],
  pointers: readonly string[],
): readonly FieldError[] {
  const { errors } = texts.staff.register
  const fields = [
    { step: 'channel', id: 'channel', text: errors.channel },
    { step: 'receivedAt', id: 'receivedOn', text: errors.receivedOn },
    { step: 'backdatingReason', id: 'backdatingReason', text: errors.reason },
    { step: '', id: 'reach', text: errors.reach },
    { step: 'email', id: 'email', text: errors.email },
    { step: 'postalAddress', id: 'postalAddress', text: errors.postalAddress },
    { step: 'rights', id: 'rights', text: errors.rights },
    { step: 'informationTypes', id: 'informationTypes', text: errors.types },
    { step: 'message', id: 'message', text: errors.message },
    { step: 'secondFactor', ...brokenFactor(texts, form) },
    { step: 'language', id: 'language', text: errors.language },
  ]
  const all = [...own, ...errorsAt(pointers, fields), ...identifierErrors(company, pointers, errors.number)]
  return all.length > 0 ? all : [{ id: 'channel', text: errors.other }]
}

/** Refusals of the use case that are about one field. */
export function refusedField({ texts }: StaffCall, code: string): FieldError | undefined {
  const { errors } = texts.staff.register
  const fields: Readonly<Record<string, FieldError>> = {
    receivedInFuture: { id: 'receivedOn', text: errors.receivedInFuture },
    receivedBeforeRegulation: { id: 'receivedOn', text: errors.receivedBeforeRegulation },
    backdatingReasonMissing: { id: 'backdatingReason', text: errors.reason },
    rightNotOffered: { id: 'rights', text: errors.rightNotOffered },
    informationTypeUnknown: { id: 'informationTypes', text: errors.types },
  }
  return Object.hasOwn(fields, code) ? fields[code] : refusedFactor(texts, code)
}
