// What the page of one request is made of, read once, and each part only if the caller may see it.
import type { ItemContent } from '../../../shared/application/approvals/read-item.ts'
import type { BreachView } from '../../../shared/application/breaches/breach-document.ts'
import type { LetterBox } from '../../../shared/application/letters/read-letters.ts'
import type { MessageView } from '../../../shared/application/requests/messages.ts'
import type { SearchView, SystemOfSource } from '../../../shared/application/connectors/search-view.ts'
import type { RequestContent } from '../../../shared/application/collecting/read-content.ts'
import type { Stops } from '../../../shared/application/requests/stops.ts'
import type { RequestView, Standing } from '../../../shared/application/requests/view-request.ts'
import type { SealedContents } from '../../../shared/application/seals/seal-document.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import type { Operation } from '../../../shared/domain/identity/roles.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { StaffCall } from '../call.ts'
import type { Field, FieldError } from '../fields.ts'
import type { FormValues } from '../form.ts'
import type { Html } from '../html.ts'
import { namesFor } from './people.ts'
import type { Names } from './people.ts'
import { watermarkFor } from './watermark.ts'

/** The forms of the page; each is the anchor of its place, too. */
export type FormName =
  | 'assign'
  | 'identity'
  | 'source'
  | 'upload'
  | 'files'
  | 'seal'
  | 'approval'
  | 'refusal-item'
  | 'bypass'
  | 'reveal'
  | 'extend'
  | 'pause'
  | 'refuse'
  | 'message'
  | 'stops'
  | 'recall'
  | 'enter-breach'
  | 'hand-over'
  | BreachForm
  | ReleaseForm

type BreachForm = `breach:${string}`

/** Each breach has a form of its own, and its place is named like it. */
export const breachForm = (breachId: string): BreachForm => `breach:${breachId}`

type ReleaseForm = `release:${string}`

/** Each file in quarantine has a form of its own, by the file's key. */
export const releaseForm = (key: string): ReleaseForm => `release:${key}`

/** What was sent and refused: it stays in its form, with what is wrong where it is wrong. */
export type Feedback = {
  readonly form: FormName
  readonly values: FormValues
  readonly errors: readonly FieldError[]
}

export type Work = {
  readonly call: StaffCall
  readonly view: RequestView
  readonly etag: string
  readonly standing: Standing
  readonly names: Names
  readonly content?: RequestContent
  readonly messages?: readonly MessageView[]
  readonly letters: LetterBox['letters']
  readonly searches?: {
    readonly systems: readonly SystemOfSource[]
    readonly searches: readonly SearchView[]
  }
  readonly sealed?: readonly SealedContents[]
  readonly item?: ItemContent
  readonly stops?: Stops
  readonly breaches: readonly BreachView[]
  /** Across the page of who only reviews. */
  readonly watermark: Html
  readonly feedback?: Feedback
}

export const may = ({ standing }: Pick<Work, 'standing'>, operation: Operation): boolean =>
  standing.may.includes(operation)

export const requestIdOf = ({ params }: StaffCall): string => params['requestId'] ?? ''

export const workPath = (call: StaffCall): string =>
  `/${call.company.company}/staff/requests/${requestIdOf(call)}`

export async function readWork(call: StaffCall, feedback?: Feedback): Promise<Result<Work, Refusal>> {
  const about = { actor: call.session.actor, requestId: requestIdOf(call) }
  const seen = await call.app.viewRequest({ ...about, language: call.language })
  if (!seen.ok) return seen
  const { view, etag, standing } = seen.value
  if (!standing) return err({ code: 'notFound' })

  const work = { call, view, etag, standing, letters: [], ...(feedback ? { feedback } : {}) }
  const [names, content, item, stops, breaches, watermark] = await Promise.all([
    namesFor(call),
    may(work, 'seeContent') ? readContent(work) : may(work, 'printLetters') ? readLetters(work) : {},
    view.pendingItem ? readItem(work) : {},
    hasStops(work) ? readStops(work) : {},
    may(work, 'seeBreaches') && view.deliveries.length > 0 ? readBreaches(work) : [],
    watermarkFor(call, standing),
  ])
  return ok({ ...work, names, ...content, ...item, ...stops, breaches, watermark })
}

type Begun = Pick<Work, 'call' | 'view'>

async function readItem({ call }: Begun): Promise<Pick<Work, 'item'>> {
  const item = await call.app.readItem({ actor: call.session.actor, requestId: requestIdOf(call) })
  return item.ok ? { item: item.value } : {}
}

const hasStops = (work: Begun & Pick<Work, 'standing'>): boolean =>
  may(work, 'confirmStop') && work.view.rights.some(({ answeredAt }) => answeredAt !== undefined)

async function readStops({ call }: Begun): Promise<Pick<Work, 'stops'>> {
  const stops = await call.app.readStops({ actor: call.session.actor, requestId: requestIdOf(call) })
  return stops.ok ? { stops: stops.value } : {}
}

async function readBreaches({ call }: Begun): Promise<Work['breaches']> {
  const { app, session, company } = call
  const listed = await app.listBreaches({
    ...{ actor: session.actor, companyId: company.company, requestId: requestIdOf(call) },
  })
  return listed.ok ? listed.value : []
}

/** What is still to be printed for somebody who asked on paper. */
async function readLetters({ call }: Begun): Promise<Pick<Work, 'letters'>> {
  const box = await call.app.readLetters({ actor: call.session.actor, requestId: requestIdOf(call) })
  return { letters: box.ok ? box.value.letters : [] }
}

/** Whoever may see it sees it; what is purged is simply not there any more. */
async function readContent({ call, view }: Begun): Promise<Partial<Work>> {
  const { app, session } = call
  const about = { actor: session.actor, requestId: requestIdOf(call) }
  const seal =
    view.seal && (view.seal.state === 'pending' || view.seal.state === 'approved') ? view.seal : undefined
  const [content, messages, box, searches, sealed] = await Promise.all([
    app.readContent(about),
    app.messages.list(about),
    app.readLetters(about),
    app.searches.list(about),
    seal && app.seals.list({ ...about, sealId: seal.sealId }),
  ])
  return {
    letters: box.ok ? box.value.letters : [],
    ...(content.ok ? { content: content.value } : {}),
    ...(messages.ok ? { messages: messages.value } : {}),
    ...(searches.ok ? { searches: searches.value } : {}),
    ...(sealed?.ok ? { sealed: sealed.value } : {}),
  }
}

/** A field of one of the forms: its id names its form, and what was sent stays in it. */
export function fieldIn(
  { feedback }: Work,
  form: FormName,
  field: { readonly name: string; readonly label: string; readonly hint?: string; readonly value?: string },
): Field {
  const { name, label, hint, value } = field
  const mine = feedback?.form === form ? feedback : undefined
  return {
    ...{ id: fieldId(form, name), name, label, hint },
    value: mine?.values.get(name) ?? value,
    errors: mine?.errors ?? [],
  }
}

export const fieldId = (form: FormName, name: string): string => `${form}-${name}`

export const isOpen = ({ feedback }: Work, form: FormName): boolean => feedback?.form === form
