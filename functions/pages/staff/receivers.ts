// The companies to which a person may have their data sent (Art. 20(2)): entered, proved, removed by administrators.
import type { Challenge } from '../../../shared/application/transfer/receivers.ts'
import type { ReceiverView } from '../../../shared/application/transfer/receiver-view.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import { errorSummary, hidden, input, textarea } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { idempotencyOf, onceOf } from '../once.ts'
import { disclosure, facts, notice, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'

const home = ({ company }: StaffCall): string => `/${company.company}/staff/receivers`

const asked = ({ session, company }: StaffCall) => ({ actor: session.actor, companyId: company.company })

const named = (call: StaffCall) => ({ ...asked(call), receiverId: call.params['receiverId'] ?? '' })

const members = ['name', 'contact', 'url', 'encryptionKey', 'signingKey'] as const
type Member = (typeof members)[number]

type Shown = {
  readonly form?: FormValues
  readonly errors?: readonly FieldError[]
  /** What is handed to the receiver, and its answer awaited. */
  readonly challenged?: Challenge & { readonly receiverId: string }
}

export const showReceivers = (call: StaffCall): Promise<Answer> => listPage(call, {})

async function listPage(call: StaffCall, shown: Shown): Promise<Answer> {
  const { receivers: words } = call.texts.staff
  const { errors = [], challenged } = shown
  const listed = await call.app.receivers.list(asked(call))
  if (!listed.ok) return listed.error
  const done = call.url.searchParams.get('done') ?? ''
  const told = Object.entries(words.done).find(([name]) => name === done)?.[1]
  const main = html`${errorSummary(call.texts.common.problem, errors)}${notice(told)}
    <h1>${words.title}</h1>
    <p>${words.lead}</p>
    ${listed.value.length === 0 && html`<p>${words.empty}</p>`}${listed.value.map((one) =>
      section(
        `receiver-${one.id}`,
        one.name,
        html`${known(call, one)}${challenged?.receiverId === one.id && handedOver(call, challenged)}${acts(call, one, errors)}`,
      ),
    )}${addPart(call, shown)}`
  const hasErrors = errors.length > 0
  return page(call, { title: words.title, main, hasErrors }, hasErrors ? 400 : 200)
}

function known(call: StaffCall, receiver: ReceiverView): Html {
  const { receivers: words } = call.texts.staff
  const { state, contact, url, fingerprints, addedAt, approvedAt } = receiver
  const on = (at: Date): Html => moment(at.toISOString(), readerOf(call))
  return facts([
    [words.state, words.states[state]],
    [words.contact, contact],
    [words.url, url ?? words.noUrl],
    [words.encryptionKey, html`<span class="hash">${fingerprints.encryptionKey}</span>`],
    [words.signingKey, html`<span class="hash">${fingerprints.signingKey}</span>`],
    [words.added, on(addedAt)],
    ...(approvedAt ? [[words.approved, on(approvedAt)] as const] : []),
  ])
}

const handedOver = (call: StaffCall, { challenge, expiresAt }: Challenge): Html => {
  const { receivers: words } = call.texts.staff
  return html`<div class="panel" role="status">
    <p>${words.handOver} ${moment(expiresAt.toISOString(), readerOf(call))}</p>
    <p class="hash">${challenge}</p>
  </div>`
}

function acts(call: StaffCall, { id, state, url }: ReceiverView, errors: readonly FieldError[]): Html {
  const { receivers: words } = call.texts.staff
  const { csrf } = call.session
  const action = `${home(call)}/${id}`
  const challenging = postForm({
    ...{ csrf, look: 'second', body: '', action: `${action}/challenge` },
    submit: url === undefined ? words.challenge : words.askThere,
  })
  const proof = { id: `proof-${id}`, name: 'proof', label: words.proof, hint: words.proofHint, errors }
  const proving = postForm({
    ...{ csrf, look: 'second', action: `${action}/proof`, submit: words.prove },
    body: textarea(proof, { rows: 3, maxlength: 4000 }),
  })
  const removing = postForm({
    ...{ csrf, look: 'warning', action: `${action}/remove`, submit: words.remove },
    body: html`<p>${words.removeLead}</p>`,
  })
  return html`${state !== 'approved' && challenging}${
    state === 'unproved' && url === undefined && proving
  }${disclosure(`remove-${id}`, { summary: words.remove }, removing)}`
}

function addPart(call: StaffCall, { form, errors = [] }: Shown): Html {
  const { receivers: words } = call.texts.staff
  const again = form ?? new URLSearchParams()
  const field = (name: Member) => ({
    ...{ id: name, name, label: words.fields[name], hint: words.hints[name], errors },
    value: name.endsWith('Key') ? (again.get(name)?.toString() ?? '') : lineOf(again, name),
  })
  const body = html`${hidden('once', onceOf(again))}${input(field('name'), { maxlength: 200 })}${input(
    field('contact'),
    { type: 'email', maxlength: 254 },
  )}${input(field('url'), { maxlength: 2000 })}${textarea(field('encryptionKey'), {
    rows: 4,
    maxlength: 3000,
  })}${textarea(field('signingKey'), { rows: 4, maxlength: 3000 })}`
  const { csrf } = call.session
  return section('add', words.add, postForm({ action: home(call), csrf, body, submit: words.submit }))
}

/** Of a JWK as it was pasted, what a public key consists of: whatever else it says of itself is left out. */
function keyIn(form: FormValues, name: Member, parts: readonly string[]): unknown {
  try {
    const key: unknown = JSON.parse(form.get(name)?.toString() ?? '')
    const pairs = Object.entries((key ?? {}) as Record<string, unknown>)
    return Object.fromEntries(pairs.filter(([part]) => parts.includes(part)))
  } catch {
    return undefined // no JSON: the field says so
  }
}

export async function addReceiver(call: StaffCall, form: FormValues): Promise<Answer> {
  const url = lineOf(form, 'url')
  const body = parseBody('addReceiver', {
    ...{ name: lineOf(form, 'name'), contact: lineOf(form, 'contact'), ...(url !== '' && { url }) },
    encryptionKey: keyIn(form, 'encryptionKey', ['kty', 'n', 'e']),
    signingKey: keyIn(form, 'signingKey', ['kty', 'crv', 'x', 'y']),
  })
  if (!body.ok) {
    const broken = body.error.errors.map(({ pointer }) => pointer.split('/')[1])
    return wrong(
      call,
      form,
      members.filter((name) => broken.includes(name)),
    )
  }
  const { encryptionKey, signingKey, ...rest } = body.value
  const facts = {
    ...rest,
    encryptionKey: { n: encryptionKey.n, e: encryptionKey.e },
    signingKey: { x: signingKey.x, y: signingKey.y },
  }
  const added = await call.app.receivers.add({ ...asked(call), facts, ...idempotencyOf(form, body.value) })
  if (added.ok) return seeOther(`${home(call)}?done=added`)
  const { code } = added.error
  if (code === 'receiverUrlRefused') return wrong(call, form, ['url'])
  const rule = 'rule' in added.error ? added.error.rule : undefined
  if (code === 'receiverKeyInvalid')
    return wrong(
      call,
      form,
      members.filter((name) => name === rule),
    )
  return added.error
}

const wrong = (call: StaffCall, form: FormValues, names: readonly Member[]): Promise<Answer> =>
  listPage(call, {
    form,
    errors: names.map((id) => ({ id, text: call.texts.staff.receivers.errors[id] })),
  })

export async function challengeReceiver(call: StaffCall): Promise<Answer> {
  const { receiverId } = named(call)
  const challenged = await call.app.receivers.challenge(named(call))
  if (!challenged.ok)
    return challenged.error.code === 'receiverNotProved'
      ? notProved(call, `receiver-${receiverId}`)
      : challenged.error
  const { value } = challenged
  if (value !== 'holds' && 'challenge' in value)
    return listPage(call, { challenged: { ...value, receiverId } })
  return seeOther(`${home(call)}?done=${value === 'holds' ? 'approved' : 'waits'}`)
}

export async function proveReceiver(call: StaffCall, form: FormValues): Promise<Answer> {
  const { receiverId } = named(call)
  const proof = lineOf(form, 'proof')
  const proved = await call.app.receivers.prove({ ...named(call), proof })
  if (!proved.ok)
    return proved.error.code === 'receiverNotProved' ? notProved(call, `proof-${receiverId}`) : proved.error
  return seeOther(`${home(call)}?done=${proved.value === 'holds' ? 'approved' : 'waits'}`)
}

const notProved = (call: StaffCall, id: string): Promise<Answer> =>
  listPage(call, { errors: [{ id, text: call.texts.staff.receivers.notProved }] })

export async function removeReceiver(call: StaffCall): Promise<Answer> {
  const removed = await call.app.receivers.remove(named(call))
  return removed.ok ? seeOther(`${home(call)}?done=removed`) : removed.error
}
