// The forms of the page of a request: parsed, handed to their use case, and answered by the page again.
import { parseBody } from '../../../shared/contracts/parse.ts'
import type { Body, BodyName } from '../../../shared/contracts/bodies.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import { endOfLocalDay } from '../../../shared/domain/time.ts'
import { err } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { parseDay } from '../days.ts'
import type { FieldError } from '../fields.ts'
import { lineOf, textOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { requestPage } from './request-page.ts'
import { fieldId, requestIdOf, workPath } from './work.ts'
import type { FormName } from './work.ts'

type Done = keyof StaffCall['texts']['work']['done']

type Outcome = Promise<Result<unknown, Refusal>>

type Action = {
  readonly form: FormName
  /** Where on the page the reader goes on, and what they are told there. */
  readonly done: Done
  readonly at: string
  readonly run: (call: StaffCall, form: FormValues) => Outcome
}

const about = (call: StaffCall) => ({ actor: call.session.actor, requestId: requestIdOf(call) })

/** The body's rules are those of the API: a form sends the same members. */
async function checked<Name extends BodyName>(
  name: Name,
  value: Readonly<Record<string, unknown>>,
  use: (body: Body<Name>) => Outcome,
): Outcome {
  const stated = Object.fromEntries(Object.entries(value).filter(([, member]) => member !== ''))
  const body = parseBody(name, stated)
  return body.ok ? use(body.value) : body
}

const assign: Action = {
  ...{ form: 'assign', done: 'assigned', at: 'summary' },
  run: (call, form) => call.app.assignRequest({ ...about(call), employeeId: lineOf(form, 'employeeId') }),
}

const unassign: Action = {
  ...{ form: 'assign', done: 'unassigned', at: 'summary' },
  run: (call, form) => call.app.unassignRequest({ ...about(call), employeeId: lineOf(form, 'employeeId') }),
}

const identity: Action = {
  ...{ form: 'identity', done: 'identity', at: 'identity' },
  run: (call, form) =>
    checked(
      'identityRecord',
      {
        method: lineOf(form, 'method'),
        level: lineOf(form, 'level'),
        evidence: lineOf(form, 'evidence'),
        note: textOf(form, 'note'),
      },
      (body) => call.app.establishIdentity({ ...about(call), ...body }),
    ),
}

const source: Action = {
  ...{ form: 'source', done: 'source', at: 'sources' },
  run: (call, form) =>
    checked('sourceState', { state: lineOf(form, 'state') }, ({ state }) =>
      call.app.setSource({ ...about(call), sourceId: lineOf(form, 'sourceId'), state }),
    ),
}

const seal: Action = {
  ...{ form: 'seal', done: 'sealed', at: 'approval' },
  run: (call, form) => call.app.sealRequest({ ...about(call), expected: lineOf(form, 'etag') }),
}

const extend: Action = {
  ...{ form: 'extend', done: 'extended', at: 'due' },
  run: (call, form) =>
    checked(
      'extension',
      {
        months: Number(lineOf(form, 'months')),
        reasonCode: lineOf(form, 'reasonCode'),
        reason: textOf(form, 'reason'),
      },
      (body) => call.app.extendRequest({ ...about(call), ...body }),
    ),
}

const pause: Action = {
  ...{ form: 'pause', done: 'paused', at: 'due' },
  run: (call, form) => {
    const last = parseDay(lineOf(form, 'until'))
    const until = last ? endOfLocalDay(last, call.company.timeZone).toISOString() : ''
    const wish = { reasonCode: lineOf(form, 'reasonCode'), reason: textOf(form, 'reason'), until }
    return checked('pause', wish, (body) =>
      call.app.pauseRequest({ ...about(call), ...body, until: new Date(body.until) }),
    )
  },
}

const resume: Action = {
  ...{ form: 'pause', done: 'resumed', at: 'due' },
  run: (call) => call.app.resumeRequest(about(call)),
}

const refuse: Action = {
  ...{ form: 'refuse', done: 'refusalProposed', at: 'refusal-item' },
  run: (call, form) =>
    checked(
      'refusal',
      { right: lineOf(form, 'right'), groundCode: lineOf(form, 'groundCode'), facts: textOf(form, 'facts') },
      (body) => call.app.proposeRefusal({ ...about(call), ...body }),
    ),
}

const message: Action = {
  ...{ form: 'message', done: 'message', at: 'message' },
  run: (call, form) =>
    checked('message', { text: textOf(form, 'text') }, ({ text }) =>
      call.app.messages.post({ ...about(call), text }),
    ),
}

const stop: Action = {
  ...{ form: 'stops', done: 'stopped', at: 'stops' },
  run: (call, form) => call.app.confirmStop({ ...about(call), right: lineOf(form, 'right') }),
}

export const actions = {
  assign,
  unassign,
  identity,
  source,
  seal,
  extend,
  pause,
  resume,
  refuse,
  message,
  stop,
} as const

/** After/redirect/get when it worked; otherwise the page again, with what was typed and what was wrong. */
export const acting =
  ({ form, done, at, run }: Action) =>
  async (call: StaffCall, values: FormValues): Promise<Answer> => {
    const outcome = await run(call, values)
    if (outcome.ok) return seeOther(`${workPath(call)}?done=${done}#${at}`)
    return refusedForm(call, { form, values }, outcome.error)
  }

type Sent = { readonly form: FormName; readonly values: FormValues }

export async function refusedForm(
  call: StaffCall,
  { form, values }: Sent,
  refusal: Refusal,
): Promise<Answer> {
  if (refusal.code === 'notFound') return refusal
  const broken = refusal.errors?.map(({ pointer }) => pointer.split('/')[1] ?? '') ?? []
  const errors =
    broken.length > 0
      ? [...new Set(broken)].map((name) => missingField(call, form, nameOf(name)))
      : [{ id: placeOf(form, refusal.code), text: refusalText(call, refusal.code) }]
  const shown = await requestPage(call, { form, values, errors })
  // Whoever may not see the request any more is told what became of their decision, and nothing else.
  return 'code' in shown ? refusal : shown
}

function missingField({ texts }: StaffCall, form: FormName, name: string): FieldError {
  const { work } = texts
  const error = { id: fieldId(form, name), text: work.fieldMissing }
  const labels: Readonly<Partial<Record<FormName, Readonly<Record<string, unknown>>>>> = {
    identity: work.identityForm,
    extend: work.extend,
    pause: work.pause,
    refuse: { ...work.refuse, groundCode: work.refuse.ground },
    message: { text: work.messages.label },
  }
  const where = labels[form]?.[name]
  return typeof where === 'string' ? { ...error, where } : error
}

const nameOf = (member: string): string => (/^[A-Za-z0-9]+$/.test(member) ? member : '')

const refusalText = ({ texts }: StaffCall, code: string): string =>
  texts.refusals(code) ?? texts.common.refused.text

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
}

