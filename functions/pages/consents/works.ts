// What each page of consents that staff have does: who may ask for it, and the work behind it.
import type { Work } from '../call.ts'
import { asStaff, posted } from '../guards.ts'
import type { PageName } from '../page-table.ts'
import { asProven } from '../proven.ts'
import { writeForm, writeNextVersion } from './form-editor.ts'
import { publishForm, showFormVersion } from './form-version.ts'
import { addFormVersion, createForm } from './form-save.ts'
import { showForms } from './forms.ts'

export const consentWorks = {
  pageConsentForms: asStaff(showForms),
  pageWriteConsentForm: asStaff(writeForm),
  pageCreateConsentForm: asStaff(posted(createForm)),
  pageConsentFormVersion: asStaff(showFormVersion),
  pageWriteConsentFormVersion: asStaff(writeNextVersion),
  pageAddConsentFormVersion: asStaff(posted(addFormVersion)),
  pagePublishConsentForm: asProven(publishForm),
} satisfies Partial<Record<PageName, Work>>
