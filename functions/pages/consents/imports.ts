// Consents that were given elsewhere: the file is sent from a browser, looked at or recorded, and every refused line is told.
import type { ConsentImportView } from '../../../shared/application/consent/consent-imports.ts'
import { problemFor } from '../../../shared/contracts/problems.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import { bodyStream } from '../../http/body.ts'
import { attachment, inOnePiece } from '../../http/respond.ts'
import { lackingProof } from '../../http/session.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { cards } from '../cards.ts'
import { csrfHolds } from '../csrf.ts'
import { moment, sizeInWords } from '../days.ts'
import { choices, hidden, input } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { fromOwnPage } from '../guards.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { MalformedMultipart, boundaryOf, partsOf } from '../multipart.ts'
import type { Part } from '../multipart.ts'
import { badge, facts, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { refusalText } from '../texts/refusal-text.ts'
import { asked, consentsPage, consentsPath, doneIn, nothingWrong } from './frame.ts'
import type { Refused } from './frame.ts'

const importsPath = ({ company }: StaffCall): string => `/${company.company}/staff/consent-imports`

export const showImports = (call: StaffCall): Promise<Answer> => importsPage(call, nothingWrong)

async function importsPage(call: StaffCall, refused: Refused): Promise<Answer> {
  const { imports: words, title } = call.texts.consentDesk
  const listed = await call.app.consentImports.list(asked(call))
  if (!listed.ok) return listed.error
  const rows = listed.value.map((one) => importRow(call, one))
  const heads = [words.sent, words.state, words.lines, words.refused]
  const main = html`<p>${words.lead}</p>
    ${lackingProof(call.app, call.session.actor, 'fresh') ? provingPart(call) : sendingPart(call, refused.errors)}
    ${rows.length > 0 && section('sent', words.listTitle, cards({ caption: words.listTitle, heads }, rows))}`
  return consentsPage(call, {
    ...{ ...refused, title: words.title, main },
    told: doneIn(call, words.done),
    back: [consentsPath(call), title],
  })
}

/** A file of this size cannot be carried along by the page that asks for a proof: the proof comes first. */
const provingPart = (call: StaffCall): Html => {
  const { imports: words } = call.texts.consentDesk
  const action = `${importsPath(call)}/proof`
  return section(
    'prove',
    words.sendTitle,
    html`<p>${words.proveLead}</p>
      ${postForm({ action, csrf: call.session.csrf, body: '', submit: words.prove })}`,
  )
}

export const proveForImport = async (call: StaffCall): Promise<Answer> => seeOther(importsPath(call))

const sendingPart = (call: StaffCall, errors: readonly FieldError[]): Html => {
  const { imports: words } = call.texts.consentDesk
  const file = { id: 'file', name: 'file', label: words.file, hint: words.fileHint, errors }
  return section(
    'send',
    words.sendTitle,
    html`<form method="post" enctype="multipart/form-data" action="${importsPath(call)}" novalidate>
      ${hidden('csrf', call.session.csrf)}
      ${choices({
        ...{ id: 'how', name: 'how', label: words.how, kind: 'radio', chosen: ['dryRun'] },
        options: (['dryRun', 'record'] as const).map((value) => ({ value, label: words.hows[value] })),
      })}
      ${input(file, { type: 'file' })}
      <button type="submit" class="button">${words.send}</button>
    </form>`,
  )
}

const stateOf = ({ texts }: StaffCall, { state, dryRun }: ConsentImportView): Html => {
  const { imports: words } = texts.consentDesk
  return html`${badge(words.states[state], state === 'done' ? 'good' : 'wait')} ${dryRun && words.onlyLooked}`
}

const importRow = (call: StaffCall, one: ConsentImportView): Html => {
  const { imports: words } = call.texts.consentDesk
  return html`<tr>
    <th scope="row">
      <a href="${importsPath(call)}/${one.id}">${moment(one.askedAt, readerOf(call))}</a>
    </th>
    <td data-label="${words.state}">${stateOf(call, one)}</td>
    <td data-label="${words.lines}">${one.lines}</td>
    <td data-label="${words.refused}">${one.refused}</td>
  </tr>`
}

/** The fields stand before the file, so that nothing is kept of a form that is not ours. */
export async function sendImport(call: StaffCall): Promise<Answer> {
  if (!fromOwnPage(call)) return { code: 'crossSite' }
  const boundary = boundaryOf(call.request.headers.get('content-type') ?? '')
  if (boundary === undefined) return { code: 'unsupportedMediaType' }
  if (lackingProof(call.app, call.session.actor, 'fresh')) return seeOther(`${importsPath(call)}?done=prove`)
  try {
    return await keptParts(call, partsOf(bodyStream(call.request), boundary))
  } catch (error) {
    if (!(error instanceof MalformedMultipart)) throw error
    return { code: 'unsupportedMediaType' }
  }
}

const mostFieldBytes = 4096

async function keptParts(call: StaffCall, parts: AsyncIterable<Part>): Promise<Answer> {
  const values = new Map<string, string>()
  for await (const { name, fileName, content } of parts) {
    if (fileName === undefined) {
      values.set(name, await shortText(content))
      continue
    }
    if (!csrfHolds(call.session.cookie, values.get('csrf') ?? '')) return { code: 'crossSite' }
    if (fileName === '') break
    // Whoever says nothing records nothing.
    const dryRun = values.get('how') !== 'record'
    const begun = await call.app.consentImports.begin({ ...asked(call), content, dryRun })
    return begun.ok ? seeOther(`${importsPath(call)}/${begun.value.id}`) : refusedFile(call, begun.error)
  }
  return importsPage(call, wrongFile(call.texts.consentDesk.imports.noFile, 400))
}

const wrongFile = (text: string, status: number): Refused => ({ errors: [{ id: 'file', text }], status })

function refusedFile(call: StaffCall, refusal: Refusal): Answer | Promise<Answer> {
  const { status } = problemFor(refusal)
  if (status === 403 || status === 404) return refusal
  return importsPage(
    call,
    wrongFile(refusalText(call.texts, refusal) ?? call.texts.common.refused.text, status),
  )
}

async function shortText(content: AsyncIterable<Uint8Array>): Promise<string> {
  let text = ''
  for await (const bytes of content)
    text = (text + Buffer.from(bytes).toString('utf8')).slice(0, mostFieldBytes)
  return text
}

const importIn = (call: StaffCall) => ({ ...asked(call), importId: call.params['importId'] ?? '' })

/** The page holds the first of them; the file has all. */
const mostShown = 100

export async function showImport(call: StaffCall): Promise<Answer> {
  const { imports: words } = call.texts.consentDesk
  const seen = await call.app.consentImports.view(importIn(call))
  if (!seen.ok) return seen.error
  const refused = await call.app.consentImports.refused(importIn(call))
  if (!refused.ok) return refused.error
  const one = seen.value
  const known = facts([
    [words.state, stateOf(call, one)],
    [words.sent, moment(one.askedAt, readerOf(call))],
    ...(one.doneAt === undefined ? [] : [[words.finished, moment(one.doneAt, readerOf(call))] as const]),
    [words.size, sizeInWords(one.sizeBytes, call.language)],
    [words.hash, html`<span class="hash">${one.sha256}</span>`],
    [words.lines, String(one.lines)],
    [one.dryRun ? words.wouldRecord : words.recorded, String(one.recorded)],
    [words.known, String(one.known)],
    [words.refused, String(one.refused)],
  ])
  const rows = refused.value.slice(0, mostShown).map(
    ({ line, code, pointer }) =>
      html`<tr>
        <th scope="row">${line}</th>
        <td data-label="${words.why}">
          ${call.texts.refusals(code) ?? words.whys[code] ?? words.otherwise} (${code})
        </td>
        <td data-label="${words.where}">${pointer ?? ''}</td>
      </tr>`,
  )
  const heads = [words.line, words.why, words.where]
  const main = html`${one.state === 'waiting' && html`<p>${words.comeBack}</p>`}${known}${
    rows.length > 0 &&
    section(
      'refused',
      words.refusedTitle,
      html`${cards({ caption: words.refusedTitle, heads }, rows)}
        <p>
          <a class="button button-second" href="${importsPath(call)}/${one.id}/refused">${words.download}</a>
        </p>`,
    )
  }`
  const back = [importsPath(call), words.title] as const
  return consentsPage(call, { ...nothingWrong, title: words.report, main, back })
}

export async function readRefusedLines(call: StaffCall): Promise<Answer> {
  const refused = await call.app.consentImports.refused(importIn(call))
  if (!refused.ok) return refused.error
  const lines = refused.value.map((line) => `${JSON.stringify(line)}\n`).join('')
  return attachment({ name: 'refused.jsonl', mediaType: 'application/jsonl' }, inOnePiece(lines))
}
