// How much and which files the company takes, what it texts, and what its programs show of themselves.
import { fileTypes } from '../../../shared/domain/requests/upload-limits.ts'
import type { CompanySettings } from '../../../shared/application/companies/settings.ts'
import type { OneForm } from './one-form.ts'

const mebibyte = 1024 * 1024

type Draft = { readonly megabytes?: { readonly file?: unknown; readonly total?: unknown } } & Readonly<
  Record<'uploads' | 'sms', object>
>

const megabytesOf = ({ uploads }: CompanySettings) => ({
  file: Math.floor(uploads.largestFileBytes / mebibyte),
  total: Math.floor(uploads.totalBytes / mebibyte),
})

/** A limit that was not touched stays to the byte; what is no number is told as one. */
const bytesOf = (typed: unknown, shown: number, held: number): unknown =>
  typed === shown ? held : typeof typed === 'number' ? typed * mebibyte : typed

export const limitsForm: OneForm<Draft> = {
  place: 'limits',

  specs: async ({ texts }) => {
    const { limits: words } = texts.settings
    const { types } = texts.uploads
    return [
      { at: 'megabytes.file', kind: 'number', label: words.file },
      { at: 'megabytes.total', kind: 'number', label: words.total },
      { at: 'uploads.files', kind: 'number', label: words.files },
      {
        ...{ at: 'uploads.types', kind: 'boxes', label: words.types },
        options: fileTypes.map((value) => ({ value, label: types[value] })),
      },
      {
        at: 'retention.outcomeYears',
        kind: 'number',
        label: words.outcomeYears,
        hint: words.outcomeYearsHint,
      },
      {
        at: 'consentProofMonths',
        kind: 'number',
        label: words.consentProofMonths,
        hint: words.consentProofMonthsHint,
      },
      {
        at: 'consentRenewalDays',
        kind: 'number',
        label: words.consentRenewalDays,
        hint: words.consentRenewalDaysHint,
      },
      { at: 'sms.prefixes', kind: 'lines', label: words.prefixes, hint: words.prefixesHint },
      { at: 'sms.monthlyCap', kind: 'number', label: words.cap },
      {
        ...{ at: 'staffTexts', kind: 'select', label: words.staffTexts, hint: words.staffTextsHint },
        options: (['refused', 'allowed'] as const).map((value) => ({
          ...{ value, label: words.staffTextsAre[value] },
        })),
      },
      {
        ...{ at: 'statusPage', kind: 'select', label: words.statusPage, hint: words.statusPageHint },
        options: (['off', 'coarse'] as const).map((value) => ({
          ...{ value, label: words.statusPageIs[value] },
        })),
      },
      { at: 'allowedOrigins', kind: 'lines', label: words.origins, hint: words.originsHint },
      { at: 'seenFrom', kind: 'lines', label: words.seenFrom, hint: words.seenFromHint },
      {
        ...{ at: 'programAccess', kind: 'select', label: words.programs, hint: words.programsHint },
        options: (['tokenAndKey', 'tokenAlone'] as const).map((value) => ({
          ...{ value, label: words.access[value] },
        })),
      },
    ]
  },

  value: (settings) => ({ ...settings, megabytes: megabytesOf(settings) }),

  body: ({ megabytes, ...draft }, settings) => {
    const shown = megabytesOf(settings)
    const { largestFileBytes, totalBytes } = settings.uploads
    return {
      ...draft,
      uploads: {
        ...draft.uploads,
        largestFileBytes: bytesOf(megabytes?.file, shown.file, largestFileBytes),
        totalBytes: bytesOf(megabytes?.total, shown.total, totalBytes),
      },
    }
  },

  placeOf: (at) =>
    at
      .replace(/^uploads\.largestFileBytes/, 'megabytes.file')
      .replace(/^uploads\.totalBytes/, 'megabytes.total'),
}
