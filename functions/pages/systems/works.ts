import type { Work } from '../call.ts'
import { asStaff, posted } from '../guards.ts'
import type { PageName } from '../page-table.ts'
import { asProven } from '../proven.ts'
import { showSystems } from './catalogue-page.ts'
import { removeConnection, renewConnection, showConnection, testConnection } from './connection-page.ts'
import { showSearch } from './search-page.ts'
import { dropFound, startSearch, takeFound } from './searching.ts'
import { connect, showSystem } from './system-page.ts'

export const systemWorks = {
  pageSystems: asStaff(showSystems),
  pageSystem: asStaff(showSystem),
  pageConnect: asProven(connect),
  pageConnection: asStaff(showConnection),
  pageTestConnection: asStaff(posted(testConnection)),
  pageRenewConnection: asProven(renewConnection),
  pageRemoveConnection: asProven(removeConnection),
  pageStartSearch: asStaff(posted(startSearch)),
  pageSearch: asStaff(showSearch),
  pageTakeFound: asStaff(posted(takeFound)),
  pageDropFound: asStaff(posted(dropFound)),
} satisfies Partial<Record<PageName, Work>>
