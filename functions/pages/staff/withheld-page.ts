// What the answer leaves out: every value, row and file with a box, one ground and reason for those that are ticked.
import type { FormContent, RequestContent } from '../../../shared/application/requests/read-content.ts'
import type { WithheldItem } from '../../../shared/application/requests/withhold.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import type { WithheldPlace } from '../../../shared/domain/package/package-facts.ts'
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
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, list, notice, postForm, section } from '../parts.ts'
import { fileKey } from './file-key.ts'
import { toldBy } from './told.ts'
import { itemText } from './withheld-list.ts'
import { placesOf } from './withheld-places.ts'
import { may, readWork, workPath } from './work.ts'
import type { Work } from './work.ts'

type Opened = Work & { readonly content: RequestContent }

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
    ${isSealed && html`<p class="warning">${words.sources.voids}</p>`}${listSection(work)}${choosing(work, sent)}`
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

/** Names of files stand in no page twice: this names a place within the session. */
const keyOf = ({ session }: StaffCall, item: WithheldPlace): string =>
  fileKey(session.cookie, 'file' in item ? item.file : JSON.stringify([item.source, item.pointer]))

type Box = { readonly place: WithheldPlace; readonly label: string; readonly depth: number }

function boxesOf(work: Opened): readonly { readonly title: string; readonly boxes: readonly Box[] }[] {
  const { call, content, view } = work
  const labelOf = (id: string) => view.sources.find((source) => source.id === id)?.label ?? id
  const held = content.forms.filter(({ data }) => data !== undefined)
  const forms = held.map((form: FormContent) => ({
    title: labelOf(form.sourceId),
    boxes: placesOf(form.template, form.data, { language: call.language, words: call.texts.withheld }).map(
      ({ pointer, label, depth }) => ({ place: { source: form.sourceId, pointer }, label, depth }),
    ),
  }))
  const files = content.files.map(({ name }) => ({ place: { file: name }, label: name, depth: 0 }))
  return [...forms, ...(files.length === 0 ? [] : [{ title: call.texts.withheld.files, boxes: files }])]
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

function boxGroup(
  { call, content }: Opened,
  { title, boxes }: ReturnType<typeof boxesOf>[number],
  { g, ticked }: { readonly g: number; readonly ticked: ReadonlySet<string> },
): Html {
  const kept = new Set(content.withheld.map((item) => keyOf(call, item)))
  const choice = ({ place, label, depth }: Box, i: number) => {
    const key = keyOf(call, place)
    const id = g === 0 && i === 0 ? 'place' : `place-${g}-${i}`
    return kept.has(key)
      ? nothing
      : html`<div class="choice${depth > 0 && ` choice-${Math.min(depth, 3)}`}">
          <input
            type="checkbox"
            id="${id}"
            name="place"
            value="${key}"
            ${ticked.has(key) && html` checked`}
          /><label for="${id}">${label}</label>
        </div>`
  }
  return disclosure(
    `group-${g}`,
    { summary: title, open: true },
    html`<fieldset class="group">
      <legend class="visually-hidden">${title}</legend>
      ${boxes.map(choice)}
    </fieldset>`,
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
  return put(opened.value, items, { values: form, done: 'withheld' })
}

export async function takeBack(call: StaffCall, form: FormValues): Promise<Answer> {
  const opened = await open(call)
  if (!opened.ok) return opened.error
  const item = lineOf(form, 'item')
  const items = opened.value.content.withheld.filter((one) => keyOf(call, one) !== item).map(itemOf)
  return put(opened.value, items, { values: new URLSearchParams(), done: 'withheldBack' })
}

function itemOf(item: RequestContent['withheld'][number]): WithheldItem {
  const { groundCode, text } = item
  return 'file' in item
    ? { file: item.file, groundCode, text }
    : { source: item.source, pointer: item.pointer, groundCode, text }
}

/** The body's rules are those of the API; what was looked at is what is changed. */
async function put(
  work: Opened,
  items: readonly WithheldItem[],
  { values, done }: { readonly values: FormValues; readonly done: 'withheld' | 'withheldBack' },
): Promise<Answer> {
  const { call, view, etag } = work
  const body = parseBody('withheld', { items })
  const outcome = body.ok
    ? await call.app.withhold({
        ...{ actor: call.session.actor, requestId: view.id },
        ...{ items, expected: etag },
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
