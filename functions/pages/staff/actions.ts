// The forms of the page of a request: parsed, handed to their use case, and answered by the page again.
import type { Body } from '../../../shared/contracts/bodies.ts'
import { endOfLocalDay, parseLocalDate } from '../../../shared/domain/time.ts'
import { err } from '../../../shared/kernel/result.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { parseWallTime } from '../days.ts'
import { lineOf, textOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { about, checked, refusedForm } from './acting.ts'
import type { Action, Done, Outcome, Sent } from './acting.ts'
import { fileNameOf } from './file-key.ts'
import { breachForm, releaseForm } from './work.ts'

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
  run: async (call, form) => {
    const sealed = await call.app.sealRequest({ ...about(call), expected: lineOf(form, 'etag') })
    if (sealed.ok || sealed.error.code === 'withheldInFiles') return sealed
    // It has no fields: where the list is wrong is told in words.
    return err({ code: sealed.error.code })
  },
}

const bypass: Action = {
  ...{ form: 'bypass', done: 'bypassed', at: 'sources' },
  run: (call, form) =>
    checked(
      'bypass',
      { step: 'collection', reasonCode: lineOf(form, 'reasonCode'), reason: textOf(form, 'reason') },
      (body) => call.app.bypassStep({ ...about(call), ...body }),
    ),
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
    const last = parseLocalDate(lineOf(form, 'until').trim())
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

/** When the company learned of it, as it was typed; undefined when that is no time. */
const awareAtIn = (call: StaffCall, form: FormValues): string | undefined => {
  const typed = lineOf(form, 'awareAt')
  return typed === '' ? '' : parseWallTime(typed, call.company.timeZone)
}

const whyIn = (form: FormValues, awareAt: string) => ({
  reasonCode: lineOf(form, 'reasonCode'),
  reason: textOf(form, 'reason'),
  awareAt,
})

const aware = ({ awareAt, ...why }: Body<'recall'>) => ({
  ...why,
  ...(awareAt === undefined ? {} : { awareAt: new Date(awareAt) }),
})

const enterBreach: Action = {
  ...{ form: 'enter-breach', done: 'breachEntered', at: 'delivered' },
  run: async (call, form) => {
    const awareAt = awareAtIn(call, form)
    if (awareAt === undefined) return err({ code: 'awareAtInvalid' })
    return checked('recall', whyIn(form, awareAt), (body) =>
      call.app.openBreach({ ...about(call), ...aware(body) }),
    )
  },
}

const recall: Action = {
  ...{ form: 'recall', done: 'recalled', at: 'delivered' },
  run: async (call, form) => {
    const awareAt = awareAtIn(call, form)
    if (awareAt === undefined) return err({ code: 'awareAtInvalid' })
    if (lineOf(form, 'confirm') !== 'yes') return err({ code: 'notConfirmed' })
    const { actor } = call.session
    return checked('recall', whyIn(form, awareAt), (body) =>
      call.app.recallDelivery({ actor, deliveryId: lineOf(form, 'deliveryId'), ...aware(body) }),
    )
  },
}

const handOver: Action = {
  ...{ form: 'hand-over', done: 'handedOver', at: 'summary' },
  run: (call, form) =>
    checked('handOver', { how: lineOf(form, 'how') }, ({ how }) =>
      call.app.handOver({ ...about(call), how }),
    ),
}

const assessBreach: Action = {
  ...{ done: 'assessed', at: 'delivered' },
  form: (form) => breachForm(lineOf(form, 'breachId')),
  run: (call, form) =>
    checked(
      'breachAssessment',
      { outcome: lineOf(form, 'outcome'), assessment: textOf(form, 'assessment') },
      (body) => call.app.closeBreach({ ...about(call), breachId: lineOf(form, 'breachId'), ...body }),
    ),
}

const releaseFile: Action = {
  ...{ done: 'fileReleased', at: 'files' },
  form: (form) => releaseForm(lineOf(form, 'file')),
  run: async (call, form) => {
    const name = await fileNameOf(call, lineOf(form, 'file'))
    if (name === undefined) return err({ code: 'fileNotFound' })
    return checked('releaseFile', { reason: textOf(form, 'reason') }, ({ reason }) =>
      call.app.quarantine.release({ ...about(call), name, reason }),
    )
  },
}

const rescanFile: Action = {
  ...{ form: 'files', done: 'fileScanned', at: 'files' },
  run: async (call, form) => {
    const name = await fileNameOf(call, lineOf(form, 'file'))
    if (name === undefined) return err({ code: 'fileNotFound' })
    return call.app.quarantine.rescan({ ...about(call), name })
  },
}

export const actions = {
  assign,
  unassign,
  identity,
  source,
  seal,
  bypass,
  extend,
  pause,
  resume,
  refuse,
  message,
  stop,
  recall,
  enterBreach,
  handOver,
  assessBreach,
  releaseFile,
  rescanFile,
} as const

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
