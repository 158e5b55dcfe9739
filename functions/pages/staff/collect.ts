// Collecting: who is asking, and what each source holds.
import { identityLevels, identityMethods } from '../../../shared/domain/requests/identity.ts'
import type { IdentityLevel, IdentityMethod } from '../../../shared/domain/requests/identity.ts'
import { moment } from '../days.ts'
import { input, select, textarea, hidden } from '../fields.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, disclosure, facts, postForm, section } from '../parts.ts'
import type { Tone } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { systemsPart } from '../systems/source-part.ts'
import { fieldIn, isOpen, may, workPath } from './work.ts'
import type { Work } from './work.ts'

export function identitySection(work: Work): Html {
  const { call, view } = work
  const { identity: words } = call.texts.work
  const { state, method, level } = view.identity
  const known =
    state === 'established'
      ? facts([
          [words.how, words.methods[method as IdentityMethod] ?? method],
          [words.level, words.levels[level as IdentityLevel] ?? level],
        ])
      : undefined
  return section(
    'identity',
    words.title,
    html`<p>
        ${badge(state === 'established' ? words.established : words.notEstablished, state === 'established' ? 'good' : 'wait')}
      </p>
      ${known}${view.identity.shownAt !== undefined && shownPart(work, view.identity.shownAt)}${may(work, 'establishIdentity') && identityForm(work)}`,
  )
}

/** Who that is stands in the summary, for those who may read it. */
const shownPart = ({ call }: Work, at: string): Html =>
  html`<p><strong>${call.texts.provider.shown.toStaff}</strong>, ${moment(at, readerOf(call))}</p>
    <p class="hint">${call.texts.provider.shown.toStaffHint}</p>`

function identityForm(work: Work): Html {
  const { call } = work
  const { identity, identityForm: form } = call.texts.work
  const field = (name: string, label: string, hint?: string) =>
    fieldIn(work, 'identity', { name, label, ...(hint === undefined ? {} : { hint }) })
  const methods = Object.keys(identityMethods) as IdentityMethod[]
  const body = html`${select(
    field('method', form.method),
    methods.map((method) => ({ value: method, label: identity.methods[method] })),
  )}${select(
    field('level', form.level),
    identityLevels.map((level) => ({ value: level, label: identity.levels[level] })),
  )}${input(field('evidence', form.evidence, form.evidenceHint))}${textarea(field('note', form.note), { rows: 2 })}`
  return disclosure(
    'identity-form',
    { summary: identity.form, open: isOpen(work, 'identity') },
    postForm({ action: `${workPath(call)}/identity`, csrf: call.session.csrf, body, submit: form.submit }),
  )
}

const tones: Readonly<Record<'waiting' | 'filled' | 'nothingHeld' | 'failed', Tone>> = {
  waiting: 'wait',
  filled: 'good',
  nothingHeld: 'plain',
  failed: 'bad',
}

export function sourcesSection(work: Work): Html {
  const { call, view } = work
  const { sources: words } = call.texts.work
  const mayFill = may(work, 'enterData')
  const isSealed = view.status === 'sealed' || view.status === 'approved'
  return section(
    'sources',
    words.title,
    html`${mayFill ? isSealed && html`<p class="warning">${words.voids}</p>` : html`<p class="hint">${words.why}</p>`}${view.sources.map(
      (source) =>
        html`<div class="panel">
          <h3>${source.label} ${badge(words.states[source.state], tones[source.state])}</h3>
          ${noteOf(work, source)}${mayFill && sourceActions(work, source)}${systemsPart(work, source.id)}
        </div>`,
    )}`,
  )
}

type Source = Work['view']['sources'][number]

function noteOf({ call, content }: Work, { id }: Source): Html | undefined {
  const note = content?.notes.find(({ sourceId }) => sourceId === id)?.note
  return note === undefined ? undefined : html`<p>${call.texts.work.sources.note}: ${note}</p>`
}

function sourceActions(work: Work, { id, label, state, templateId }: Source): Html {
  const { call, content } = work
  const { sources: words } = call.texts.work
  const hasData = content?.forms.some((form) => form.sourceId === id && form.data !== undefined) ?? false
  const marks = (['nothingHeld', 'failed', 'filled'] as const).filter(
    (mark) => mark !== state && !(hasData && mark === 'nothingHeld'),
  )
  const about = html`<span class="visually-hidden"> ${label}</span>`
  return html`<div class="buttons">
    ${
      templateId !== undefined &&
      html`<a class="button" href="${workPath(call)}/data/${id}"
        >${hasData ? words.change : words.enter}${about}</a
      >`
    }${marks.map(
      (mark) =>
        html`<form method="post" action="${workPath(call)}/source" data-once>
          ${hidden('csrf', call.session.csrf)}${hidden('sourceId', id)}${hidden('state', mark)}<button
            type="submit"
            class="button button-second"
          >
            ${words[mark]}${about}
          </button>
        </form>`,
    )}
  </div>`
}
