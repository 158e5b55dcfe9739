// How a form of the page of a request is answered: by the page again, in either case.
import { parseBody } from '../../../shared/contracts/parse.ts'
import type { Body, BodyName } from '../../../shared/contracts/bodies.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import type { FieldError } from '../fields.ts'
import type { FormValues } from '../form.ts'
import { refusalText } from '../texts/refusal-text.ts'
import { requestPage } from './request-page.ts'
import { fieldId, requestIdOf, workPath } from './work.ts'
import type { FormName } from './work.ts'

export type Done =
  | keyof StaffCall['texts']['work']['done']
  | keyof StaffCall['texts']['delivered']['done']
  | keyof StaffCall['texts']['quarantine']['done']
  | keyof StaffCall['texts']['reviewing']['done']

export type Outcome = Promise<Result<unknown, Refusal>>

export type Action = {
  /** Of several alike, which one was sent. */
  readonly form: FormName | ((values: FormValues) => FormName)
  /** Where on the page the reader goes on, and what they are told there. */
  readonly done: Done
  readonly at: string
  readonly run: (call: StaffCall, form: FormValues) => Outcome
}

export const about = (call: StaffCall) => ({ actor: call.session.actor, requestId: requestIdOf(call) })

/** The body's rules are those of the API: a form sends the same members. */
export async function checked<Name extends BodyName>(
  name: Name,
  value: Readonly<Record<string, unknown>>,
  use: (body: Body<Name>) => Outcome,
): Outcome {
  const stated = Object.fromEntries(Object.entries(value).filter(([, member]) => member !== ''))
  const body = parseBody(name, stated)
  return body.ok ? use(body.value) : body
}

/** After/redirect/get when it worked; otherwise the page again, with what was typed and what was wrong. */
export const acting =
  ({ form, done, at, run }: Action) =>
  async (call: StaffCall, values: FormValues): Promise<Answer> => {
    const outcome = await run(call, values)
    const sent = { form: typeof form === 'string' ? form : form(values), values }
    if (outcome.ok) return seeOther(`${workPath(call)}?done=${done}#${at}`)
    return refusedForm(call, sent, outcome.error)
  }

export type Sent = { readonly form: FormName; readonly values: FormValues }

export async function refusedForm(
  call: StaffCall,
  { form, values }: Sent,
  refusal: Refusal,
): Promise<Answer> {
  if (refusal.code === 'notFound') return refusal
  const shown = await requestPage(call, { form, values, errors: await errorsOf(call, form, refusal) })
  // Whoever may not see the request any more is told what became of their decision, and nothing else.
  return 'code' in shown ? refusal : shown
}

async function errorsOf(call: StaffCall, form: FormName, refusal: Refusal): Promise<readonly FieldError[]> {
  if (refusal.code === 'withheldInFiles') return [{ id: form, text: await holdingFiles(call, refusal) }]
  const broken = refusal.errors?.map(({ pointer }) => pointer.split('/')[1] ?? '') ?? []
  return broken.length > 0
    ? [...new Set(broken)].map((name) => missingField(call, form, nameOf(name)))
    : [{ id: placeOf(form, refusal.code), text: textOf(call, refusal) }]
}

/** The refusal has their ids; whoever works on the request knows them by name. */
async function holdingFiles(call: StaffCall, { errors = [] }: Refusal): Promise<string> {
  const pointers = new Set(errors.map(({ pointer }) => pointer))
  const content = await call.app.readContent(about(call))
  const files = content.ok ? content.value.files.filter(({ id }) => pointers.has(`/files/${id}`)) : []
  return call.texts.withheld.holding(files.map(({ name }) => name).join(', '))
}

function missingField({ texts }: StaffCall, form: FormName, name: string): FieldError {
  const { work, delivered, quarantine, reviewing } = texts
  const error = { id: fieldId(form, name), text: work.fieldMissing }
  const labels: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    identity: work.identityForm,
    bypass: work.bypass,
    reveal: reviewing,
    extend: work.extend,
    pause: work.pause,
    refuse: { ...work.refuse, groundCode: work.refuse.ground },
    message: { text: work.messages.label },
    recall: delivered.recall,
    'enter-breach': delivered.recall,
    breach: delivered.breaches,
    release: quarantine,
  }
  const where = labels[kindOf(form)]?.[name]
  return typeof where === 'string' ? { ...error, where } : error
}

/** Without the id of which of several it is. */
const kindOf = (form: FormName): string => form.split(':')[0] ?? form

const nameOf = (member: string): string => (/^[A-Za-z0-9]+$/.test(member) ? member : '')

const textOf = ({ texts }: StaffCall, refusal: Refusal): string =>
  refusalText(texts, refusal) ?? texts.common.refused.text

/** Refusals that are about one field stand at it; the others lead to their form. */
const fields: Readonly<Record<string, string>> = {
  employeeUnknown: 'employeeId',
  employeeSeesNoContent: 'employeeId',
  identityTooWeak: 'level',
  pauseEndInvalid: 'until',
  groundUnknown: 'groundCode',
  groundNotForRight: 'groundCode',
  groundNotForScope: 'groundCode',
  factsMissing: 'facts',
  commentMissing: 'comment',
  fileNameRefused: 'file',
  contentRefused: 'file',
  bodyTooLarge: 'file',
  fileTypeNotAllowed: 'file',
  awareAtInvalid: 'awareAt',
  notConfirmed: 'confirm',
}

/** Whatever is said of a file that is gone from the quarantine is said at the list. */
const leftQuarantine = ['fileNotFound', 'fileNotQuarantined']

function placeOf(form: FormName, code: string): string {
  if (form === 'files' || leftQuarantine.includes(code)) return 'files'
  const field = Object.hasOwn(fields, code) ? fields[code] : undefined
  if (field !== undefined) return fieldId(form, field)
  return form === 'source' ? 'sources' : form
}
