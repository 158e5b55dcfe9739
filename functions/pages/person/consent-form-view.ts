// How a form that asks for consent looks: what must be said before, and the questions.
import type { PublishedForm } from '../../../shared/application/consent/forms.ts'
import type { ShownForm } from '../../../shared/domain/consent/form.ts'
import type { CompanyCall } from '../call.ts'
import { errorSummary, hidden, input } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { html, nothing } from '../html.ts'
import type { Html, HtmlValue } from '../html.ts'
import { onceOf } from '../once.ts'
import { facts, list, notice, postForm, said, section } from '../parts.ts'
import { named } from '../sent-form.ts'
import type { SentForm } from '../sent-form.ts'
import { purposeFacts, wordsIn } from './purpose-facts.ts'

type Purpose = ShownForm['purposes'][number]

export type AskedForm = SentForm & {
  readonly path: string
  readonly shown: PublishedForm
  readonly told?: string
}

/** The field of the answer to the nth question; where several forms stand on a page, each has a prefix of its own. */
export const answerName = (n: number, prefix = ''): string => `${prefix}answer-${n + 1}`

export function formView(call: CompanyCall, view: AskedForm): Html {
  const { giving: words, common } = call.texts
  const { path, shown, form, errors, told } = view
  const { company } = call.company
  const questions = html`${hidden('once', onceOf(form))}${hidden('text', shown.language)}
  ${hidden('version', String(shown.version))}${shown.purposes.map((purpose, n) => question(call, view, { purpose, n }))}
  ${input(
    { ...named(view, 'email'), label: words.email, hint: words.emailHint, required: true },
    { type: 'email', autocomplete: 'email', maxlength: 254 },
  )}${
    shown.factors.includes('passcode') &&
    input(
      { id: 'passcode', name: 'passcode', errors, label: words.passcode, hint: words.passcodeHint },
      { type: 'password', autocomplete: 'new-password', width: 'medium', maxlength: 128 },
    )
  }`
  return html`${errorSummary(common.problem, errors)}${notice(told)}
    <h1 lang="${shown.language}">${shown.title}</h1>
    <p class="lead">${words.lead(shown.controller.name)}</p>
    <p>${words.free}</p>
    ${languagesPart(call, view)}
    ${shown.body !== '' && html`<div lang="${shown.language}">${said(shown.body)}</div>`}
    ${beforePart(call, { shown })}${postForm({ action: path, body: questions, submit: words.submit })}
    <p>${words.rights} <a href="/${company}">${words.rightsLink}</a>.</p>`
}

/** All but the one that is read; whichever the page around it is in. */
function languagesPart({ texts }: CompanyCall, { path, shown }: AskedForm): Html {
  const others = shown.languages.filter((language) => language !== shown.language)
  if (others.length === 0) return nothing
  const links = others.map(
    (language) => html` <a href="${path}?text=${language}" hreflang="${language}">${language}</a>`,
  )
  return html`<p>${texts.giving.otherLanguages}${links}</p>`
}

/** Said before anybody consents (Art. 7(3) and 13): that it can be taken back, who answers for it, where to complain. */
export function beforePart(call: CompanyCall, { shown, prefix = '' }: Pick<Asked, 'shown' | 'prefix'>): Html {
  const { giving: words } = call.texts
  const { controller, authority, language } = shown
  const { name, address, email, phone } = controller
  const reached = [name, address, email, phone].filter((part) => part !== undefined).join(', ')
  const officers = call.company.dataProtectionOfficers.map((officer) => `${officer.name}, ${officer.email}`)
  return section(
    `${prefix}before`,
    words.before,
    html`<p>${wordsIn(language, shown.withdrawal)}</p>
      <p>${words.lawful}</p>
      ${shown.proofMonths !== undefined && html`<p>${call.texts.consent.proofKept(shown.proofMonths)}</p>`}
      ${facts([
        [words.responsible, reached],
        ...(officers.length === 0 ? [] : [[words.officer, list(officers)] as const]),
        [words.authority, html`<a href="${authority.url}">${authority.name}</a>`],
      ])}`,
  )
}

/** A form of which the questions are shown, wherever that is. */
export type Asked = SentForm & {
  readonly shown: ShownForm
  readonly prefix?: string
  /** Who writes down what somebody else said may leave a question unanswered, and says so. */
  readonly unanswered?: string
}

type Question = { readonly purpose: Purpose; readonly n: number }

export function question(call: CompanyCall, asked: Asked, { purpose, n }: Question): Html {
  const { shown, form, errors, prefix, unanswered } = asked
  const { giving: words } = call.texts
  const { text, explicit, validMonths } = purpose
  const name = answerName(n, prefix)
  const rows: readonly (readonly [string, HtmlValue])[] = [
    ...purposeFacts(call, purpose, shown.language),
    ...(validMonths === undefined ? [] : [[words.holds, words.months(validMonths)] as const]),
  ]
  const own = errors.filter(({ id }) => id === name)
  const option = (id: string, value: 'given' | 'refused' | '', label: string): Html =>
    html`<div class="choice">
      <input
        type="radio"
        id="${id}"
        name="${name}"
        value="${value}"
        ${form.get(name) === value && html` checked`}
      /><label for="${id}">${label}</label>
    </div>`
  return html`<fieldset
    class="group${own.length > 0 && ' group-error'}"
    ${own.length > 0 && html` aria-describedby="${name}-error"`}
  >
    <legend lang="${shown.language}">${text}</legend>
    ${own.length > 0 && html`<span class="error" id="${name}-error">${own.map((one: FieldError) => one.text).join(' ')}</span>`}
    ${facts(rows)}${option(name, 'given', explicit ? words.yesExplicit : words.yes)}${option(`${name}-2`, 'refused', words.no)}${unanswered !== undefined && option(`${name}-3`, '', unanswered)}
  </fieldset>`
}
