// Data entry for one source: shown, changed row by row without being stored, and stored whole or not at all.
import { createHash } from 'node:crypto'
import type { FormContent } from '../../../shared/application/collecting/read-content.ts'
import type { RequestView } from '../../../shared/application/requests/view-request.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { errorSummary, hidden } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, notice, postForm } from '../parts.ts'
import { dataErrors, dataFields, noFields, saveByEnter } from './data-form.ts'
import {
  dataOf,
  entriesOfData,
  entriesOfForm,
  withRow,
  withoutEmptyRows,
  withoutRow,
} from './data-entries.ts'
import type { Entries } from './data-entries.ts'
import { formModel } from './data-model.ts'
import type { Part } from './data-model.ts'
import { pasteForm } from './paste-form.ts'
import { toldBy } from './told.ts'
import { requestIdOf, workPath } from './work.ts'

export type Source = {
  readonly label: string
  readonly content: FormContent
  readonly etag: string
  readonly parts: readonly Part[] | undefined
}

/** The source named in the address, with what is stored of it. */
export async function readSource(call: StaffCall): Promise<Result<Source, Refusal>> {
  const about = { actor: call.session.actor, requestId: requestIdOf(call) }
  const seen = await call.app.viewRequest({ ...about, language: call.language })
  if (!seen.ok) return seen
  if (!seen.value.standing?.may.includes('enterData')) return err({ code: 'forbidden' })
  const content = await call.app.readContent(about)
  if (!content.ok) return content

  const sourceId = call.params['sourceId'] ?? ''
  const form = content.value.forms.find((one) => one.sourceId === sourceId)
  if (!form) return err({ code: 'sourceUnknown' })
  const { view, etag } = seen.value
  return ok({
    label: labelOf(view, sourceId),
    content: form,
    etag,
    parts: formModel(form.template, call.language),
  })
}

const labelOf = ({ sources }: RequestView, sourceId: string): string =>
  sources.find(({ id }) => id === sourceId)?.label ?? sourceId

export async function showData(call: StaffCall): Promise<Answer> {
  const source = await readSource(call)
  if (!source.ok) return source.error
  const { content, parts = [] } = source.value
  return dataPage(call, source.value, { entries: entriesOfData(parts, content.data), base: baseOf(content) })
}

/** What was stored when the page was made: another save in between shows as another base. */
const baseOf = ({ data }: FormContent): string =>
  createHash('sha256')
    .update(JSON.stringify(data ?? null))
    .digest('base64url')

type Shown = {
  readonly entries: Entries
  readonly base: string
  readonly errors?: readonly FieldError[]
  readonly told?: string
  readonly status?: number
  readonly pasted?: Pasted
}

/** A table that was not taken, and why. */
type Pasted = { readonly form: FormValues; readonly errors: readonly FieldError[] }

function dataPage(call: StaffCall, source: Source, shown: Shown): Answer {
  const { data } = call.texts.work
  const title = data.title(source.label)
  const { pasted, errors = pasted?.errors ?? [], status = 200 } = shown
  const path = dataPath(call)
  const main = html`${errorSummary(call.texts.common.problem, errors)}${notice(toldBy(call))}
    <p><a href="${workPath(call)}">${data.back}</a></p>
    <h1>${title}</h1>
    ${
      shown.told !== undefined && html`<p class="warning" role="alert">${shown.told}</p>`
    }${source.parts ? html`${entryForm(call, source, shown)}${pasting(call, source, pasted)}` : noFields(data)}${source.content.data !== undefined && removal(call)}`
  return page(
    { ...call, url: new URL(path + (status === 200 ? call.url.search : ''), call.url) },
    { title, main, hasErrors: errors.length > 0 },
    status,
  )
}

export const dataPath = (call: StaffCall): string => `${workPath(call)}/data/${call.params['sourceId'] ?? ''}`

function entryForm(call: StaffCall, { parts = [] }: Source, { entries, base, errors = [] }: Shown): Html {
  const { work, common } = call.texts
  const { data: words } = work
  const fields = dataFields({ parts, entries, errors, words, yesNo: common })
  return html`<p>${words.lead}</p>
    <form
      method="post"
      action="${dataPath(call)}"
      id="data"
      novalidate
      data-alive="/${call.company.company}/staff/alive"
    >
      ${saveByEnter(words)}${hidden('csrf', call.session.csrf)}${hidden('base', base)}${fields}<button
        type="submit"
        class="button"
      >
        ${words.save}
      </button>
    </form>`
}

