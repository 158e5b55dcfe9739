import type { Core } from '../application/core.ts'
import type { SequenceAudit } from '../application/evidence/sequence-audit.ts'
import { allAtFirstCall, atFirstCall } from './at-first-call.ts'

/** What companies ask consent for, and what people said: little of it is part of a cold start. */
export const forConsents = (core: Core, sequence: SequenceAudit) => ({
  consentChanges: atFirstCall(async () => {
    const { makeConsentChanges } = await import('../application/consent/consent-changes.ts')
    return makeConsentChanges({ ...core, sequence })
  }),
  consentForms: allAtFirstCall(['list', 'view', 'published'], async () => {
    const { makeConsentForms } = await import('../application/consent/forms.ts')
    return makeConsentForms(core)
  }),
  editConsentForms: allAtFirstCall(['create', 'addVersion', 'publish'], async () => {
    const { makeEditForms } = await import('../application/consent/edit-forms.ts')
    return makeEditForms(core)
  }),
  recordConsent: atFirstCall(async () => {
    const { makeRecordConsent } = await import('../application/consent/record-consent.ts')
    return makeRecordConsent(core)
  }),
  consentPerson: allAtFirstCall(['name', 'forget'], async () => {
    const { makeConsentPerson } = await import('../application/consent/consent-person.ts')
    return makeConsentPerson(core)
  }),
  consents: allAtFirstCall(['view', 'events', 'check', 'ofPerson'], async () => {
    const { makeReadConsents } = await import('../application/consent/read-consents.ts')
    return makeReadConsents(core)
  }),
  consentImports: allAtFirstCall(['begin', 'list', 'view', 'refused'], async () => {
    const { makeConsentImports } = await import('../application/consent/consent-imports.ts')
    return makeConsentImports(core)
  }),
  importConsents: atFirstCall(async () => {
    const [{ makeImportConsents }, { parseImportedLine }] = await Promise.all([
      import('../application/consent/import-consents.ts'),
      import('../contracts/imported-line.ts'),
    ])
    return makeImportConsents({ ...core, parseLine: parseImportedLine })
  }),
  consentTime: allAtFirstCall(['lap', 'reach'], async () => {
    const { makeConsentTime } = await import('../application/consent/consent-time.ts')
    return makeConsentTime(core)
  }),
  wakeConsents: atFirstCall(async () => {
    const { makeWakeConsents } = await import('../application/consent/wake-consents.ts')
    return makeWakeConsents(core)
  }),
  withdrawConsent: allAtFirstCall(['forPerson', 'by'], async () => {
    const { makeWithdrawConsent } = await import('../application/consent/withdraw-consent.ts')
    return makeWithdrawConsent(core)
  }),
})
