// What checked bodies about consent are.
import type { Texts } from '../domain/consent/form.ts'

/** Exactly one of them is there. */
export type ConsentSubjectBody = { readonly email?: string; readonly externalId?: string }

export type ConsentFormBody = {
  readonly title: Texts
  readonly body?: Texts
  readonly purposes: readonly {
    readonly purposeId: string
    readonly text: Texts
    readonly dataCategories?: readonly string[]
    readonly recipients?: readonly string[]
    readonly retention?: Texts
    readonly thirdCountries?: readonly { readonly country: string; readonly safeguard: Texts }[]
    readonly explicit?: boolean
    readonly validMonths?: number
    readonly required?: boolean
  }[]
  readonly controller?: {
    readonly name: string
    readonly email?: string
    readonly address?: string
    readonly phone?: string
  }
  readonly authority?: { readonly name: string; readonly url: string }
  readonly withdrawal?: Texts
  readonly factors?: readonly ('emailLink' | 'passcode')[]
}

export type RecordConsentBody = {
  readonly formId: string
  readonly version: number
  readonly subject: ConsentSubjectBody
  readonly purposes: readonly { readonly purposeId: string; readonly decision: 'given' | 'refused' }[]
  readonly method: 'webForm' | 'apiThirdParty' | 'magicLink' | 'paper' | 'phone'
  readonly language?: string
  readonly saidAt?: string
  readonly reference?: string
  readonly passcode?: string
}

export type ConsentWithdrawalBody = {
  readonly purposes?: readonly string[]
  readonly method?: 'paper' | 'phone'
  readonly reference?: string
}

export type ConsentCheckBody = {
  readonly questions: readonly {
    readonly subject: ConsentSubjectBody
    readonly purposes: readonly string[]
  }[]
}
