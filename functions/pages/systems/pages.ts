import { get, post, staff } from '../page-row.ts'

const systems = `${staff}/settings/systems`
const connection = `${staff}/settings/connections/{connectionId}`
const searches = `${staff}/requests/{requestId}/searches`
const search = `${searches}/{searchId}`

/** Connected by administrators, and looked in by whoever works on a request. */
export const systemPages = {
  pageSystems: get(systems),
  pageSystem: get(`${systems}/{systemId}`),
  pageConnect: post(`${systems}/{systemId}`),
  pageConnection: get(connection),
  pageTestConnection: post(`${connection}/test`),
  pageRenewConnection: post(`${connection}/renewal`),
  pageRemoveConnection: post(`${connection}/removal`),
  pageStartSearch: post(searches),
  pageSearch: get(search),
  pageTakeFound: post(`${search}/taken`),
  pageDropFound: post(`${search}/dropped`),
}
