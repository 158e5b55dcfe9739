import { defineTemplate, type Section } from './define-template.ts'
import { insuranceExample } from './insurance-example.ts'
import {
  amount,
  country,
  currency,
  day,
  email,
  instant,
  line,
  masked,
  oneOf,
  percent,
  prose,
  yesNo,
} from './leaves.ts'
import { contacts } from './sectors/common.ts'

const policyholder: Section = {
  kind: 'group',
  name: 'policyholder',
  title: { da: 'Forsikringstager', en: 'Policyholder' },
  leaves: [
    ['customerNumber', line, 'Kundenummer', 'Customer number', 'derived', 'Identifier'],
    ['name', line, 'Navn', 'Name', 'provided', 'Name'],
    ['dateOfBirth', day, 'Fødselsdato', 'Date of birth', 'provided', 'BirthDate'],
    ['email', email, 'E-mail', 'E-mail', 'provided', 'EmailAddress'],
    ['phone', line, 'Telefon', 'Telephone', 'provided', 'TelephoneNumber'],
    ['street', line, 'Vej og nummer', 'Street and number', 'thirdParty', 'PhysicalAddress'],
    ['postalCode', line, 'Postnummer', 'Postal code', 'thirdParty', 'PhysicalAddress'],
    ['city', line, 'By', 'City', 'thirdParty', 'PhysicalAddress'],
    ['country', country, 'Land', 'Country', 'provided', 'Country'],
    ['occupation', line, 'Stilling', 'Occupation', 'provided', 'Professional'],
    ['customerSince', day, 'Kunde siden', 'Customer since', 'derived', 'Historical'],
    ['preferredLanguage', line, 'Sprog', 'Language', 'provided', 'Language'],
  ],
}

const policies: Section = {
  kind: 'rows',
  name: 'policies',
  title: { da: 'Policer', en: 'Policies' },
  leaves: [
    ['policyNumber', line, 'Policenummer', 'Policy number', 'derived', 'Identifier', 'key'],
    ['product', line, 'Forsikring', 'Product', 'provided', 'Insurance', 'key'],
    [
      'status',
      oneOf({ active: ['Gældende', 'Active'], ended: ['Ophørt', 'Ended'], offered: ['Tilbudt', 'Offered'] }),
      'Status',
      'Status',
      'derived',
      'Insurance',
    ],
    ['validFrom', day, 'Gælder fra', 'Valid from', 'provided', 'Insurance'],
    ['validUntil', day, 'Gælder til', 'Valid until', 'derived', 'Insurance'],
    ['insuredObject', line, 'Hvad er forsikret', 'What is insured', 'provided', 'Ownership'],
    ['coverage', prose, 'Dækning', 'Cover', 'provided', 'Insurance'],
    ['sumInsured', amount, 'Forsikringssum', 'Sum insured', 'provided', 'Insurance'],
    ['deductible', amount, 'Selvrisiko', 'Deductible', 'provided', 'Insurance'],
    ['yearlyPremium', amount, 'Årlig præmie', 'Yearly premium', 'derived', 'Insurance'],
    ['currency', currency, 'Valuta', 'Currency', 'derived', 'Insurance'],
    ['beneficiary', line, 'Begunstiget', 'Beneficiary', 'provided', 'Relationship'],
  ],
}

