import { get, post, staff } from '../page-row.ts'

const forms = `${staff}/settings/consent-forms`
const version = `${forms}/{formId}/versions/{version:int}`

export const consentPages = {
  pageConsentForms: get(forms),
  pageWriteConsentForm: get(`${forms}/new`),
  pageCreateConsentForm: post(forms),
  pageConsentFormVersion: get(version),
  pageWriteConsentFormVersion: get(`${version}/next`),
  pageAddConsentFormVersion: post(`${version}/next`),
  pagePublishConsentForm: post(`${version}/publication`),
}
