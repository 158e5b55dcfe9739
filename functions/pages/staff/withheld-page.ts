// What the answer leaves out: every value, row and file with a box, one ground and reason for those that are ticked.
import type { RequestContent } from '../../../shared/application/collecting/read-content.ts'
import type { WithheldItem } from '../../../shared/application/collecting/withhold.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import { groundsFor } from '../../../shared/domain/requests/refusal.ts'
import { getsPackage, isRight } from '../../../shared/domain/requests/right.ts'
import { ok, err } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { errorSummary, hidden, select, textarea } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf, textOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { list, notice, postForm, section } from '../parts.ts'
import type { WithheldTexts } from '../texts/withheld-en.ts'
import { toldBy } from './told.ts'
import { itemText } from './withheld-list.ts'
import { boxesOf, boxGroup, keyOf } from './withheld-boxes.ts'
import type { Opened } from './withheld-boxes.ts'
import { fileBoxes } from './withheld-files.ts'
import { may, readWork, workPath } from './work.ts'

const path = (call: StaffCall): string => `${workPath(call)}/withheld`

async function open(call: StaffCall): Promise<Result<Opened, Refusal>> {
  const work = await readWork(call)
  if (!work.ok) return work
  const { content } = work.value
  if (!content || !may(work.value, 'enterData')) return err({ code: 'forbidden' })
  return ok({ ...work.value, content })
}

export async function showWithheld(call: StaffCall): Promise<Answer> {
  const opened = await open(call)
  return opened.ok ? withheldPage(opened.value, { values: new URLSearchParams(), errors: [] }) : opened.error
}

type Sent = { readonly values: FormValues; readonly errors: readonly FieldError[] }

function withheldPage(work: Opened, sent: Sent): Answer {
  const { call, view } = work
  const { common, work: words, withheld } = call.texts
  const isSealed = view.status === 'sealed' || view.status === 'approved'
  const main = html`${errorSummary(common.problem, sent.errors)}${notice(toldBy(call))}
    <p><a href="${workPath(call)}">${withheld.back}</a></p>
    <h1>${withheld.title}</h1>
    <p>${withheld.lead}</p>
    ${isSealed && html`<p class="warning">${words.sources.voids}</p>`}${listSection(work)}${fileBoxes(work)}${choosing(work, sent)}`
  const url = new URL(path(call) + (sent.errors.length > 0 ? '' : call.url.search), call.url)
  const hasErrors = sent.errors.length > 0
  return page({ ...call, url }, { title: withheld.title, main, hasErrors }, hasErrors ? 400 : 200)
}

function listSection(work: Opened): Html {
  const { call, content } = work
  const { withheld } = call.texts
  const items = content.withheld.map(
    (item, n) =>
      html`${itemText(work, item)}
        <form method="post" action="${path(call)}/removal" data-once>
          ${hidden('csrf', call.session.csrf)}${hidden('item', keyOf(call, item))}<button
            type="submit"
            class="button button-second"
          >
            ${withheld.takeBack}<span class="visually-hidden"> ${n + 1}: ${item.description}</span>
          </button>
        </form>`,
  )
  return section('list', withheld.list, items.length === 0 ? html`<p>${withheld.none}</p>` : list(items))
}

function choosing(work: Opened, { values, errors }: Sent): Html {
  const { call } = work
  const { withheld } = call.texts
  const groups = boxesOf(work)
  if (groups.length === 0) return html`<p>${withheld.nothing}</p>`
  const ticked = new Set(values.getAll('place'))
  const body = html`${groups.map((group, g) => boxGroup(work, group, { g, ticked }))}${select(
    {
      id: 'groundCode',
      name: 'groundCode',
      label: withheld.ground,
      value: lineOf(values, 'groundCode'),
      errors,
    },
    [{ value: '', label: withheld.chooseGround }, ...groundOptions(work)],
  )}${textarea(
    {
      id: 'text',
      name: 'text',
      label: withheld.text,
      hint: withheld.textHint,
      value: textOf(values, 'text'),
      errors,
    },
    { rows: 3, maxlength: 1000 },
  )}`
  return section(
    'choose',
    withheld.choose,
    postForm({ action: path(call), csrf: call.session.csrf, body, submit: withheld.submit }),
  )
}

