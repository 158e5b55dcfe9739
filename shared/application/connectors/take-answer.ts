import { filled } from '../../domain/connectors/compose-call.ts'
import { isOfPerson } from '../../domain/connectors/conditions.ts'
import type { Job, Step } from '../../domain/connectors/connector.ts'
import { nextPage } from '../../domain/connectors/paging.ts'
import { hasRecordsAt, keptOf, recordsAt, textAt } from '../../domain/connectors/paths.ts'
import type { SystemAnswer } from './ask-system.ts'
import { failed, goesOn, nextItem, waits } from './run-state.ts'
import type { Unfinished } from './run-state.ts'
import { jobUnderWay, valuesOf } from './step-call.ts'
import type { OfStep } from './step-call.ts'

/** What is found is one sealed document, of which a batch holds 2 MB. */
const mostFoundCharacters = 900_000

export function answerTaken(run: OfStep, answer: SystemAnswer): Unfinished {
  const job = jobUnderWay(run)
  return job ? jobTaken(run, job, answer.body) : recordsTaken(run, answer)
}

function jobTaken({ state }: OfStep, job: Job, answer: unknown): Unfinished {
  if (!state.job) {
    const id = textAt(answer, job.id)
    if (id === undefined) return failed(state, 'answerUnexpected')
    return waits({ ...state, job: { id, isDone: false } }, job.everySeconds)
  }
  const status = textAt(answer, job.status) ?? ''
  if (job.done.includes(status)) return goesOn({ ...state, job: { ...state.job, isDone: true } })
  return job.failed.includes(status) ? failed(state, 'jobFailed') : waits(state, job.everySeconds)
}

function recordsTaken(run: OfStep, { body, link }: SystemAnswer): Unfinished {
  const { step, state } = run
  if (isNone(step, body)) return goesOn(nextItem(state))
  if (!step.itemsMayMiss && !hasRecordsAt(body, step.items)) return failed(state, 'answerUnexpected')
  const records = recordsAt(body, step.items)
  const kept = records
    .filter((record) => isOfPerson(record, step.where, wordsOf(run)))
    .map((record) => keptOf(record, step.keep))
  const found = { ...state.found, [step.id]: [...(state.found[step.id] ?? []), ...kept] }
  if (JSON.stringify(found).length > mostFoundCharacters) return failed(state, 'tooMuchFound')
  const next = nextPage(step.page, { answer: body, link, records, before: state.pages })
  const after = { ...state, found }
  return goesOn(next ? { ...after, next, pages: state.pages + 1 } : nextItem(after))
}

/** Nothing at all is how some systems say that there is nothing (204). */
const isNone = ({ noneIf }: Step, body: unknown): boolean =>
  body === undefined || (noneIf !== undefined && noneIf.is.includes(textAt(body, noneIf.path) ?? ''))

const wordsOf =
  (run: OfStep) =>
  (template: string): string | undefined => {
    const text = filled(template, 'json', valuesOf(run))
    return text.ok ? text.value : undefined
  }