const claims: Section = {
  kind: 'rows',
  name: 'claims',
  title: { da: 'Skader', en: 'Claims' },
  leaves: [
    ['claimNumber', line, 'Skadenummer', 'Claim number', 'derived', 'Identifier', 'key'],
    ['policyNumber', line, 'Policenummer', 'Policy number', 'derived', 'Identifier'],
    ['incidentDate', day, 'Skadedato', 'Date of incident', 'provided', 'Historical'],
    ['reportedAt', instant, 'Anmeldt', 'Reported', 'observed', 'Historical'],
    ['place', line, 'Sted', 'Place', 'provided', 'Historical'],
    ['description', prose, 'Din beskrivelse', 'Your description', 'provided', 'Historical'],
    ['amountClaimed', amount, 'Krav', 'Amount claimed', 'provided', 'Financial'],
    ['assessorReport', prose, 'Taksators rapport', 'Loss adjuster’s report', 'thirdParty', 'Insurance'],
    [
      'status',
      oneOf({
        reported: ['Anmeldt', 'Reported'],
        assessed: ['Vurderet', 'Assessed'],
        paid: ['Udbetalt', 'Paid'],
        declined: ['Afvist', 'Declined'],
      }),
      'Status',
      'Status',
      'derived',
      'Insurance',
    ],
    ['decision', prose, 'Afgørelse', 'Decision', 'derived', 'Insurance'],
    ['decidedAutomatically', yesNo, 'Afgjort automatisk', 'Decided automatically', 'derived', 'Insurance'],
    ['amountPaid', amount, 'Udbetalt', 'Amount paid', 'derived', 'Transaction'],
    ['currency', currency, 'Valuta', 'Currency', 'derived', 'Transaction'],
  ],
}

const medicalAssessments: Section = {
  kind: 'rows',
  name: 'medicalAssessments',
  title: { da: 'Lægelige vurderinger', en: 'Medical assessments' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'thirdParty', 'HealthRecord', 'key'],
    ['claimNumber', line, 'Skadenummer', 'Claim number', 'derived', 'Identifier'],
    ['kind', line, 'Art', 'Kind', 'thirdParty', 'HealthRecord'],
    ['physician', line, 'Læge', 'Physician', 'thirdParty', 'HealthRecord'],
    ['ownStatement', prose, 'Dine egne oplysninger', 'Your own statement', 'provided', 'MedicalHealth'],
    ['findings', prose, 'Fund', 'Findings', 'thirdParty', 'MedicalHealth'],
    [
      'diagnosisCode',
      line,
      'Diagnosekode (ICD-10)',
      'Diagnosis code (ICD-10)',
      'thirdParty',
      'MedicalHealth',
    ],
    ['impairmentPercent', percent, 'Méngrad i procent', 'Impairment in per cent', 'derived', 'MedicalHealth'],
    ['conclusion', prose, 'Vores vurdering', 'Our assessment', 'derived', 'MedicalHealth'],
  ],
}

const riskAssessments: Section = {
  kind: 'rows',
  name: 'riskAssessments',
  title: { da: 'Risiko og pris', en: 'Risk and price' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'derived', 'Reliability', 'key'],
    ['policyNumber', line, 'Policenummer', 'Policy number', 'derived', 'Identifier'],
    ['riskClass', line, 'Risikoklasse', 'Risk class', 'derived', 'Reliability'],
    ['score', amount, 'Score', 'Score', 'derived', 'Reliability'],
    ['factors', prose, 'Hvad der indgik', 'What went into it', 'derived', 'IndividualProfile'],
    ['model', line, 'Model og version', 'Model and version', 'derived', 'Reliability'],
  ],
}

const payments: Section = {
  kind: 'rows',
  name: 'payments',
  title: { da: 'Betalinger', en: 'Payments' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'observed', 'Transaction', 'key'],
    [
      'kind',
      oneOf({
        premium: ['Præmie', 'Premium'],
        compensation: ['Erstatning', 'Compensation'],
        refund: ['Tilbagebetaling', 'Refund'],
      }),
      'Art',
      'Kind',
      'derived',
      'Transaction',
    ],
    ['policyNumber', line, 'Policenummer', 'Policy number', 'derived', 'Identifier'],
    ['amount', amount, 'Beløb', 'Amount', 'observed', 'Transaction', 'key'],
    ['currency', currency, 'Valuta', 'Currency', 'observed', 'Transaction'],
    [
      'account',
      masked,
      'Konto (sidste cifre)',
      'Account (last digits)',
      'provided',
      'FinancialAccountNumber',
    ],
  ],
}

export const insuranceTemplate = defineTemplate({
  templateId: 'insurance',
  version: 1,
  title: { da: 'Forsikring', en: 'Insurance' },
  sections: [policyholder, policies, claims, medicalAssessments, riskAssessments, payments, contacts],
  example: insuranceExample,
})
