// A form that came when its session had ended: nothing is accepted or stored, and nothing that was typed is lost.
import type { HttpResponseInit } from '@azure/functions'
import { page } from './call.ts'
import type { AnyCall } from './call.ts'
import { hidden } from './fields.ts'
import type { FormValues } from './form.ts'
import { html } from './html.ts'
import { disclosure, list, postForm, said } from './parts.ts'

/** Every form of a session carries a token; one without was not made by a page of ours. */
export const isKeepable = (form: FormValues): boolean => /^[\w-]{43}$/.test(form.get('csrf') ?? '')

/** What pages write into their forms by themselves. */
const ours = /^(csrf|once|base|etag|manifestSha256|itemId|rows\d+|add|remove)$/

/** Goes with the form, and is never shown on a screen. */
const unseen: ReadonlySet<string> = new Set(['passcode', 'factorCode', 'clientSecret'])

/**
 * The same fields to be sent again by a press of the button: with the token of the new session where there is one, and
 * otherwise after signing in at `place` in another tab. The old token counts for nothing, so that the next page has
 * the new one.
 */
export function keptPage(call: AnyCall, form: FormValues, place?: string): HttpResponseInit {
  const { kept } = call.texts.common
  const typed = [...form].filter(
    ([name, value]) => !ours.test(name) && !unseen.has(name) && value.trim() !== '',
  )
  const csrf = call.session?.csrf ?? form.get('csrf') ?? ''
  const main = html`<h1>${kept.title}</h1>
    <p class="warning" role="alert">${place === undefined ? kept.newSession : kept.signedOut}</p>
    ${
      place !== undefined &&
      html`<p>${kept.first} <a href="${place}" target="_blank" rel="noopener">${kept.signIn}</a></p>
        <p>${kept.then}</p>`
    }${postForm({
      action: call.url.pathname,
      csrf,
      body: [...form].filter(([name]) => name !== 'csrf').map(([name, value]) => hidden(name, value)),
      submit: kept.submit,
    })}${
      typed.length > 0 &&
      disclosure('typed', { summary: kept.typed }, list(typed.map(([, value]) => said(value))))
    }`
  return page(call, { title: kept.title, main, isUnsaved: true }, 403)
}
