import type { NextPage } from '../../domain/connectors/paging.ts'
import type { FinalCode, SystemFailure } from './ask-system.ts'

/** How far a run has come: all that is needed to go on elsewhere. What was found is personal, so it is kept sealed. */
export type RunState = {
  readonly step: number
  /** Which item of the step's `forEach`. */
  readonly item: number
  /** Pages seen of this item. */
  readonly pages: number
  readonly calls: number
  readonly next?: NextPage
  readonly job?: { readonly id: string; readonly isDone: boolean }
  readonly found: Readonly<Record<string, readonly unknown[]>>
  /** Steps that were not asked, since what is known of the person cannot be asked there. */
  readonly unasked: readonly string[]
}

export const beginning: RunState = {
  ...{ step: 0, item: 0, pages: 0, calls: 0 },
  ...{ found: {}, unasked: [] },
}

export type Advanced =
  | { readonly kind: 'done'; readonly state: RunState }
  /** To go on after so long: the limit of calls is reached, a job is not done, or the system asked for time. */
  | {
      readonly kind: 'waits'
      readonly state: RunState
      readonly afterSeconds: number
      readonly troubled: boolean
    }
  | { readonly kind: 'failed'; readonly state: RunState; readonly code: FinalCode; readonly status?: number }

/** Between one call and the next. */
export type Unfinished =
  Exclude<Advanced, { readonly kind: 'done' }> | { readonly kind: 'goesOn'; readonly state: RunState }

export const goesOn = (state: RunState): Unfinished => ({ kind: 'goesOn', state })

export const failed = (state: RunState, code: FinalCode) => ({ kind: 'failed', state, code }) as const

export const waits = (state: RunState, afterSeconds: number) =>
  ({ kind: 'waits', state, afterSeconds, troubled: false }) as const

export const nextItem = ({ next: _next, job: _job, ...state }: RunState): RunState => ({
  ...state,
  item: state.item + 1,
  pages: 0,
})

export function ended(state: RunState, failure: SystemFailure): Exclude<Advanced, { readonly kind: 'done' }> {
  if (failure.kind === 'passing')
    return { kind: 'waits', state, afterSeconds: failure.afterSeconds, troubled: true }
  const { code, status } = failure
  return { ...failed(state, code), ...(status !== undefined && { status }) }
}
