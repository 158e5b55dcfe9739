import { get, post, staff } from '../page-row.ts'

const forms = `${staff}/settings/consent-forms`
const version = `${forms}/{formId}/versions/{version:int}`
const imports = `${staff}/consent-imports`
const consents = `${staff}/consents`
const entry = `${staff}/consent-entry/{formId}/versions/{version:int}`

export const consentPages = {
  pageConsentForms: get(forms),
  pageWriteConsentForm: get(`${forms}/new`),
  pageCreateConsentForm: post(forms),
  pageConsentFormVersion: get(version),
  pageWriteConsentFormVersion: get(`${version}/next`),
  pageAddConsentFormVersion: post(`${version}/next`),
  pagePublishConsentForm: post(`${version}/publication`),
  pageConsents: get(consents),
  pageSearchConsents: post(consents),
  pageOneConsent: get(`${consents}/{consentId}`),
  pageTakeConsentBack: post(`${consents}/{consentId}/withdrawal`),
  pageConsentEntry: get(`${staff}/consent-entry`),
  pageEnterConsent: get(entry),
  pageSendConsentEntry: post(entry),
  pageConsentImports: get(imports),
  pageSendConsentImport: post(imports),
  pageProveForImport: post(`${imports}/proof`),
  pageConsentImport: get(`${imports}/{importId}`),
  pageRefusedConsents: get(`${imports}/{importId}/refused`),
}
