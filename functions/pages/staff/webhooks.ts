// The company's systems that are told of what happens, for its administrators: added, tried, read about, removed.
import type { DeliveryView, WebhookView } from '../../../shared/application/webhooks/webhook-view.ts'
import type { WebhookRefusal } from '../../../shared/application/webhooks/webhook-access.ts'
import type { NewWebhook } from '../../../shared/application/webhooks/webhooks.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { webhookEvents } from '../../../shared/domain/webhooks/webhook-events.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import { choices, errorSummary, hidden, input } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { idempotencyOf, onceOf } from '../once.ts'
import { disclosure, facts, list, notice, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'

const home = ({ company }: StaffCall): string => `/${company.company}/staff/webhooks`

const asked = ({ session, company }: StaffCall) => ({ actor: session.actor, companyId: company.company })

const named = (call: StaffCall) => ({ ...asked(call), webhookId: call.params['webhookId'] ?? '' })

const pathOf = (call: StaffCall): string => `${home(call)}/${named(call).webhookId}`

const on = (call: StaffCall, at: Date): Html => moment(at.toISOString(), readerOf(call))

type Shown = {
  readonly made?: NewWebhook
  readonly form?: FormValues
  readonly errors?: readonly FieldError[]
}

export const showWebhooks = (call: StaffCall): Promise<Answer> => listPage(call, {})

async function listPage(call: StaffCall, shown: Shown): Promise<Answer> {
  const { webhooks: words } = call.texts.staff
  const { errors = [], made } = shown
  const listed = await call.app.webhooks.list(asked(call))
  if (!listed.ok) return listed.error
  const told = call.url.searchParams.get('done') === 'removed' ? words.removed : undefined
  const main = html`${errorSummary(call.texts.common.problem, errors)}${notice(told)}
    <h1>${words.title}</h1>
    ${made && secretPart(call, made)}
    <p>${words.lead}</p>
    ${listed.value.length === 0 && html`<p>${words.empty}</p>`}${listed.value.map((one) =>
      section(
        `webhook-${one.id}`,
        one.url,
        html`${known(call, one)}
          <p><a href="${home(call)}/${one.id}">${words.open}</a></p>`,
      ),
    )}${makePart(call, shown)}`
  const hasErrors = errors.length > 0
  return page(call, { title: words.title, main, hasErrors }, hasErrors ? 400 : 200)
}

function secretPart(call: StaffCall, { url, secret }: NewWebhook): Html {
  const { webhooks: words } = call.texts.staff
  return html`<div class="panel" role="status">
    <h2>${url}</h2>
    ${
      secret === undefined
        ? html`<p>${words.repeated}</p>`
        : html`<p>${words.once}</p>
            <p><code>${secret}</code></p>`
    }
  </div>`
}

function known(
  call: StaffCall,
  { state, stopped, events, failingSince, bothSecretsUntil }: WebhookView,
): Html {
  const { webhooks: words } = call.texts.staff
  const standing = stopped
    ? html`${words.states[state]}: ${words.why[stopped.why]}, ${on(call, stopped.at)}`
    : words.states[state]
  return facts([
    [words.state, standing],
    [words.told, list(events.map((event) => words.events[event]))],
    ...(failingSince ? [[words.failing, on(call, failingSince)] as const] : []),
    ...(bothSecretsUntil ? [[words.both, on(call, bothSecretsUntil)] as const] : []),
  ])
}

function makePart(call: StaffCall, { form = new URLSearchParams(), errors = [] }: Shown): Html {
  const { webhooks: words } = call.texts.staff
  const isAgain = errors.length > 0
  const body = html`${hidden('once', onceOf(isAgain ? form : new URLSearchParams()))}${input(
    {
      id: 'url',
      name: 'url',
      label: words.url,
      hint: words.urlHint,
      value: isAgain ? lineOf(form, 'url') : '',
      errors,
    },
    { maxlength: 2000 },
  )}${choices({
    ...{ id: 'events', name: 'events', label: words.eventsLabel, kind: 'checkbox', errors },
    options: webhookEvents.map((value) => ({ value, label: words.events[value] })),
    chosen: isAgain ? form.getAll('events') : [],
  })}`
  const { csrf } = call.session
  return section('make', words.make, postForm({ action: home(call), csrf, body, submit: words.submit }))
}

export async function makeWebhook(call: StaffCall, form: FormValues): Promise<Answer> {
  const { errors: texts } = call.texts.staff.webhooks
  const body = parseBody('createWebhook', { url: lineOf(form, 'url'), events: form.getAll('events') })
  if (!body.ok) {
    const isUrl = body.error.errors.some(({ pointer }) => pointer === '/url')
    return listPage(call, {
      form,
      errors: [isUrl ? { id: 'url', text: texts.url } : { id: 'events', text: texts.events }],
    })
  }
  const made = await call.app.webhooks.create({
    ...asked(call),
    wish: body.value,
    ...idempotencyOf(form, body.value),
  })
  if (!made.ok && made.error.code === 'webhookUrlRefused')
    return listPage(call, { form, errors: [{ id: 'url', text: texts.url }] })
  return made.ok ? listPage(call, { made: made.value }) : made.error
}

export const showWebhook = (call: StaffCall): Promise<Answer> => onePage(call)

async function onePage(call: StaffCall, made?: NewWebhook): Promise<Answer> {
  const { webhooks: words } = call.texts.staff
  const seen = await call.app.webhooks.view(named(call))
  if (!seen.ok) return seen.error
  const log = await call.app.webhookDeliveries.list(named(call))
  if (!log.ok) return log.error
  const { webhook } = seen.value
  const { deliveries } = log.value
  const main = html`<h1>${webhook.url}</h1>
    ${made && secretPart(call, made)}${known(call, webhook)}${acts(call)}${section(
      'log',
      words.log,
      deliveries.length === 0 ? html`<p>${words.logEmpty}</p>` : deliveries.map((one) => delivery(call, one)),
    )}`
  return page(call, { title: words.title, main })
}

function acts(call: StaffCall): Html {
  const { webhooks: words } = call.texts.staff
  const { csrf } = call.session
  const action = pathOf(call)
  const rotating = postForm({
    ...{ csrf, look: 'warning', action: `${action}/rotate`, submit: words.rotate },
    body: html`<p>${words.rotateLead}</p>
      ${hidden('once', onceOf(new URLSearchParams()))}`,
  })
  const removing = postForm({
    ...{ csrf, look: 'warning', action: `${action}/remove`, submit: words.remove },
    body: html`<p>${words.removeLead}</p>`,
  })
  return html`${postForm({ csrf, action: `${action}/test`, submit: words.test, body: '' })}${disclosure(
    'rotate',
    { summary: words.rotate },
    rotating,
  )}${disclosure('remove', { summary: words.remove }, removing)}`
}

function delivery(
  call: StaffCall,
  { id, type, happenedAt, outcome, attempts, nextTryAt }: DeliveryView,
): Html {
  const { webhooks: words } = call.texts.staff
  const tries = attempts.map(
    ({ at, status, milliseconds }) => html`${on(call, at)}: ${status ?? words.noAnswer}, ${milliseconds} ms`,
  )
  const again = postForm({
    ...{ csrf: call.session.csrf, look: 'second', body: '' },
    action: `${pathOf(call)}/deliveries/${id}/resend`,
    submit: words.resend,
  })
  return html`<h3>${words.events[type]}, ${on(call, happenedAt)}</h3>
    ${facts([
      [words.state, words.outcomes[outcome]],
      [words.tried, list(tries)],
      ...(nextTryAt ? [[words.next, on(call, nextTryAt)] as const] : []),
    ])}${again}`
}

export async function rotateWebhook(call: StaffCall, form: FormValues): Promise<Answer> {
  const { webhookId } = named(call)
  const made = await call.app.webhooks.rotate({ ...named(call), ...idempotencyOf(form, { webhookId }) })
  return made.ok ? onePage(call, made.value) : made.error
}

export const testWebhook = async (call: StaffCall): Promise<Answer> =>
  back(call, await call.app.webhookDeliveries.test(named(call)))

export const resendDelivery = async (call: StaffCall): Promise<Answer> =>
  back(
    call,
    await call.app.webhookDeliveries.resend({ ...named(call), eventId: call.params['eventId'] ?? '' }),
  )

/** The log says how it went. */
const back = (call: StaffCall, done: Result<DeliveryView, WebhookRefusal>): Answer =>
  done.ok ? seeOther(`${pathOf(call)}#log`) : done.error

export async function removeWebhook(call: StaffCall): Promise<Answer> {
  const removed = await call.app.webhooks.remove(named(call))
  return removed.ok ? seeOther(`${home(call)}?done=removed`) : removed.error
}
