// Showing who one is through the company's provider of national identities: offered, and what became of it.
import type { RequestView } from '../../../shared/application/requests/view-request.ts'
import { hasEnded } from '../../../shared/domain/requests/lifecycle.ts'
import { originAt } from '../../http/at-host.ts'
import type { PersonCall } from '../call.ts'
import { moment } from '../days.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { section } from '../parts.ts'
import { linkToken } from '../staff/provider.ts'
import { readerOf } from './progress.ts'

export async function shownSection(call: PersonCall, { identity, status }: RequestView): Promise<Html> {
  const offered = await call.app.providerSignIn.offered(call.company.company)
  const { shownAt } = identity
  if (shownAt === undefined && (!offered?.shows || hasEnded(status) || !isAtHome(call))) return nothing
  const { shown: words, code } = call.texts.provider
  const why = /^[A-Za-z]{1,40}$/.exec(call.url.searchParams.get('why') ?? '')?.[0]
  const known =
    shownAt !== undefined && html`<p>${words.known} <small>${moment(shownAt, readerOf(call))}</small></p>`
  const canShow = offered?.shows === true && !hasEnded(status) && isAtHome(call)
  return section(
    'shown',
    words.title,
    html`${
      why !== undefined &&
      html`<p class="warning" role="alert">${words.failed} <small>${code}: ${why}</small></p>`
    }${known}${canShow && wayThere(call, offered.name, shownAt)}`,
  )
}

/** The provider leads back to the instance's own address alone, where a browser of a company's own host has no session. */
const isAtHome = ({ app, request }: PersonCall): boolean =>
  originAt(app, request) === new URL(app.settings.publicUrl).origin

function wayThere(call: PersonCall, name: string, shownAt: string | undefined): Html {
  const { shown: words } = call.texts.provider
  const at = `/${call.company.company}/requests/${call.session.actor.requestId}/identity`
  return html`${shownAt === undefined && html`<p>${words.lead(name)}</p>`}
    <p>
      <a class="button button-second" href="${at}?for=${linkToken(call)}"
        >${shownAt === undefined ? words.button(name) : words.again(name)}</a
      >
    </p>`
}
