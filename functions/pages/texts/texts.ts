// All that the pages say, in each language; a text that one of them lacks is a compile error.
import type { Language } from '../../../shared/domain/templates/template.ts'
import { auditDa } from './audit-da.ts'
import { auditEn } from './audit-en.ts'
import type { AuditTexts } from './audit-en.ts'
import { commonDa } from './common-da.ts'
import { commonEn } from './common-en.ts'
import type { CommonTexts } from './common-en.ts'
import { consentDa } from './consent-da.ts'
import { consentEn } from './consent-en.ts'
import type { ConsentTexts } from './consent-en.ts'
import { consentDeskDa } from './consent-desk-da.ts'
import { consentDeskEn } from './consent-desk-en.ts'
import type { ConsentDeskTexts } from './consent-desk-en.ts'
import { consentFormsDa } from './consent-forms-da.ts'
import { consentFormsEn } from './consent-forms-en.ts'
import type { ConsentFormsTexts } from './consent-forms-en.ts'
import { givingDa } from './giving-da.ts'
import { givingEn } from './giving-en.ts'
import type { GivingTexts } from './giving-en.ts'
import { deliveredDa } from './delivered-da.ts'
import { deliveredEn } from './delivered-en.ts'
import type { DeliveredTexts } from './delivered-en.ts'
import { factorDa } from './factor-da.ts'
import { factorEn } from './factor-en.ts'
import type { FactorTexts } from './factor-en.ts'
import { hostDa } from './host-da.ts'
import { hostEn } from './host-en.ts'
import type { HostTexts } from './host-en.ts'
import { instanceKeysDa } from './instance-keys-da.ts'
import { instanceKeysEn } from './instance-keys-en.ts'
import type { InstanceKeysTexts } from './instance-keys-en.ts'
import { leavingDa } from './leaving-da.ts'
import { leavingEn } from './leaving-en.ts'
import type { LeavingTexts } from './leaving-en.ts'
import { mergedDa } from './merged-da.ts'
import { mergedEn } from './merged-en.ts'
import type { MergedTexts } from './merged-en.ts'
import { personDa } from './person-da.ts'
import { personEn } from './person-en.ts'
import type { PersonTexts } from './person-en.ts'
import { proofDa } from './proof-da.ts'
import { proofEn } from './proof-en.ts'
import type { ProofTexts } from './proof-en.ts'
import { operatorDa } from './operator-da.ts'
import { operatorEn } from './operator-en.ts'
import type { OperatorTexts } from './operator-en.ts'
import { providerDa } from './provider-da.ts'
import { providerEn } from './provider-en.ts'
import type { ProviderTexts } from './provider-en.ts'
import { quarantineDa } from './quarantine-da.ts'
import { quarantineEn } from './quarantine-en.ts'
import type { QuarantineTexts } from './quarantine-en.ts'
import { recoveryDa } from './recovery-da.ts'
import { recoveryEn } from './recovery-en.ts'
import type { RecoveryTexts } from './recovery-en.ts'
import { refusalsDa } from './refusals-da.ts'
import { refusalsEn } from './refusals-en.ts'
import type { RefusalTexts } from './refusals-en.ts'
import { reviewingDa } from './reviewing-da.ts'
import { reviewingEn } from './reviewing-en.ts'
import type { ReviewingTexts } from './reviewing-en.ts'
import { sessionsDa } from './sessions-da.ts'
import { sessionsEn } from './sessions-en.ts'
import type { SessionsTexts } from './sessions-en.ts'
import { settingsDa } from './settings-da.ts'
import { settingsEn } from './settings-en.ts'
import type { SettingsTexts } from './settings-en.ts'
import { statusDa } from './status-da.ts'
import { statusEn } from './status-en.ts'
import type { StatusTexts } from './status-en.ts'
import { staffDa } from './staff-da.ts'
import { staffEn } from './staff-en.ts'
import type { StaffTexts } from './staff-en.ts'
import { withheldDa } from './withheld-da.ts'
import { withheldEn } from './withheld-en.ts'
import type { WithheldTexts } from './withheld-en.ts'
import { supportDa } from './support-da.ts'
import { supportEn } from './support-en.ts'
import type { SupportTexts } from './support-en.ts'
import { systemsDa } from './systems-da.ts'
import { systemsEn } from './systems-en.ts'
import type { SystemsTexts } from './systems-en.ts'
import { templatesDa } from './templates-da.ts'
import { templatesEn } from './templates-en.ts'
import type { TemplatesTexts } from './templates-en.ts'
import { transferDa } from './transfer-da.ts'
import { transferEn } from './transfer-en.ts'
import type { TransferTexts } from './transfer-en.ts'
import { uploadsDa } from './uploads-da.ts'
import { uploadsEn } from './uploads-en.ts'
import type { UploadTexts } from './uploads-en.ts'
import { workDa } from './work-da.ts'
import { workEn } from './work-en.ts'
import type { WorkTexts } from './work-en.ts'

