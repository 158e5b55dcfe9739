// Changes of the company that wait for a second owner or administrator: read, and decided by the hash that was read.
import type { CompanyItemView } from '../../../shared/application/approvals/company-items.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import { hidden, textarea } from '../fields.ts'
import { lineOf, textOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { facts, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { proposedConnection } from '../systems/proposed-connection.ts'

type Names = ReadonlyMap<string, string>

/** Nothing for whoever decides none of them. */
export async function companyChanges(call: StaffCall): Promise<Html> {
  const { actor } = call.session
  const waiting = await call.app.companyItems.waitingFor(actor)
  if (waiting.length === 0) return nothing
  const listed = await call.app.listEmployees({ actor, companyId: call.company.company })
  const names = new Map((listed.ok ? listed.value : []).map(({ id, name }) => [id, name]))
  return html`${await Promise.all(waiting.map((item) => changeView(call, item, names)))}`
}

async function changeView(call: StaffCall, item: CompanyItemView, names: Names): Promise<Html> {
  const { changes: words } = call.texts.staff.people
  const { id, manifestSha256, since, expiresAt, proposedBy, change } = item
  const reader = readerOf(call)
  const known = facts([
    ...(change.kind === 'systemConnection'
      ? await proposedConnection(call, change)
      : whatChanges(call, change, names)),
    [words.by, nameIn(call, names, proposedBy)],
    [words.since, moment(since, reader)],
    [words.lapses, moment(expiresAt, reader)],
    [words.hash, html`<span class="hash">${manifestSha256}</span>`],
  ])
  const target = { action: `/${call.company.company}/staff/approvals/${id}`, csrf: call.session.csrf }
  const common = hidden('manifestSha256', manifestSha256)
  const comment = { id: `comment-${id}`, name: 'comment', label: words.comment }
  return section(
    `change-${id}`,
    words.title,
    html`${known}${postForm({ ...target, body: html`${common}${hidden('decision', 'approve')}`, submit: words.approve })}${postForm(
      {
        ...{ ...target, submit: words.return, look: 'second' },
        body: html`${common}${hidden('decision', 'return')}${textarea(comment, { rows: 3, maxlength: 2000 })}`,
      },
    )}`,
  )
}

type Fact = readonly [what: string, how: string]

type OtherChange = Exclude<CompanyItemView['change'], { readonly kind: 'systemConnection' }>

function whatChanges(call: StaffCall, change: OtherChange, names: Names): readonly Fact[] {
  const { changes: words } = call.texts.staff.people
  if (change.kind === 'settings')
    return [
      [words.what, words.settings],
      [words.from, settingsIn(call, change.from, names)],
      [words.to, settingsIn(call, change.to, names)],
    ]
  if (change.kind === 'identityProvider')
    return [
      [words.what, words.provider.what],
      [words.from, providerIn(call, change.from)],
      [words.to, providerIn(call, change.to)],
    ]
  if (change.kind === 'host')
    return [
      [words.what, call.texts.host.change],
      [words.from, change.from ?? call.texts.host.none],
      [words.to, change.to],
    ]
  if (change.kind === 'keysHandOver')
    return [
      [words.what, words.keysHandOver],
      [words.to, change.fingerprint],
    ]
  if (change.kind === 'receiver') {
    const { name, contact, url } = change.receiver
    return [
      [words.what, words.receiver],
      [words.to, [name, contact, url].filter((one) => one !== undefined).join(', ')],
      [words.receiverKeys, change.fingerprint],
    ]
  }
  const name = nameIn(call, names, change.employeeId)
  if (change.kind === 'factorReset') return [[words.what, words.factorReset(name)]]
  if (change.kind === 'employeeEmail')
    return [
      [words.what, words.email(name)],
      [words.from, change.from],
      [words.to, change.to],
    ]
  const { approverGiven, approverTaken } = words
  return [[words.what, change.to === 'given' ? approverGiven(name) : approverTaken(name)]]
}

type Settings = Extract<CompanyItemView['change'], { readonly kind: 'settings' }>['from']

function settingsIn(call: StaffCall, { identityLevel, approvalPolicy }: Settings, names: Names): string {
  const { changes: words } = call.texts.staff.people
  const named = approvalPolicy?.approverIds?.map((id) => nameIn(call, names, id)).join(', ')
  return [
    ...(identityLevel === undefined ? [] : [`${words.level}: ${words.levels[identityLevel]}`]),
    ...(approvalPolicy === undefined ? [] : [words.approvals(approvalPolicy.approvalsNeeded)]),
    ...(named === undefined ? [] : [words.named(named)]),
  ].join('; ')
}

type Provider = Extract<CompanyItemView['change'], { readonly kind: 'identityProvider' }>['to']

/** All of it: whoever decides answers for every word. The secret shows by its keyed hash whether it is another. */
function providerIn(call: StaffCall, provider: Provider): string {
  const { provider: words } = call.texts.staff.people.changes
  if (!provider) return words.none
  const { name, issuer, clientId, scopes, acrValues, requiredClaims, prompt, use, secretHash } = provider
  return [
    `${name} (${words.uses[use]})`,
    `${words.issuer}: ${issuer}`,
    `${words.client}: ${clientId}`,
    `${words.secret}: ${secretHash.slice(0, 8)}`,
    `scope: ${scopes.join(' ')}`,
    ...(acrValues ? [`acr_values: ${acrValues.join(' ')}`] : []),
    ...(prompt ? [`prompt: ${prompt}`] : []),
    ...(requiredClaims ?? []).map((claim) => `${claim.name}: ${claim.values.join(' | ')}`),
  ].join('; ')
}

const nameIn = (call: StaffCall, names: Names, id: string): string =>
  names.get(id) ?? call.texts.staff.people.gone

export async function decideChange(call: StaffCall, form: FormValues): Promise<Answer> {
  const comment = textOf(form, 'comment')
  const body = parseBody('approval', {
    ...{ manifestSha256: lineOf(form, 'manifestSha256'), decision: lineOf(form, 'decision') },
    ...(comment === '' ? {} : { comment }),
  })
  if (!body.ok) return body.error
  const itemId = call.params['itemId'] ?? ''
  const decided = await call.app.companyItems.decide({
    ...{ actor: call.session.actor, itemId, ...body.value },
  })
  if (!decided.ok) return decided.error
  const done = decided.value.status === 'approved' ? 'changeApproved' : 'changeReturned'
  return seeOther(`/${call.company.company}/staff/approvals?done=${done}`)
}
