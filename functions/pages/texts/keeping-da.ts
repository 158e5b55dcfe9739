import type { keepingEn } from './keeping-en.ts'

export const keepingDa: typeof keepingEn = {
  consentProofMonths: 'Måneder, I gemmer beviset for et samtykke, efter at det er slut',
  consentProofMonthsHint:
    'Formularer, der skrives fra nu af, siger det. Indtil da kan I vise, hvad der blev sagt til hvilken tekst.',
  consentRenewalDays: 'Dage før et samtykke udløber, hvor personen bliver spurgt igen',
  consentRenewalDaysHint: 'De får et link i en e-mail, tidligst når halvdelen af tiden er gået.',
  outcomeYears: 'År, I gemmer, at en anmodning er besvaret',
  outcomeYearsHint:
    'Uden navn: hvad der blev bedt om, hvornår, og hvordan det endte. Skriv det samme i jeres privatlivspolitik. Indholdet slettes efter 32 dage og loggen efter 90, uanset hvad der står her.',
}