/** Of the pages that ask for an address and mail a link to it. */
export type MailedLinkTexts = PersonTexts['links']

export type Texts = {
  readonly common: CommonTexts
  readonly person: PersonTexts
  readonly status: StatusTexts
  readonly consent: ConsentTexts
  readonly consentDesk: ConsentDeskTexts
  readonly consentForms: ConsentFormsTexts
  readonly giving: GivingTexts
  readonly staff: StaffTexts
  readonly work: WorkTexts
  readonly delivered: DeliveredTexts
  readonly withheld: WithheldTexts
  readonly merged: MergedTexts
  readonly quarantine: QuarantineTexts
  readonly uploads: UploadTexts
  readonly reviewing: ReviewingTexts
  readonly audit: AuditTexts
  readonly factor: FactorTexts
  readonly proof: ProofTexts
  readonly provider: ProviderTexts
  readonly host: HostTexts
  readonly sessions: SessionsTexts
  readonly settings: SettingsTexts
  readonly systems: SystemsTexts
  readonly templates: TemplatesTexts
  readonly leaving: LeavingTexts
  readonly operator: OperatorTexts
  readonly recovery: RecoveryTexts
  readonly support: SupportTexts
  readonly instanceKeys: InstanceKeysTexts
  readonly transfer: TransferTexts
  readonly refusals: (code: string) => string | undefined
}

const refusalIn =
  (texts: RefusalTexts) =>
  (code: string): string | undefined =>
    Object.hasOwn(texts, code) ? texts[code as keyof RefusalTexts] : undefined

const all: Readonly<Record<Language, Texts>> = {
  da: {
    common: commonDa,
    person: personDa,
    status: statusDa,
    consent: consentDa,
    consentDesk: consentDeskDa,
    consentForms: consentFormsDa,
    giving: givingDa,
    staff: staffDa,
    work: workDa,
    delivered: deliveredDa,
    withheld: withheldDa,
    merged: mergedDa,
    quarantine: quarantineDa,
    uploads: uploadsDa,
    reviewing: reviewingDa,
    audit: auditDa,
    factor: factorDa,
    proof: proofDa,
    provider: providerDa,
    host: hostDa,
    sessions: sessionsDa,
    settings: settingsDa,
    systems: systemsDa,
    templates: templatesDa,
    leaving: leavingDa,
    operator: operatorDa,
    recovery: recoveryDa,
    support: supportDa,
    instanceKeys: instanceKeysDa,
    transfer: transferDa,
    refusals: refusalIn(refusalsDa),
  },
  en: {
    common: commonEn,
    person: personEn,
    status: statusEn,
    consent: consentEn,
    consentDesk: consentDeskEn,
    consentForms: consentFormsEn,
    giving: givingEn,
    staff: staffEn,
    work: workEn,
    delivered: deliveredEn,
    withheld: withheldEn,
    merged: mergedEn,
    quarantine: quarantineEn,
    uploads: uploadsEn,
    reviewing: reviewingEn,
    audit: auditEn,
    factor: factorEn,
    proof: proofEn,
    provider: providerEn,
    host: hostEn,
    sessions: sessionsEn,
    settings: settingsEn,
    systems: systemsEn,
    templates: templatesEn,
    leaving: leavingEn,
    operator: operatorEn,
    recovery: recoveryEn,
    support: supportEn,
    instanceKeys: instanceKeysEn,
    transfer: transferEn,
    refusals: refusalIn(refusalsEn),
  },
}

export const textsIn = (language: Language): Texts => all[language]
