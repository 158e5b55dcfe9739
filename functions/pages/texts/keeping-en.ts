export const keepingEn = {
  consentProofMonths: 'Months in which you keep the proof of a consent after it has ended',
  consentProofMonthsHint:
    'Forms that are written from now on say so. Until then you can show what was said to which text.',
  consentRenewalDays: 'Days before a consent runs out on which its person is asked again',
  consentRenewalDaysHint: 'They get a link by e-mail, at the earliest after half of its time.',
  outcomeYears: 'Years in which you keep that a request was answered',
  outcomeYearsHint:
    'Without a name: what was asked, when and how it ended. State the same in your privacy notice. Content goes after 32 days and the log after 90, whatever stands here.',
}
