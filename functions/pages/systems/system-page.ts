// One system of the catalogue: what is claimed of it, and the form that connects it.
import type { SystemView } from '../../../shared/application/connectors/system-view.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { problemFor } from '../../../shared/contracts/problems.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { hidden } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { idempotencyOf, onceOf } from '../once.ts'
import { facts, list, postForm, section } from '../parts.ts'
import { asked, fresh, settingsPage } from '../settings/frame.ts'
import type { Refused } from '../settings/frame.ts'
import { fields } from '../settings/spec.ts'
import type { Spec } from '../settings/spec.ts'
import { docsLink, guideView, heldWords } from './guide.ts'
import { readSystems, systemPath } from './frame.ts'
import type { Systems } from './frame.ts'
import { enteredErrors, settingSpecs, settingsIn } from './setting-fields.ts'

export const showSystem = (call: StaffCall): Promise<Answer> => systemPage(call, fresh)

async function systemPage(call: StaffCall, refused: Refused): Promise<Answer> {
  const read = await readSystems(call)
  if (!read.ok) return read.error
  const system = read.value.systems.find(({ id }) => id === call.params['systemId'])
  if (!system) return { code: 'notFound' }
  const { one: words } = call.texts.systems
  const main = html`<p><a href="${systemPath(call)}">${words.back}</a></p>
    ${known(call, system)}${section(
      'connect',
      words.connect(system.name),
      connectForm(call, { ...read.value, system }, refused),
    )}`
  return settingsPage(call, { ...refused, title: system.name, main })
}

function known(call: StaffCall, system: SystemView): Html {
  const { systems: words } = call.texts
  const { catalogue, one } = words
  const { categories, level, verified, hosts, scopes, steps } = system
  const against = verified.against === 'none' ? one.nothing : one.fixture(verified.on)
  const code = (text: string) => html`<code>${text}</code>`
  const asking = [
    [one.steps, list(steps.map(({ label }) => label[call.language]))],
    [one.hosts, list(hosts.map(code))],
    [one.scopes, scopes.length === 0 ? one.scopesNone : list(scopes.map(code))],
  ] as const
  return html`${facts([
    [words.canDo, catalogue.levels[level]],
    [one.verified, against],
    [words.kind, categories.map((kind) => catalogue.kinds[kind]).join(', ')],
    [one.holds, heldWords(call, system)],
    ...(level === 'guided' ? [] : asking),
    [one.docs, docsLink(call, system)],
  ])}${level === 'guided' && section('guide', catalogue.guide.title(system.name), guideView(call, system))}`
}

type Connecting = Systems & { readonly system: SystemView }

function connectForm(call: StaffCall, { system, sources }: Connecting, { form, errors }: Refused): Html {
  const { one: words } = call.texts.systems
  if (sources.length === 0) return html`<p>${words.noSources}</p>`
  const isGuided = system.level === 'guided'
  const choose = { value: '', label: call.texts.settings.choose }
  const specs: readonly Spec[] = [
    { at: 'sourceId', kind: 'select', label: words.source, options: [choose, ...sources] },
    ...settingSpecs(call, system),
  ]
  const again = errors.length > 0 ? form : undefined
  return html`<p>${isGuided ? words.guideLead : words.connectLead}</p>
    ${postForm({
      action: systemPath(call, system.id),
      csrf: call.session.csrf,
      body: html`${hidden('once', onceOf(again ?? new URLSearchParams()))}${fields(specs, { value: {}, form, errors })}`,
      submit: isGuided ? words.submitGuide : words.submit,
    })}`
}

/** By the same schema and the same use case as the API. */
export async function connect(call: StaffCall, form: FormValues): Promise<Answer> {
  const read = await readSystems(call)
  if (!read.ok) return read.error
  const system = read.value.systems.find(({ id }) => id === call.params['systemId'])
  if (!system) return { code: 'notFound' }
  const settings = settingsIn(system, form)
  const wish = { systemId: system.id, sourceId: lineOf(form, 'sourceId'), settings }
  const body = parseBody('addConnection', wish)
  const tell = (errors: readonly FieldError[], status = 400) => systemPage(call, { form, errors, status })
  if (!body.ok) return tell(connectErrors(call, system, body.error))
  const added = await call.app.connections.add({ ...asked(call), wish, ...idempotencyOf(form, wish) })
  if (added.ok) {
    const done = added.value.held === 'holds' ? 'connected' : 'waits'
    return seeOther(`${systemPath(call)}?done=${done}`)
  }
  const { status } = problemFor(added.error)
  return tell(connectErrors(call, system, added.error), status)
}

const sourceMissing = ({ texts }: StaffCall): FieldError => {
  const { sourceMissing: text, source: where } = texts.systems.one
  return { id: 'sourceId', text, where }
}

/** Without a source no schema takes it, and one that is gone is none. */
function connectErrors(call: StaffCall, system: SystemView, refusal: Refusal): readonly FieldError[] {
  const { code, errors = [] } = refusal
  const isSource = code === 'sourceUnknown' || errors.some(({ pointer }) => pointer === '/sourceId')
  return isSource ? [sourceMissing(call)] : enteredErrors(call, { system, first: 'sourceId' }, refusal)
}
