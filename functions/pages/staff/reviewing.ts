// What whoever only reviews an answer sees of the person, and how they ask for more.
import { revealMinutes, revealReasons } from '../../../shared/domain/identity/masking.ts'
import type { RequestContent } from '../../../shared/application/collecting/read-content.ts'
import { moment } from '../days.ts'
import { select } from '../fields.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { readerOf } from '../person/progress.ts'
import { disclosure, postForm } from '../parts.ts'
import type { Fact } from './personal.ts'
import { fieldIn, isOpen, workPath } from './work.ts'
import type { Work } from './work.ts'

type Personal = RequestContent['personal']

/** What is covered, by its name; or until when it is not. */
export function coveredFacts({ call }: Work, { masked, shownUntil }: Personal): readonly Fact[] {
  const { reviewing: words } = call.texts
  if (shownUntil !== undefined)
    return [[words.who, html`${words.until} ${moment(shownUntil, readerOf(call))}`]]
  if (masked === undefined) return []
  const names = masked.map((member) => words.members[member]).join(', ')
  return [[words.who, masked.length > 0 ? words.masked(names) : words.nothingCovered]]
}

export function revealPart(work: Work): Html {
  const { call, content } = work
  const masked = content?.personal.masked ?? []
  if (masked.length === 0) return nothing
  const { reviewing: words } = call.texts
  const body = html`<p>${words.text(revealMinutes)}</p>
    ${select(
      fieldIn(work, 'reveal', { name: 'reasonCode', label: words.reasonCode }),
      revealReasons.map((value) => ({ value, label: words.reasons[value] })),
    )}`
  return disclosure(
    'reveal',
    { summary: words.form, open: isOpen(work, 'reveal') },
    postForm({
      ...{ action: `${workPath(call)}/reveal`, csrf: call.session.csrf },
      ...{ body, submit: words.submit, look: 'second' },
    }),
  )
}
