import { page } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { errorSummary } from '../fields.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, notice } from '../parts.ts'
import { breachSections } from './breaches.ts'
import { identitySection, sourcesSection } from './collect.ts'
import { approvalSection, itemSection } from './decide.ts'
import { deliveredSection, handOverSection } from './delivered.ts'
import { filesSection } from './files.ts'
import { mergedSection } from './merged-section.ts'
import { lettersSection, messagesSection } from './dialogue.ts'
import { assignPart, manageSection } from './manage.ts'
import { dueSection, nextSection, problemPart, summarySection } from './overview.ts'
import { sealSection } from './seal.ts'
import { stopsSection } from './stops.ts'
import { toldBy } from './told.ts'
import { withheldSection } from './withheld-list.ts'
import { transferPart } from '../person/transfer.ts'
import { readWork, workPath } from './work.ts'
import type { Feedback, Work } from './work.ts'

export const showRequest = (call: StaffCall): Promise<Answer> => requestPage(call)

/** The page of one request; with feedback, as the answer to a form that was refused. */
export async function requestPage(call: StaffCall, feedback?: Feedback, status = 400): Promise<Answer> {
  const read = await readWork(call, feedback)
  if (!read.ok) return read.error
  const work = read.value
  const view = {
    title: call.texts.work.title(work.view.reference),
    main: requestView(work),
    hasErrors: feedback !== undefined,
  }
  const url = new URL(workPath(call) + (feedback ? '' : call.url.search), call.url)
  return page({ ...call, url }, view, feedback ? status : 200)
}

function requestView(work: Work): Html {
  const { call, view, feedback } = work
  const { common, work: words } = call.texts
  return html`${work.watermark}${errorSummary(common.problem, feedback?.errors ?? [])}${notice(toldBy(call))}
    <h1>${words.title(view.reference)}</h1>
    <p>
      ${badge(common.statuses[view.status], common.tones[view.status])}${view.overdue && html` ${badge(common.overdue, 'bad')}`}${
        view.paused && html` ${badge(common.paused, 'wait')}`
      }
    </p>
    ${problemPart(work)}${nextSection(work)}${breachSections(work)}${handOverSection(work)}${stopsSection(work)}${approvalSection(work)}${itemSection(work)}${deliveredSection(work)}${summarySection(work)}${assignPart(work)}${dueSection(work)}${identitySection(work)}${sourcesSection(work)}${mergedSection(work)}${filesSection(work)}${withheldSection(work)}${sealSection(work)}${transferPart(call, view.transfer)}${messagesSection(
      work,
    )}${manageSection(work)}${lettersSection(work)}`
}
