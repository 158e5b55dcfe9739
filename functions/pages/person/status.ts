// The person's page of their request: how far it is, when it is due, what was answered, and what they can do.
import type { LetterBox } from '../../../shared/application/letters/read-letters.ts'
import type { MessageView } from '../../../shared/application/requests/messages.ts'
import type { OwnRequests } from '../../../shared/application/requests/own-requests.ts'
import type { RequestView } from '../../../shared/application/requests/view-request.ts'
import { hasEnded } from '../../../shared/domain/requests/lifecycle.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { deliver } from '../../http/deliveries.ts'
import { inLanguage, page, refused, seeOther } from '../call.ts'
import type { Answer, PersonCall } from '../call.ts'
import type { FieldError } from '../fields.ts'
import { errorSummary } from '../fields.ts'
import { textOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { notice, section } from '../parts.ts'
import { ownSection } from './own-requests.ts'
import { shownSection } from './shown-identity.ts'
import { transferSection } from './transfer.ts'
import { askedSection, dueSection, stepsSection } from './progress.ts'
import {
  certificateSection,
  complainSection,
  downloadsSection,
  lettersSection,
  messagesSection,
  withdrawSection,
} from './dialogue.ts'

/** What the page is made of; messages are gone once the content is. */
export type StatusPage = {
  readonly view: RequestView
  readonly box: LetterBox
  readonly messages: readonly MessageView[] | undefined
  readonly message?: string
  /** Of the page that the person may let others see. */
  readonly publicCode?: string
  readonly own: OwnRequests
  /** Showing who one is, where the company offers it. */
  readonly shown: Html
  readonly errors: readonly FieldError[]
}

export async function showStatus(call: PersonCall): Promise<Answer> {
  return statusPage(call, { errors: [] })
}

type Feedback = Pick<StatusPage, 'message' | 'errors'>

async function statusPage(given: PersonCall, feedback: Feedback): Promise<Answer> {
  const { actor } = given.session
  const { requestId } = actor
  const wish = given.chosen === undefined ? {} : { language: given.chosen }
  const seen = await given.app.viewRequest({ actor, requestId, ...wish })
  if (!seen.ok) return seen.error
  const { view } = seen.value
  const call = inLanguage(given, view.language)
  const [letters, messages, publicCode, own] = await Promise.all([
    call.app.readLetters({ actor, requestId }),
    call.app.messages.list({ actor, requestId }),
    call.app.publicStatus.code(actor),
    call.app.ownRequests.read({ actor, requestId }),
  ])
  if (!own.ok) return own.error
  const box = letters.ok ? letters.value : { letters: [] }
  const shown = {
    shown: await shownSection(call, view),
    ...{ view, box, messages: messages.ok ? messages.value : undefined, own: own.value, ...feedback },
    ...(publicCode !== undefined && { publicCode }),
  }
  const url = new URL(statusPath(call) + (feedback.errors.length > 0 ? '' : call.url.search), call.url)
  return page(
    { ...call, url },
    {
      title: call.texts.status.title(view.reference),
      main: statusView(call, shown),
      hasErrors: feedback.errors.length > 0,
    },
    feedback.errors.length > 0 ? 400 : 200,
  )
}

const statusPath = ({ company, session }: PersonCall): string =>
  `/${company.company}/requests/${session.actor.requestId}`

function statusView(call: PersonCall, shown: StatusPage): Html {
  const { common, status } = call.texts
  const { view, box, errors, publicCode } = shown
  const done = call.url.searchParams.get('done')
  const told = done === 'message' || done === 'withdrawn' ? status.done[done] : undefined
  return html`${errorSummary(common.problem, errors)}${notice(told)}
    <h1>${status.title(view.reference)}</h1>
    <p class="lead">${leadOf(call, view)}</p>
    ${downloadsSection(call, view)}${box.certificate && certificateSection(call, box.certificate)}${stepsSection(call, view)}${
      !hasEnded(view.status) && dueSection(call, view)
    }${askedSection(call, view)}${shown.shown}${lettersSection(call, box.letters, view.language)}${messagesSection(call, shown)}${
      !hasEnded(view.status) && withdrawSection(call)
    }${publicCode !== undefined && shareSection(call, publicCode)}${transferSection(call, view)}${copySection(call)}${ownSection(call, shown.own)}${complainSection(call)}`
}

/** Absolute, since it is there to be passed on. */
function shareSection({ app, company, texts, session }: PersonCall, code: string): Html {
  const { publicStatus: words } = texts.status
  const address = `${new URL(app.settings.publicUrl).origin}/${company.company}/status/${session.actor.requestId}/${code}`
  return section(
    'share',
    words.share,
    html`<p>${words.shareText}</p>
      <p><a href="${address}">${address}</a></p>`,
  )
}

/** Where nothing was to fetch, what holds is told; a purge that is held does not keep the answer: its time counts. */
function leadOf(
  { texts: { status: words } }: PersonCall,
  { status, rights, deliveries }: RequestView,
): string {
  if (status !== 'delivered') return words.leads[status]
  if (rights.every(({ answeredAt }) => answeredAt !== undefined)) return words.inForce
  const gone = deliveries.length > 0 && deliveries.every(({ state }) => state !== 'available')
  return gone ? words.answerGone : words.leads.delivered
}

export async function sendMessage(call: PersonCall, form: FormValues): Promise<Answer> {
  const text = textOf(form, 'text')
  const { actor } = call.session
  if (!parseBody('message', { text }).ok)
    return statusPage(call, {
      message: text,
      errors: [{ id: 'text', text: call.texts.status.messages.empty }],
    })
  const sent = await call.app.messages.post({ actor, requestId: actor.requestId, text })
  return sent.ok ? seeOther(`${statusPath(call)}?done=message`) : sent.error
}

export async function withdraw(call: PersonCall): Promise<Answer> {
  const { actor } = call.session
  const withdrawn = await call.app.withdrawRequest({ actor, requestId: actor.requestId })
  return withdrawn.ok ? seeOther(`${statusPath(call)}?done=withdrawn`) : withdrawn.error
}

function copySection(call: PersonCall): Html {
  const { copy: words } = call.texts.status
  return section(
    'copy',
    words.title,
    html`<p>${words.text}</p>
      <p><a href="${statusPath(call)}/copy">${words.link}</a></p>`,
  )
}

/** The package itself, for the browser's own session; a download that stopped goes on by `Range`. */
export async function download(call: PersonCall): Promise<Answer> {
  const answer = await deliver(call.app, {
    actor: call.session.actor,
    deliveryId: call.params['deliveryId'] ?? '',
    request: call.request,
    invocationId: call.invocationId,
  })
  if (!('code' in answer)) return answer
  // A refused range is for the browser to mend, and has no page.
  return answer.code === 'rangeNotSatisfiable' ? { status: 416 } : refused(call, answer)
}
