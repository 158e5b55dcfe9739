// The fields of a form for consent, each named by its place in the body of the API, in as many languages as it is to have.
import { usualRetention, usualWithdrawal } from '../../../shared/domain/consent/form-words.ts'
import { formLimits } from '../../../shared/domain/consent/form-faults.ts'
import type { FormContent, FormPurpose, Texts } from '../../../shared/domain/consent/form.ts'
import { dpvTerms } from '../../../shared/domain/templates/dpv-categories.ts'
import type { StaffCall } from '../call.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import type { Spec } from '../settings/spec.ts'

/** How a form is laid out while it is written. */
export type Layout = {
  readonly languages: readonly string[]
  readonly purposes: number
  /** Of each purpose, how many countries can be named. */
  readonly countries: readonly number[]
  /** Categories that its last version names and our list lacks: a program wrote it. */
  readonly terms: readonly string[]
}

export const languageName = ({ language }: StaffCall, code: string): string =>
  new Intl.DisplayNames([language], { type: 'language' }).of(code) ?? code

const mostLanguages = 24

/** Two letters each, in the order in which they were written. */
const languagesIn = (text: string): readonly string[] =>
  [...new Set(text.toLowerCase().split(/[\s,;]+/))]
    .filter((code) => /^[a-z]{2}$/.test(code))
    .slice(0, mostLanguages)

const mostCountries = 50

type Written = Pick<FormContent, 'title' | 'purposes'>

/** As the page was that the form comes from. */
export function layoutIn(form: FormValues, base?: Written): Layout {
  const countOf = (name: string, most: number): number => {
    const text = lineOf(form, name)
    return /^\d{1,3}$/.test(text) ? Math.min(Number(text), most) : 1
  }
  const purposes = Math.max(1, countOf('purposeCount', formLimits.purposes))
  return {
    languages: languagesIn(lineOf(form, 'languages')),
    purposes,
    countries: Array.from({ length: purposes }, (_, i) =>
      countOf(`countryCount.${String(i)}`, mostCountries),
    ),
    terms: termsOf(base),
  }
}

/** Of a form that there is: room for one country more than it names. */
export const layoutOf = (written: Written): Layout => ({
  languages: Object.keys(written.title),
  purposes: written.purposes.length,
  countries: written.purposes.map(({ thirdCountries = [] }) =>
    Math.min(thirdCountries.length + 1, mostCountries),
  ),
  terms: termsOf(written),
})

const termsOf = (written?: Written): readonly string[] => {
  const named = new Set(written?.purposes.flatMap(({ dataCategories }) => dataCategories))
  return [...named].filter((one) => !dpvTerms.some(({ category }) => category === one))
}

type Text = {
  readonly at: string
  readonly label: string
  readonly hint?: string
  readonly kind: 'line' | 'text'
}

const inEach = (call: StaffCall, { languages }: Layout, { at, label, hint, kind }: Text): readonly Spec[] =>
  languages.map((language, n) => ({
    ...{ at: `${at}.${language}`, kind, label: `${label} (${languageName(call, language)})` },
    ...(hint !== undefined && n === 0 && { hint }),
  }))

export function headSpecs(call: StaffCall, layout: Layout): readonly Spec[] {
  const { fields: words } = call.texts.consentForms
  return [
    ...inEach(call, layout, { at: 'title', kind: 'line', label: words.title, hint: words.titleHint }),
    ...inEach(call, layout, { at: 'body', kind: 'text', label: words.body, hint: words.bodyHint }),
  ]
}

export function tailSpecs(call: StaffCall, layout: Layout): readonly Spec[] {
  const { fields: words } = call.texts.consentForms
  return [
    ...inEach(call, layout, {
      ...{ at: 'withdrawal', kind: 'text', label: words.withdrawal, hint: words.withdrawalHint },
    }),
    { at: 'controller.name', kind: 'line', label: words.controller, hint: words.controllerHint },
    { at: 'controller.email', kind: 'line', label: words.controllerEmail, look: { type: 'email' } },
    { at: 'controller.phone', kind: 'line', label: words.controllerPhone },
    { at: 'controller.address', kind: 'text', label: words.controllerAddress },
    { at: 'authority.name', kind: 'line', label: words.authority, hint: words.authorityHint },
    { at: 'authority.url', kind: 'line', label: words.authorityUrl },
  ]
}

export function purposeSpecs(call: StaffCall, layout: Layout, n: number): readonly Spec[] {
  const { fields: words } = call.texts.consentForms
  const at = `purposes.${String(n)}`
  return [
    ...inEach(call, layout, {
      at: `${at}.text`,
      kind: 'text',
      label: words.purpose,
      hint: words.purposeHint,
    }),
    { at: `${at}.purposeId`, kind: 'line', label: words.purposeId, hint: words.purposeIdHint },
    { at: `${at}.recipients`, kind: 'lines', label: words.recipients, hint: words.recipientsHint },
    ...inEach(call, layout, { at: `${at}.retention`, kind: 'line', label: words.retention }),
    { at: `${at}.explicit`, kind: 'box', label: words.explicit, box: words.explicitBox },
    { at: `${at}.validMonths`, kind: 'number', label: words.months, hint: words.monthsHint },
  ]
}

/** Many, so they are folded away until somebody looks for them. */
export function categorySpecs(call: StaffCall, { terms }: Layout, n: number): readonly Spec[] {
  const { fields: words } = call.texts.consentForms
  return [
    {
      ...{ at: `purposes.${String(n)}.dataCategories`, kind: 'boxes', label: words.categoriesOf },
      options: [
        ...dpvTerms.map(({ category, label }) => ({ value: category, label: label[call.language] })),
        ...terms.map((term) => ({ value: term, label: term })),
      ],
    },
  ]
}

export function countrySpecs(call: StaffCall, layout: Layout, n: number): readonly Spec[] {
  const { fields: words } = call.texts.consentForms
  return Array.from({ length: layout.countries[n] ?? 1 }, (_, i) => {
    const at = `purposes.${String(n)}.thirdCountries.${String(i)}`
    return [
      { at: `${at}.country`, kind: 'line', label: words.country(i + 1), hint: words.countryHint } as const,
      ...inEach(call, layout, { at: `${at}.safeguard`, kind: 'line', label: words.safeguard(i + 1) }),
    ]
  }).flat()
}

export const allSpecs = (call: StaffCall, layout: Layout): readonly Spec[] => [
  ...headSpecs(call, layout),
  ...Array.from({ length: layout.purposes }, (_, n) => [
    ...purposeSpecs(call, layout, n),
    ...categorySpecs(call, layout, n),
    ...countrySpecs(call, layout, n),
  ]).flat(),
  ...tailSpecs(call, layout),
]

/** What a new form begins with: nothing that anybody would agree to, and what the company says of itself. */
export function blankForm({ company }: StaffCall): FormContent {
  const { name, contact, authority, languages } = company
  const blank: Texts = Object.fromEntries(languages.map((language) => [language, '']))
  const purpose: FormPurpose = {
    ...{ purposeId: '', text: blank, dataCategories: [], recipients: [] },
    ...{ retention: usualRetention, explicit: false },
  }
  return {
    ...{ title: blank, body: blank, purposes: [purpose], factors: [] },
    controller: {
      ...{ name, email: contact.email },
      ...(contact.phone !== undefined && { phone: contact.phone }),
      ...(contact.postalAddress !== undefined && { address: contact.postalAddress }),
    },
    authority: { name: authority.name, url: authority.url },
    withdrawal: usualWithdrawal,
  }
}
