import type { Core } from '../application/core.ts'
import { allAtFirstCall, atFirstCall } from './at-first-call.ts'

/** The systems in which a company looks for a person. */
export const forConnectors = (core: Core) => ({
  connections: allAtFirstCall(['systems', 'list', 'add', 'test', 'renew', 'remove'], async () => {
    const { makeConnections } = await import('../application/connectors/connections.ts')
    return makeConnections(core)
  }),
  searches: allAtFirstCall(['list', 'start', 'view', 'take', 'drop'], async () => {
    const { makeSearches } = await import('../application/connectors/searches.ts')
    const { makePutFile } = await import('../application/files/files.ts')
    return makeSearches({ ...core, putFile: makePutFile(core) })
  }),
  goOnSearching: atFirstCall(async () => {
    const { makeGoOnSearching } = await import('../application/connectors/go-on-searching.ts')
    return makeGoOnSearching(core)
  }),
})
