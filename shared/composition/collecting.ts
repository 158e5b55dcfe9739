import type { Core } from '../application/core.ts'
import { atFirstCall } from './at-first-call.ts'

/** What a company holds of the person: entered, pushed, merged, withheld. */
export const forCollecting = (core: Core) => ({
  enterData: atFirstCall(async () => {
    const { makeEnterData } = await import('../application/collecting/enter-data.ts')
    return makeEnterData(core)
  }),
  resolveConflict: atFirstCall(async () => {
    const { makeResolveConflict } = await import('../application/collecting/resolve-conflict.ts')
    return makeResolveConflict(core)
  }),
  removeData: atFirstCall(async () => {
    const { makeRemoveData } = await import('../application/collecting/remove-data.ts')
    return makeRemoveData(core)
  }),
  readContent: atFirstCall(async () => {
    const { makeReadContent } = await import('../application/collecting/read-content.ts')
    return makeReadContent(core)
  }),
  setSource: atFirstCall(async () => {
    const { makeSetSource } = await import('../application/collecting/set-source.ts')
    return makeSetSource(core)
  }),
  pushData: atFirstCall(async () => {
    const [{ makePushData }, { makeEnterData }, { makeSetSource }] = await Promise.all([
      import('../application/collecting/push-data.ts'),
      import('../application/collecting/enter-data.ts'),
      import('../application/collecting/set-source.ts'),
    ])
    return makePushData({ ...core, enterData: makeEnterData(core), setSource: makeSetSource(core) })
  }),
  bypassStep: atFirstCall(async () => {
    const { makeBypassStep } = await import('../application/collecting/bypass-step.ts')
    return makeBypassStep(core)
  }),
  withhold: atFirstCall(async () => {
    const { makeWithhold } = await import('../application/collecting/withhold.ts')
    return makeWithhold(core)
  }),
})