function placeOf(form: FormName, code: string): string {
  const field = Object.hasOwn(fields, code) ? fields[code] : undefined
  if (field !== undefined) return fieldId(form, field)
  return form === 'source' ? 'sources' : form
}

export const decideSeal = (call: StaffCall, form: FormValues): Promise<Answer> =>
  decided(call, { form: 'approval', values: form }, (body) =>
    call.app.decideSeal({ ...about(call), ...body }),
  )

export const decideItem = (call: StaffCall, form: FormValues): Promise<Answer> =>
  decided(call, { form: 'refusal-item', values: form }, (body) =>
    call.app.decideItem({ ...about(call), itemId: lineOf(form, 'itemId'), ...body }),
  )

/** Whoever has decided may not see the request any more: they go on with what else waits. */
async function decided(
  call: StaffCall,
  sent: Sent,
  use: (body: Body<'approval'>) => Outcome,
): Promise<Answer> {
  const { values } = sent
  const comment = textOf(values, 'comment')
  const decision = lineOf(values, 'decision')
  const outcome =
    decision === 'return' && comment === ''
      ? err({ code: 'commentMissing' })
      : await checked(
          'approval',
          { manifestSha256: lineOf(values, 'manifestSha256'), decision, comment },
          use,
        )
  if (!outcome.ok) return refusedForm(call, sent, outcome.error)
  const done: Done = decision === 'return' ? 'returned' : sent.form === 'approval' ? 'approved' : 'decided'
  return seeOther(`/${call.company.company}/staff/approvals?done=${done}`)
}
