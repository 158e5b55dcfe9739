// One system that the company looks in: asked whether it answers, given other credentials, and disconnected.
import type { ShownConnection } from '../../../shared/application/connectors/connection.ts'
import type { SystemView } from '../../../shared/application/connectors/system-view.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { problemFor } from '../../../shared/contracts/problems.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, facts, list, notice, postForm } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { asked, fresh, settingsPage } from '../settings/frame.ts'
import type { Refused } from '../settings/frame.ts'
import { fields } from '../settings/spec.ts'
import { connectionPath, failureText, readSystems, systemPath, triedFact } from './frame.ts'
import { enteredErrors, settingSpecs, settingsIn } from './setting-fields.ts'

const named = (call: StaffCall) => ({ ...asked(call), connectionId: call.params['connectionId'] ?? '' })

export const showConnection = (call: StaffCall): Promise<Answer> => connectionPage(call, fresh)

async function connectionPage(call: StaffCall, refused: Refused): Promise<Answer> {
  const read = await readOne(call)
  if (!read.ok) return read.error
  const { connection, system } = read.value
  const { systems: words } = call.texts
  const isAsked = system !== undefined && system.level !== 'guided'
  const { done } = Object.fromEntries(call.url.searchParams)
  const told = done === 'renewed' || done === 'renewalWaits' ? words.done[done] : undefined
  const main = html`${notice(told)}${tested(call)}
    <p><a href="${systemPath(call)}">${words.one.back}</a></p>
    ${known(call, read.value)}${isAsked && html`${testing(call)}${renewing(call, { connection, system }, refused)}`}${removing(call)}`
  return settingsPage(call, { ...refused, title: system?.name ?? connection.systemId, main })
}

type One = {
  readonly connection: ShownConnection
  readonly system: SystemView | undefined
  readonly source: string | undefined
}

async function readOne(call: StaffCall): Promise<Result<One, Refusal>> {
  const read = await readSystems(call)
  if (!read.ok) return read
  const { systems, connections, sources } = read.value
  const connection = connections.find((one) => one.connectionId === named(call).connectionId)
  if (!connection) return err({ code: 'notFound' })
  const { systemId, sourceId } = connection
  const system = systems.find(({ id }) => id === systemId)
  return ok({ connection, system, source: sources.find(({ value }) => value === sourceId)?.label })
}

function known(call: StaffCall, { connection, system, source }: One): Html {
  const { systems: words } = call.texts
  const { settings, addedAt } = connection
  const entered = Object.entries(settings).map(
    ([name, value]) => `${system?.settings[name]?.label[call.language] ?? name}: ${value}`,
  )
  return facts([
    [words.canDo, system ? words.catalogue.levels[system.level] : words.connected.unknownSystem],
    [words.connected.source, source ?? words.connected.goneSource],
    [words.connected.since, moment(addedAt, readerOf(call))],
    ...(entered.length > 0 ? [[words.connected.settings, list(entered)] as const] : []),
    ...(system && system.level !== 'guided' ? [triedFact(call, connection)] : []),
  ])
}

/** How the harmless question went; whatever the address says, only what is in the list of texts is told. */
function tested(call: StaffCall): Html {
  const { systems: words } = call.texts
  const outcome = call.url.searchParams.get('tested') ?? ''
  if (outcome === 'works') return notice(words.done.works)
  const text = failureText(call, outcome)
  return html`${
    text !== undefined &&
    html`<p class="warning" role="alert">${text} <small>${words.code}: ${outcome}</small></p>`
  }`
}

function testing(call: StaffCall): Html {
  const { systems: words } = call.texts
  return postForm({
    ...{ action: `${connectionPath(call, named(call).connectionId)}/test`, csrf: call.session.csrf },
    ...{ body: html`<p>${words.testLead}</p>`, submit: words.test, look: 'second' },
  })
}

/** The fields as they stand, without the secrets: those are entered anew. */
function renewing(
  call: StaffCall,
  { connection, system }: { readonly connection: ShownConnection; readonly system: SystemView },
  { form, errors }: Refused,
): Html {
  const { systems: words } = call.texts
  const { connectionId, settings } = connection
  const body = html`<p>${words.renewLead}</p>
    ${fields(settingSpecs(call, system), { value: { settings }, form, errors })}`
  const action = `${connectionPath(call, connectionId)}/renewal`
  return disclosure(
    'renew',
    { summary: words.renew, open: errors.length > 0 },
    postForm({ action, csrf: call.session.csrf, body, submit: words.renewSubmit }),
  )
}

function removing(call: StaffCall): Html {
  const { systems: words } = call.texts
  const form = postForm({
    ...{ action: `${connectionPath(call, named(call).connectionId)}/removal`, csrf: call.session.csrf },
    ...{ body: html`<p>${words.removeLead}</p>`, submit: words.remove, look: 'warning' },
  })
  return disclosure('remove', { summary: words.remove }, form)
}

export async function testConnection(call: StaffCall): Promise<Answer> {
  const done = await call.app.connections.test(named(call))
  if (!done.ok) return done.error
  const outcome = done.value === 'works' ? 'works' : done.value.code
  return seeOther(`${connectionPath(call, named(call).connectionId)}?tested=${outcome}`)
}

/** By the same schema and the same use case as the API. */
export async function renewConnection(call: StaffCall, form: FormValues): Promise<Answer> {
  const read = await readOne(call)
  if (!read.ok) return read.error
  const { system } = read.value
  if (!system || system.level === 'guided') return { code: 'systemUnknown' }
  const body = parseBody('renewConnection', { settings: settingsIn(system, form) })
  const renewed = body.ok ? await call.app.connections.renew({ ...named(call), ...body.value }) : body
  const path = connectionPath(call, named(call).connectionId)
  if (renewed.ok) return seeOther(`${path}?done=${renewed.value === 'holds' ? 'renewed' : 'renewalWaits'}`)
  const errors = enteredErrors(call, { system, first: 'renew' }, renewed.error)
  const { status } = problemFor(renewed.error)
  return status === 404 ? renewed.error : connectionPage(call, { form, errors, status })
}

export async function removeConnection(call: StaffCall): Promise<Answer> {
  const removed = await call.app.connections.remove(named(call))
  return removed.ok ? seeOther(`${systemPath(call)}?done=removed`) : removed.error
}
