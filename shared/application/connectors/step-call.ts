// The next call of a step: which of its templates, with which values, to which page.
import { composeCall } from '../../domain/connectors/compose-call.ts'
import type { Beside, ComposedCall, Unfit, Values } from '../../domain/connectors/compose-call.ts'
import type { CallTemplate, Job, Step } from '../../domain/connectors/connector.ts'
import { hostsOf, knownAddress } from '../../domain/connectors/hosts.ts'
import { besideOf } from '../../domain/connectors/paging.ts'
import { textAt } from '../../domain/connectors/paths.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Connection } from './credentials.ts'
import { failed, goesOn, nextItem } from './run-state.ts'
import type { RunState, Unfinished } from './run-state.ts'

/** The person as the request knows them, proved. */
export type Identity = { readonly email?: string; readonly phone?: string }

export type Run = {
  readonly connection: Connection
  readonly identity: Identity
  /** `collect` finds the person first: records are fetched by what was found of them. */
  readonly what: 'locate' | 'collect'
  readonly state: RunState
}

export type OfStep = Run & { readonly step: Step }

type NoCall = Unfit | { readonly code: 'addressRefused' }

export const itemsOf = ({ forEach }: Step, { found }: RunState): readonly unknown[] =>
  forEach === undefined ? [undefined] : (found[forEach] ?? [])

/** Where its records are not ready yet. */
export const jobUnderWay = ({ step, state }: OfStep): Job | undefined =>
  state.job?.isDone ? undefined : step.job

export function callOf(run: OfStep, credentials: Beside): Result<ComposedCall, NoCall> {
  const { state, step, connection } = run
  const { connector, values } = connection
  const { next } = state
  const paged = next?.kind === 'member' && step.page ? besideOf(step.page, next.value) : {}
  const query = [...(credentials.query ?? []), ...(paged.query ?? [])]
  const composed = composeCall({ host: connector.hosts[0], ...templateOf(run) }, valuesOf(run), {
    ...{ ...paged, ...credentials, query },
  })
  if (!composed.ok || next?.kind !== 'address') return composed
  const url = knownAddress(next.url, composed.value.url, hostsOf(connector, values))
  return url === undefined ? err({ code: 'addressRefused' }) : ok({ ...composed.value, url })
}

function templateOf({ step, state }: OfStep): CallTemplate {
  if (!step.job || !state.job) return step.call
  return state.job.isDone ? step.job.download : step.job.poll
}

/** What the templates of a step may name. */
export function valuesOf({ step, state, identity, connection }: OfStep): Values {
  const item = itemsOf(step, state)[state.item]
  const known: Readonly<Record<string, string | undefined>> = {
    'identity.email': identity.email,
    'identity.phone': identity.phone,
    'job.id': state.job?.id,
  }
  return (name) =>
    name.startsWith('item.')
      ? textAt(item, name.slice('item.'.length))
      : (known[name] ?? connection.values(name))
}

/** What is not known of the person, or cannot be asked there as it is written, is no failure of the run, and is told. */
export function withoutCall({ step, state }: OfStep, unfit: NoCall): Unfinished {
  if (unfit.code === 'addressRefused') return failed(state, 'addressRefused')
  if (!unfit.name.startsWith('identity.')) return failed(state, 'valueUnfit')
  return goesOn(nextItem({ ...state, unasked: [...new Set([...state.unasked, step.id])] }))
}
