import type { LetterBox } from '../../../shared/application/letters/read-letters.ts'
import type { DeliveryView, RequestView } from '../../../shared/application/requests/view-request.ts'
import type { Language } from '../../../shared/domain/templates/template.ts'
import type { CompanyCall, PersonCall } from '../call.ts'
import { dayInWords, lastWholeDay, moment, sizeInWords } from '../days.ts'
import { textarea } from '../fields.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { letterView } from '../letter.ts'
import { disclosure, facts, list, postForm, said, section } from '../parts.ts'
import { readerOf } from './progress.ts'
import type { StatusPage } from './status.ts'

const pathOf = ({ company, session }: PersonCall): string =>
  `/${company.company}/requests/${session.actor.requestId}`

export function downloadsSection(call: PersonCall, { deliveries }: RequestView): Html {
  if (deliveries.length === 0) return nothing
  const { downloads } = call.texts.status
  const isThere = deliveries.some(({ state }) => state === 'available')
  return section(
    'downloads',
    downloads.title,
    html`${deliveries.map((delivery) => deliveryView(call, delivery))}${
      isThere &&
      html`<h3>${downloads.safeTitle}</h3>
        ${list(downloads.safe)}`
    }`,
  )
}

function deliveryView(call: PersonCall, delivery: DeliveryView): Html {
  const { downloads } = call.texts.status
  const { id, right, state, sizeBytes = 0, expiresAt, manifestSha256 } = delivery
  const name = right === 'portability' ? downloads.names.portability : downloads.names.access
  if (state !== 'available')
    return html`<div class="panel">
      <h3>${name}</h3>
      <p>${state === 'recalled' ? downloads.recalled : downloads.purged}</p>
    </div>`
  const size = sizeInWords(sizeBytes, call.language)
  return html`<div class="panel">
    <h3>${name}</h3>
    <p>
      ${downloads.facts(size, expiresAt === undefined ? '' : dayInWords(lastWholeDay(expiresAt), readerOf(call)))}
    </p>
    <p>
      <a class="button" href="${pathOf(call)}/deliveries/${id}" download
        >${downloads.download}<span class="visually-hidden"> ${name}, ${size}</span></a
      >
    </p>
    <p class="hint">${downloads.verify}: <span class="hash">${manifestSha256}</span></p>
  </div>`
}

export function certificateSection(
  call: CompanyCall,
  certificate: NonNullable<LetterBox['certificate']>,
): Html {
  const { certificate: words } = call.texts.status
  const reader = readerOf(call)
  return section(
    'certificate',
    words.title,
    html`<p>${words.text}</p>
      ${facts([
        [words.unreadable, moment(certificate.unreadableSince, reader)],
        [words.gone, moment(certificate.ciphertextGoneBy, reader)],
        [words.keys, certificate.keysDestroyed],
        [words.signature, html`<span class="hash">${certificate.signature}</span>`],
      ])}`,
  )
}

export function lettersSection(call: CompanyCall, letters: LetterBox['letters'], language: Language): Html {
  const { letters: words } = call.texts.status
  if (letters.length === 0) return nothing
  return section(
    'letters',
    words.title,
    letters.map(({ id, letter }) =>
      disclosure(
        `letter-${id}`,
        { summary: `${letter.writtenOn}: ${letter.title}` },
        letterView(letter, language),
      ),
    ),
  )
}

export function messagesSection(call: PersonCall, { view, messages, message, errors }: StatusPage): Html {
  // Once the request has ended nobody reads what is written here; the company's contact stands below.
  if (!messages || (view.ended && messages.length === 0)) return nothing
  const { messages: words } = call.texts.status
  const reader = readerOf(call)
  const field = { id: 'text', name: 'text', label: words.label, hint: words.hint, value: message, errors }
  return section(
    'messages',
    words.title,
    html`${messages.length === 0 && html`<p>${words.none}</p>`}${messages.map(
      ({ from, text, at }) =>
        html`<div class="message${from === 'person' && ' message-own'}">
          <p class="from">${from === 'person' ? words.fromYou : words.fromCompany}, ${moment(at, reader)}</p>
          ${said(text)}
        </div>`,
    )}${
      !view.ended &&
      postForm({
        action: `${pathOf(call)}/messages`,
        csrf: call.session.csrf,
        body: textarea(field, { rows: 4 }),
        submit: words.submit,
      })
    }`,
  )
}

export function withdrawSection(call: PersonCall): Html {
  const { withdraw } = call.texts.status
  const form = postForm({
    action: `${pathOf(call)}/withdrawal`,
    csrf: call.session.csrf,
    body: html`<p>${withdraw.text}</p>`,
    submit: withdraw.submit,
    look: 'warning',
  })
  return disclosure('withdraw', { summary: withdraw.title }, form)
}

export function complainSection({ texts, company }: CompanyCall): Html {
  const { complain } = texts.status
  const { name, url, address } = company.authority
  return section(
    'complain',
    complain.title,
    html`<p>${complain.text(`${company.contact.name}, ${company.contact.email}`)}</p>
      <p>${complain.authority} <a href="${url}" rel="noreferrer">${name}</a>, ${address}</p>`,
  )
}
