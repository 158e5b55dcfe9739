import type { Text } from './template.ts'

/** The terms of DPV-PD 2.0 (https://w3id.org/dpv/pd) that our templates and activities use, in plain words. */
const dpvCategories = {
  Behavioral: { da: 'Adfærd', en: 'Behaviour' },
  BirthDate: { da: 'Fødselsdato', en: 'Date of birth' },
  BrowsingBehavior: { da: 'Brug af hjemmesiden', en: 'Use of the website' },
  Communication: { da: 'Henvendelser', en: 'Communication' },
  CommunicationsMetadata: { da: 'Oplysninger om henvendelser', en: 'Details of communication' },
  Contact: { da: 'Kontaktoplysninger', en: 'Contact details' },
  Country: { da: 'Land', en: 'Country' },
  Credit: { da: 'Kreditforhold', en: 'Credit' },
  DeviceBased: { da: 'Oplysninger om enheder', en: 'Details of devices' },
  Education: { da: 'Uddannelse', en: 'Education' },
  EducationQualification: { da: 'Karakterer og beviser', en: 'Grades and certificates' },
  EmailAddress: { da: 'E-mailadresse', en: 'E-mail address' },
  Family: { da: 'Familie', en: 'Family' },
  Financial: { da: 'Økonomi', en: 'Finances' },
  FinancialAccountNumber: { da: 'Kontonummer', en: 'Account number' },
  HealthRecord: { da: 'Helbredsoplysninger', en: 'Health records' },
  Historical: { da: 'Hændelser', en: 'Past events' },
  Identifier: { da: 'Numre der kendetegner dig', en: 'Numbers that identify you' },
  Income: { da: 'Indkomst', en: 'Income' },
  IndividualProfile: { da: 'Vurderinger af dig', en: 'Assessments of you' },
  Insurance: { da: 'Forsikringsforhold', en: 'Insurance' },
  Interest: { da: 'Interesser', en: 'Interests' },
  IPAddress: { da: 'IP-adresse', en: 'IP address' },
  Language: { da: 'Sprog', en: 'Language' },
  Location: { da: 'Hvor du har været', en: 'Location' },
  MedicalHealth: { da: 'Helbred', en: 'Health' },
  Name: { da: 'Navn', en: 'Name' },
  Nationality: { da: 'Statsborgerskab', en: 'Nationality' },
  OfficialID: { da: 'Offentlige numre og legitimation', en: 'Official numbers and documents' },
  Opinion: { da: 'Meninger', en: 'Opinions' },
  Ownership: { da: 'Ejendele', en: 'Possessions' },
  PaymentCardNumber: { da: 'Kortnummer', en: 'Card number' },
  PhysicalAddress: { da: 'Adresse', en: 'Address' },
  Preference: { da: 'Ønsker og valg', en: 'Preferences' },
  Prescription: { da: 'Medicin', en: 'Medicines' },
  PrivacyPreference: { da: 'Valg om privatliv', en: 'Privacy choices' },
  Professional: { da: 'Arbejdsforhold', en: 'Work' },
  ProfessionalEvaluation: { da: 'Faglig vurdering', en: 'Professional evaluation' },
  Purchase: { da: 'Køb', en: 'Purchases' },
  PurchasesAndSpendingHabit: { da: 'Købevaner', en: 'Buying habits' },
  Relationship: { da: 'Forhold til andre', en: 'Relations to others' },
  Reliability: { da: 'Risikovurdering', en: 'Assessed risk' },
  Salary: { da: 'Løn', en: 'Salary' },
  Tax: { da: 'Skat', en: 'Tax' },
  TelephoneNumber: { da: 'Telefonnummer', en: 'Telephone number' },
  Transaction: { da: 'Betalinger', en: 'Payments' },
  TravelHistory: { da: 'Rejser', en: 'Travels' },
  WorkHistory: { da: 'Arbejdserfaring', en: 'Work experience' },
} as const satisfies Readonly<Record<string, Text>>

export type DpvTerm = keyof typeof dpvCategories

export type DpvCategory = `dpv-pd:${DpvTerm}`

/** Plain words for a category, where a person is to read them; undefined for a term that only a company's own template uses. */
export const categoryLabel = (category: string): Text | undefined =>
  Object.entries<Text>(dpvCategories).find(([term]) => category === `dpv-pd:${term}`)?.[1]

/** All of them, to choose from. */
export const dpvTerms: readonly { readonly category: string; readonly label: Text }[] = Object.entries<Text>(
  dpvCategories,
).map(([term, label]) => ({ category: `dpv-pd:${term}`, label }))