const pasting = (call: StaffCall, { parts = [] }: Source, pasted: Pasted | undefined): Html =>
  pasteForm({
    ...{
      action: `${dataPath(call)}/table`,
      csrf: call.session.csrf,
      words: call.texts.work.data.paste,
      parts,
    },
    ...{ form: pasted?.form, errors: pasted?.errors ?? [] },
  })

/** The form as it is stored, under what is wrong with a table. */
export const shownAgain = (call: StaffCall, source: Source, pasted: Pasted): Answer =>
  dataPage(call, source, {
    ...{ entries: entriesOfData(source.parts ?? [], source.content.data), base: baseOf(source.content) },
    ...{ pasted, status: 400 },
  })

function removal(call: StaffCall): Html {
  const { data } = call.texts.work
  const form = postForm({
    action: `${dataPath(call)}/removal`,
    csrf: call.session.csrf,
    body: html`<p>${data.removeText}</p>`,
    submit: data.remove,
    look: 'warning',
  })
  return disclosure('removal', { summary: data.remove }, form)
}

export async function sendData(call: StaffCall, form: FormValues): Promise<Answer> {
  const source = await readSource(call)
  if (!source.ok) return source.error
  const { parts } = source.value
  if (!parts) return { code: 'templateUnknown' }
  const entries = entriesOfForm(parts, form)
  const changed = changedRows(parts, entries, form)
  const base = form.get('base') ?? ''
  return changed
    ? dataPage(call, source.value, { entries: changed, base })
    : save(call, source.value, { entries, base })
}

/** The buttons that add and remove rows store nothing. */
function changedRows(parts: readonly Part[], entries: Entries, form: FormValues): Entries | undefined {
  const add = parts[Number(form.get('add') ?? 'none')]
  if (add) return withRow(entries, add)
  const [, at, row] = /^(\d{1,4})-(\d{1,4})$/.exec(form.get('remove') ?? '') ?? []
  const part = parts[Number(at ?? 'none')]
  return part && withoutRow(entries, part, Number(row))
}

async function save(
  call: StaffCall,
  source: Source,
  given: { entries: Entries; base: string },
): Promise<Answer> {
  const { parts = [], content, etag } = source
  const { data: words } = call.texts.work
  const entries = withoutEmptyRows(parts, given.entries)
  if (given.base !== baseOf(content))
    return dataPage(call, source, { entries, base: baseOf(content), told: words.changed, status: 409 })

  const entered = await call.app.enterData({
    actor: call.session.actor,
    requestId: requestIdOf(call),
    templateId: content.template.templateId,
    source: content.sourceId,
    entry: { kind: 'whole', data: dataOf(parts, entries, call.company.timeZone) },
    via: 'manual',
    expected: etag,
  })
  if (entered.ok) return seeOther(`${workPath(call)}?done=data#sources`)
  const refusal = entered.error
  if (refusal.code === 'formInvalid') {
    const errors = dataErrors(parts, refusal.errors, words)
    return dataPage(call, source, { entries, base: given.base, errors, status: 400 })
  }
  if (refusal.code === 'notFound' || refusal.code === 'forbidden') return refusal
  // What was typed stays, whatever it was.
  const told = call.texts.refusals(refusal.code) ?? call.texts.common.refused.text
  return dataPage(call, source, { entries, base: given.base, told, status: 409 })
}

export async function removeData(call: StaffCall): Promise<Answer> {
  const source = await readSource(call)
  if (!source.ok) return source.error
  const { content } = source.value
  const removed = await call.app.removeData({
    actor: call.session.actor,
    requestId: requestIdOf(call),
    templateId: content.template.templateId,
    source: content.sourceId,
  })
  return removed.ok ? seeOther(`${workPath(call)}?done=removed#sources`) : removed.error
}

/** Whoever types is there: asking for nothing keeps the session. */
export const alive = async (): Promise<Answer> => ({ status: 204 })
