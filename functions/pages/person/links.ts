// New links by e-mail. The answer is the same whoever asks, so that nobody learns who has a request here.
import { page, seeOther } from '../call.ts'
import type { Answer, CompanyCall } from '../call.ts'
import { errorSummary, input } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { postForm } from '../parts.ts'
import type { MailedLinkTexts } from '../texts/texts.ts'
import { providerButton } from '../staff/provider.ts'
import { isMailAddress } from '../mail-address.ts'

/** Two pages ask for an address and mail a link: a person's, and the sign-in of staff. */
type Asking = {
  readonly words: MailedLinkTexts
  readonly path: string
  readonly ask: (email: string) => Promise<void>
  /** Another way in, where the company has one. */
  readonly instead?: () => Promise<Html>
}

const newLinks = ({ app, texts, company }: CompanyCall): Asking => ({
  words: texts.person.links,
  path: `/${company.company}/links`,
  ask: (email) => app.askLinks({ companyId: company.company, email }),
})

const signIn = (call: CompanyCall): Asking => ({
  words: call.texts.staff.signIn,
  path: `/${call.company.company}/staff/sign-in`,
  ask: (email) => call.app.askSignIn({ companyId: call.company.company, email }),
  instead: () => providerButton(call),
})

export const showLinks = async (call: CompanyCall): Promise<Answer> => askPage(call, newLinks(call), {})

export const showSignIn = async (call: CompanyCall): Promise<Answer> => askPage(call, signIn(call), {})

export const mailLinks = (call: CompanyCall, form: FormValues): Promise<Answer> =>
  mailThem(call, newLinks(call), form)

export const mailSignIn = (call: CompanyCall, form: FormValues): Promise<Answer> =>
  mailThem(call, signIn(call), form)

async function mailThem(call: CompanyCall, asking: Asking, form: FormValues): Promise<Answer> {
  const email = lineOf(form, 'email')
  if (!isMailAddress(email))
    return askPage(call, asking, { email, errors: [{ id: 'email', text: asking.words.errors.email }] })
  await asking.ask(email)
  return seeOther(`${asking.path}?sent=yes`)
}

type Shown = { readonly email?: string; readonly errors?: readonly FieldError[] }

async function askPage(call: CompanyCall, { words, path, instead }: Asking, { email, errors = [] }: Shown) {
  const { searchParams } = call.url
  const wasSent = searchParams.get('sent') === 'yes' && errors.length === 0
  const title = wasSent ? words.sentTitle : words.title
  const demo = call.app.settings.mode === 'demo'
  const main = wasSent
    ? html`<h1>${title}</h1>
        <p>${words.sent}</p>
        <p>${words.again}</p>
        ${demo && html`<p><a href="/_local">${call.texts.person.start.demoMailbox}</a></p>`}`
    : html`${errorSummary(call.texts.common.problem, errors)}
        <h1>${title}</h1>
        ${searchParams.get('why') === 'signedOut' && html`<p class="warning">${words.signedOut}</p>`}
        ${instead && (await instead())}
        <p>${words.lead}</p>
        ${postForm({
          action: path,
          submit: words.submit,
          body: input(
            { id: 'email', name: 'email', label: words.email, value: email, errors },
            { type: 'email', autocomplete: 'email', maxlength: 254 },
          ),
        })}`
  return page(call, { title, main, hasErrors: errors.length > 0 }, errors.length > 0 ? 400 : 200)
}
