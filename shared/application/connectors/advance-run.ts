import type { Beside } from '../../domain/connectors/compose-call.ts'
import { usualLimits } from '../../domain/connectors/connector.ts'
import type { Step } from '../../domain/connectors/connector.ts'
import type { Core } from '../core.ts'
import type { AskSystem, SystemFailure } from './ask-system.ts'
import { credentialsFor } from './credentials.ts'
import { callOf, itemsOf, jobUnderWay, withoutCall } from './step-call.ts'
import type { OfStep, Run } from './step-call.ts'
import type { Advanced, RunState, Unfinished } from './run-state.ts'
import { ended, goesOn, nextItem } from './run-state.ts'
import { answerTaken } from './take-answer.ts'

export type AdvanceRun = (run: Run) => Promise<Advanced>

type Deps = Pick<Core, 'crypto' | 'clock'> & { readonly ask: AskSystem }

/**
 * Asks a system as far as its limit of calls for a minute allows. Reads alone: whoever is interrupted asks once more, and
 * nothing is done twice.
 */
export const makeAdvanceRun =
  (deps: Deps): AdvanceRun =>
  async (run) => {
    const beside = await credentialsFor(deps, run.connection)
    if (!beside.ok) return ended(run.state, beside.error)
    const { callsPerMinute, maxCalls } = { ...usualLimits, ...run.connection.connector.limits }
    let state = run.state
    for (let calls = 0; calls < callsPerMinute; calls++) {
      const turn = turnOf(run, state)
      if (!turn.step) return { kind: 'done', state: turn.state }
      if (turn.state.calls >= maxCalls) return { kind: 'failed', state: turn.state, code: 'tooManyCalls' }
      const asked = await askStep(deps, { ...run, state: turn.state, step: turn.step }, beside.value)
      if (asked.kind !== 'goesOn') return asked
      state = asked.state
    }
    return { kind: 'waits', state, afterSeconds: 60, troubled: false }
  }

type Turn = { readonly step: Step | undefined; readonly state: RunState }

const stepsOf = ({ connection: { connector }, what }: Run): readonly Step[] =>
  what === 'locate' ? connector.locate : [...connector.locate, ...(connector.collect ?? [])]

/** The next step that has something to ask of: a step for each of nothing is none. */
function turnOf(run: Run, state: RunState): Turn {
  const step = stepsOf(run)[state.step]
  if (!step || state.item < itemsOf(step, state).length) return { step, state }
  return turnOf(run, { ...state, step: state.step + 1, item: 0 })
}

async function askStep({ ask }: Deps, run: OfStep, credentials: Beside): Promise<Unfinished> {
  const { step, state, connection } = run
  const { companyId, connector } = connection
  const composed = callOf(run, credentials)
  if (!composed.ok) return withoutCall(run, composed.error)
  const items = jobUnderWay(run) ? undefined : step.items
  const answer = await ask({
    ...{ companyId, connectorId: connector.id, call: composed.value },
    ...(items !== undefined && { items }),
  })
  const counted = { ...state, calls: state.calls + 1 }
  if (answer.ok) return answerTaken({ ...run, state: counted }, answer.value)
  return isNobody(step, answer.error) ? goesOn(nextItem(counted)) : ended(counted, answer.error)
}

const isNobody = ({ none = [] }: Step, failure: SystemFailure): boolean =>
  failure.kind === 'final' && none.includes(failure.status ?? 0)
