// A search as its page has read it.
import type { FoundRecords } from '../../../shared/application/connectors/searches.ts'
import type { SearchView } from '../../../shared/application/connectors/search-view.ts'
import type { RequestView, Standing } from '../../../shared/application/requests/view-request.ts'
import type { StaffCall } from '../call.ts'
import { requestIdOf } from '../staff/work.ts'
import { searchesPath } from './source-part.ts'

export type SeenSearch = {
  readonly search: SearchView
  readonly found: FoundRecords
  readonly view: RequestView
  readonly standing: Standing
}

export const namedSearch = (call: StaffCall) => ({
  ...{ actor: call.session.actor, requestId: requestIdOf(call), searchId: call.params['searchId'] ?? '' },
})

export const searchPath = (call: StaffCall): string => `${searchesPath(call)}/${namedSearch(call).searchId}`

export const mayAct = ({ standing }: SeenSearch): boolean => standing.may.includes('enterData')
