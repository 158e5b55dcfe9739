import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, section } from '../parts.ts'
import { may, workPath } from './work.ts'
import type { Work } from './work.ts'

/** Whether anything is to be decided before the answer can be sealed. */
export function mergedSection(work: Work): Html {
  const { call, content } = work
  if (!content || content.merged.length === 0) return nothing
  const { merged: words } = call.texts
  const conflicts = content.merged.flatMap((one) => one.conflicts)
  const open = conflicts.filter(({ resolution }) => !resolution).length
  const decided = conflicts.length - open
  return section(
    'merged',
    words.title,
    html`<p>
        ${open > 0 && badge(words.open(open), 'wait')} ${decided > 0 && badge(words.decided(decided), 'good')}
        ${conflicts.length === 0 && badge(words.agreed, 'good')}
      </p>
      ${
        conflicts.length > 0 &&
        may(work, 'enterData') &&
        html`<p><a class="button button-second" href="${workPath(call)}/merged">${words.look}</a></p>`
      }`,
  )
}
