// What each page of an owner who leaves does: who may ask for it, and the work behind it.
import type { Work } from '../call.ts'
import type { PageName } from '../page-table.ts'
import { asStaff, posted } from '../guards.ts'
import { asProven } from '../proven.ts'
import { showClosed } from './closed.ts'
import { closeCompany, keepCompany } from './closing.ts'
import { beginExport, handKeysOver, readExport } from './exports.ts'
import { showLeaving } from './leaving-page.ts'

export const leavingWorks = {
  pageLeaving: asStaff(showLeaving),
  pageBeginExport: asProven(beginExport),
  pageHandKeysOver: asProven(handKeysOver),
  pageReadExport: asProven(readExport),
  pageCloseCompany: asProven(closeCompany),
  pageKeepCompany: asStaff(posted(keepCompany)),
  pageClosed: showClosed,
} satisfies Partial<Record<PageName, Work>>
