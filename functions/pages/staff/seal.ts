import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { hidden } from '../fields.ts'
import { hasEnded } from '../../../shared/domain/requests/lifecycle.ts'
import { list, postForm, section } from '../parts.ts'
import { filesBeforeSealing, hardToRead } from './withheld-files.ts'
import { may, workPath } from './work.ts'
import type { Work } from './work.ts'

/** The button, or in words why there is none. */
export function sealSection(work: Work): Html | undefined {
  const { call, view, etag } = work
  const { seal: words } = call.texts.work
  if (hasEnded(view.status) || view.status === 'sealed' || view.status === 'approved') return undefined
  const obstacles = obstaclesOf(work)
  const form = postForm({
    action: `${workPath(call)}/seal`,
    csrf: call.session.csrf,
    // What was looked at is what is sealed: a change in between is told.
    body: hidden('etag', etag),
    submit: words.submit,
  })
  return section(
    'seal',
    words.title,
    html`<p>${words.text}</p>
      ${filesBeforeSealing(work)}${hardToRead(work, hardFiles(work))}${
        obstacles.length === 0
          ? form
          : html`<p>${words.notYet}</p>
              ${list(obstacles)}`
      }`,
  )
}

const hardFiles = ({ content }: Work): readonly string[] =>
  content?.files.flatMap((file) => (file.hardToRead ? [file.name] : [])) ?? []

function obstaclesOf(work: Work): readonly string[] {
  const { call, view, standing, content } = work
  const { why } = call.texts.work.seal
  const waiting = view.sources.filter(({ state }) => state === 'waiting').map(({ label }) => label)
  return [
    ...(standing.relations.includes('assigned') ? [] : [why.assigned]),
    ...(view.status === 'open' ? [why.status] : []),
    ...(view.identity.state === 'established' ? [] : [why.identity]),
    ...(waiting.length === 0 ? [] : [why.sources(waiting.join(', '))]),
    ...(content?.merged.some(({ conflicts }) => conflicts.some(({ resolution }) => !resolution))
      ? [call.texts.merged.obstacle]
      : []),
    ...(content?.files.some(({ quarantined }) => quarantined) ? [why.held] : []),
    ...(view.pendingItem ? [why.item] : []),
    ...(standing.relations.includes('assigned') && view.status === 'collecting' && !may(work, 'seal')
      ? [why.assigned]
      : []),
  ]
}
