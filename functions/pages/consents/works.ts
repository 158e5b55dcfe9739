// What each page of consents that staff have does: who may ask for it, and the work behind it.
import type { Work } from '../call.ts'
import { asStaff, posted } from '../guards.ts'
import type { PageName } from '../page-table.ts'
import { asProven } from '../proven.ts'
import { searchConsents, showDesk } from './desk.ts'
import { sendEntry } from './entry-save.ts'
import { showEntry, showEntryForm } from './entry.ts'
import { writeForm, writeNextVersion } from './form-editor.ts'
import { publishForm, showFormVersion } from './form-version.ts'
import { addFormVersion, createForm } from './form-save.ts'
import { showForms } from './forms.ts'
import { proveForImport, readRefusedLines, sendImport, showImport, showImports } from './imports.ts'
import { showOneConsent, takeConsentBack } from './one-consent.ts'

export const consentWorks = {
  pageConsentForms: asStaff(showForms),
  pageWriteConsentForm: asStaff(writeForm),
  pageCreateConsentForm: asStaff(posted(createForm)),
  pageConsentFormVersion: asStaff(showFormVersion),
  pageWriteConsentFormVersion: asStaff(writeNextVersion),
  pageAddConsentFormVersion: asStaff(posted(addFormVersion)),
  pagePublishConsentForm: asProven(publishForm),
  pageConsents: asStaff(showDesk),
  pageSearchConsents: asStaff(posted(searchConsents)),
  pageOneConsent: asStaff(showOneConsent),
  pageTakeConsentBack: asStaff(posted(takeConsentBack)),
  pageConsentEntry: asStaff(showEntry),
  pageEnterConsent: asStaff(showEntryForm),
  pageSendConsentEntry: asStaff(posted(sendEntry)),
  pageConsentImports: asStaff(showImports),
  pageSendConsentImport: asStaff(sendImport),
  pageProveForImport: asProven(proveForImport),
  pageConsentImport: asStaff(showImport),
  pageRefusedConsents: asStaff(readRefusedLines),
} satisfies Partial<Record<PageName, Work>>