/** Those that can carry that a part is left out of one of the packages. */
function groundOptions({ call, view }: Opened) {
  const waiting = view.rights.filter(({ status }) => status === 'waiting').map(({ right }) => right)
  const grounds = waiting
    .filter(isRight)
    .filter(getsPackage)
    .flatMap((right) => groundsFor(right, call.company.country))
    .filter(({ partial }) => partial !== 'whole')
  const labels = new Map(
    grounds.map(({ code, article, text }) => [code, `${article}: ${text[call.language]}`]),
  )
  return [...labels].map(([value, label]) => ({ value, label }))
}

export async function sendWithheld(call: StaffCall, form: FormValues): Promise<Answer> {
  const opened = await open(call)
  if (!opened.ok) return opened.error
  const chosen = new Set(form.getAll('place'))
  const places = boxesOf(opened.value)
    .flatMap(({ boxes }) => boxes.map(({ place }) => place))
    .filter((place) => chosen.has(keyOf(call, place)))
  const {
    withheld,
    work: { fieldMissing },
  } = call.texts
  const missing: readonly FieldError[] = [
    ...(places.length === 0 ? [{ id: 'place', text: withheld.noneTicked }] : []),
    ...(lineOf(form, 'groundCode') === ''
      ? [{ id: 'groundCode', text: fieldMissing, where: withheld.ground }]
      : []),
    ...(textOf(form, 'text') === '' ? [{ id: 'text', text: fieldMissing, where: withheld.text }] : []),
  ]
  if (missing.length > 0) return withheldPage(opened.value, { values: form, errors: missing })
  const ground = { groundCode: lineOf(form, 'groundCode'), text: textOf(form, 'text') }
  const items = [
    ...opened.value.content.withheld.map(itemOf),
    ...places.map((place) => ({ ...place, ...ground })),
  ]
  return put(opened.value, { items }, { values: form, done: 'withheld' })
}

export async function takeBack(call: StaffCall, form: FormValues): Promise<Answer> {
  const opened = await open(call)
  if (!opened.ok) return opened.error
  const item = lineOf(form, 'item')
  const items = opened.value.content.withheld.filter((one) => keyOf(call, one) !== item).map(itemOf)
  return put(opened.value, { items }, { values: new URLSearchParams(), done: 'withheldBack' })
}

function itemOf(item: RequestContent['withheld'][number]): WithheldItem {
  const { groundCode, text } = item
  return 'file' in item
    ? { file: item.file, groundCode, text }
    : { source: item.source, pointer: item.pointer, groundCode, text }
}

/** Who ticks them has read them: they leave although they have what is left out. */
export async function sendFilesAsTheyAre(call: StaffCall, form: FormValues): Promise<Answer> {
  const opened = await open(call)
  if (!opened.ok) return opened.error
  const { content } = opened.value
  const chosen = new Set(form.getAll('file'))
  const filesAsTheyAre = content.files
    .map(({ name }) => name)
    .filter((file) => chosen.has(keyOf(call, { file })))
  return put(
    opened.value,
    { items: content.withheld.map(itemOf), filesAsTheyAre },
    { values: form, done: 'withheldFiles' },
  )
}

/** The body's rules are those of the API; what was looked at is what is changed. */
async function put(
  work: Opened,
  list: { readonly items: readonly WithheldItem[]; readonly filesAsTheyAre?: readonly string[] },
  { values, done }: { readonly values: FormValues; readonly done: keyof WithheldTexts['done'] },
): Promise<Answer> {
  const { call, view, etag } = work
  const body = parseBody('withheld', list)
  const outcome = body.ok
    ? await call.app.withhold({
        ...{ actor: call.session.actor, requestId: view.id },
        ...{ ...list, expected: etag },
      })
    : body
  if (outcome.ok) return seeOther(`${path(call)}?done=${done}#list`)
  const { code } = outcome.error
  if (code === 'notFound' || code === 'forbidden') return outcome.error
  const text = call.texts.refusals(code) ?? call.texts.common.refused.text
  return withheldPage(work, { values, errors: [{ id: placeOf[code] ?? 'list', text }] })
}

const placeOf: Readonly<Record<string, string>> = {
  groundUnknown: 'groundCode',
  groundNotForRight: 'groundCode',
  groundNotForScope: 'groundCode',
  factsMissing: 'text',
  withheldRevealed: 'text',
  bodyInvalid: 'text',
  withheldUnknown: 'place',
}
