// Where sources with the same form differ: what each says, and what holds.
import type { MergedContent } from '../../../shared/application/collecting/merged-content.ts'
import type { FieldConflict } from '../../../shared/application/collecting/merged-forms.ts'
import type { RequestContent } from '../../../shared/application/collecting/read-content.ts'
import type { Wish } from '../../../shared/application/collecting/resolve-conflict.ts'
import type { RequestView } from '../../../shared/application/requests/view-request.ts'
import { problemFor } from '../../../shared/contracts/problems.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { errorSummary } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import { notice, section } from '../parts.ts'
import { refusalText } from '../texts/refusal-text.ts'
import { formModel } from './data-model.ts'
import type { Part } from './data-model.ts'
import { typedValue } from './data-entries.ts'
import { rowsIn } from './merged-rows.ts'
import { conflictView, leafAt, rowsAt } from './merged-view.ts'
import { toldBy } from './told.ts'
import { requestIdOf, workPath } from './work.ts'

type Opened = { readonly view: RequestView; readonly etag: string; readonly content: RequestContent }

async function open(call: StaffCall): Promise<Result<Opened, Refusal>> {
  const about = { actor: call.session.actor, requestId: requestIdOf(call) }
  const seen = await call.app.viewRequest({ ...about, language: call.language })
  if (!seen.ok) return seen
  if (!seen.value.standing?.may.includes('enterData')) return err({ code: 'forbidden' })
  const content = await call.app.readContent(about)
  if (!content.ok) return content
  const { view, etag } = seen.value
  return ok({ view, etag, content: content.value })
}

type Refused = {
  readonly form?: FormValues
  readonly errors: readonly FieldError[]
  readonly status?: number
}

export const showMerged = async (call: StaffCall): Promise<Answer> => {
  const opened = await open(call)
  return opened.ok ? mergedPage(call, opened.value, { errors: [] }) : opened.error
}

const mergedPath = (call: StaffCall): string => `${workPath(call)}/merged`

function mergedPage(call: StaffCall, opened: Opened, { form, errors, status = 200 }: Refused): Answer {
  const { merged: words, work } = call.texts
  const { content, view } = opened
  const labelOf = (sourceId: string) => view.sources.find(({ id }) => id === sourceId)?.label ?? sourceId
  const sections = content.merged.map((merged, at) => {
    const parts = partsOf(call, content, merged)
    const title = merged.sources.map(labelOf).join(', ')
    const conflicts = merged.conflicts.map((conflict, n) =>
      conflictView(
        { call, labelOf, parts, errors, form, etag: opened.etag, action: mergedPath(call) },
        { conflict, source: merged.sources[0] ?? '', id: `m${at}-${n}` },
      ),
    )
    return section(
      `merged-${at}`,
      title,
      html`${merged.conflicts.length === 0 && html`<p>${words.agreed}</p>`}${conflicts}`,
    )
  })
  const main = html`${errorSummary(call.texts.common.problem, errors)}${notice(toldBy(call))}
    <p><a href="${workPath(call)}">${work.data.back}</a></p>
    <h1>${words.title}</h1>
    <p>${content.merged.length === 0 ? words.none : words.lead}</p>
    ${sections}`
  const url = new URL(mergedPath(call) + (form ? '' : call.url.search), call.url)
  return page({ ...call, url }, { title: words.title, main, hasErrors: errors.length > 0 }, status)
}

const partsOf = (call: StaffCall, { forms }: RequestContent, { sources }: MergedContent): readonly Part[] => {
  const template = forms.find(({ sourceId }) => sourceId === sources[0])?.template
  return (template && formModel(template, call.language)) ?? []
}

type Found = {
  readonly merged: MergedContent
  readonly conflict: FieldConflict
  readonly parts: readonly Part[]
}

function find(call: StaffCall, { content }: Opened, form: FormValues): Found | undefined {
  const merged = content.merged.find(({ sources }) => sources.includes(lineOf(form, 'of')))
  const conflict = merged?.conflicts.find(({ pointer }) => pointer === form.get('pointer'))
  return merged && conflict && { merged, conflict, parts: partsOf(call, content, merged) }
}

export async function decideMerged(call: StaffCall, form: FormValues): Promise<Answer> {
  const opened = await open(call)
  if (!opened.ok) return opened.error
  const found = find(call, opened.value, form)
  if (!found) return refused(call, opened.value, { form, code: 'conflictNotFound' })
  const wish = wishOf(call, found, form)
  if (!wish) return refused(call, opened.value, { form, code: 'bodyInvalid' })
  const decided = await call.app.resolveConflict({
    ...{ actor: call.session.actor, requestId: requestIdOf(call), wish },
    ...{ templateId: found.merged.templateId, source: lineOf(form, 'of'), pointer: found.conflict.pointer },
    expected: lineOf(form, 'etag'),
  })
  if (!decided.ok) return refused(call, opened.value, { form, code: decided.error.code })
  return seeOther(`${mergedPath(call)}?done=${wish.take === 'nothing' ? 'mergedOpen' : 'mergedDecided'}`)
}

/** `source:` and its id, so that no source can be called like one of the other choices. */
function wishOf(call: StaffCall, { conflict, parts }: Found, form: FormValues): Wish | undefined {
  const take = lineOf(form, 'take')
  if (take.startsWith('source:')) return { take: 'source', source: take.slice('source:'.length) }
  if (take === 'all' || take === 'nothing') return { take }
  const { pointer, values } = conflict
  if (take === 'value' && values.every(({ value }) => Array.isArray(value))) {
    const part = rowsAt(parts, pointer)
    const value = part && rowsIn(part, form, call.company.timeZone)
    return value === undefined ? undefined : { take, value }
  }
  const text = form.get('value') ?? ''
  if (take !== 'value' || text.trim() === '') return undefined
  const kind = leafAt(parts, pointer)?.kind ?? 'line'
  return { take, value: typedValue(kind, text.replaceAll(/\r\n?/g, '\n'), call.company.timeZone) }
}

type Wrong = { readonly form: FormValues; readonly code: string }

async function refused(call: StaffCall, opened: Opened, { form, code }: Wrong): Promise<Answer> {
  const { wrong } = call.texts.merged
  const { status } = problemFor({ code })
  if (code === 'notFound' || code === 'forbidden') return { code }
  const told: Readonly<Record<string, string>> = { bodyInvalid: wrong.choose, formInvalid: wrong.type }
  const text = told[code] ?? refusalText(call.texts, { code }) ?? call.texts.common.refused.text
  const id = lineOf(form, 'id')
  const errors = [{ id: /^m\d{1,3}-\d{1,4}$/.test(id) ? id : 'main', text }]
  return mergedPage(call, opened, { form, errors, status })
}
