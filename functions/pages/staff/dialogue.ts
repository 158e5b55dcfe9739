import { moment } from '../days.ts'
import { textarea } from '../fields.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { letterView } from '../letter.ts'
import { disclosure, postForm, said, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { fieldIn, may, workPath } from './work.ts'
import type { Work } from './work.ts'

export function messagesSection(work: Work): Html {
  const { call, messages } = work
  const mayWrite = may(work, 'sendMessage')
  if (!messages && !mayWrite) return nothing
  const { messages: words } = call.texts.work
  const reader = readerOf(call)
  const field = fieldIn(work, 'message', { name: 'text', label: words.label, hint: words.hint })
  const form = postForm({
    action: `${workPath(call)}/message`,
    csrf: call.session.csrf,
    body: textarea(field, { rows: 4 }),
    submit: words.submit,
  })
  return section(
    'message',
    words.title,
    html`${messages?.length === 0 && html`<p>${words.none}</p>`}${messages?.map(
      ({ from, text, at }) =>
        html`<div class="message${from !== 'person' && ' message-own'}">
          <p class="from">${words[from]}, ${moment(at, reader)}</p>
          ${said(text)}
        </div>`,
    )}${mayWrite && form}`,
  )
}

export function lettersSection(work: Work): Html {
  const { call, letters, view } = work
  if (letters.length === 0) return nothing
  return section(
    'letters',
    call.texts.work.letters.title,
    html`${may(work, 'printLetters') && html`<p>${call.texts.work.letters.onPaper}</p>`}${letters.map(
      ({ id, letter }) =>
        disclosure(
          `letter-${id}`,
          { summary: `${letter.writtenOn}: ${letter.title}` },
          letterView(letter, view.language),
        ),
    )}`,
  )
}
