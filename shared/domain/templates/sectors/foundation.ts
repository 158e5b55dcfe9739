import { defineTemplate, type Section } from '../define-template.ts'
import { amount, currency, day, instant, line, masked, oneOf, prose, yesNo } from '../leaves.ts'
import { sectorPack } from '../starter-pack.ts'
import { civilNumber, contacts, contactsExample, personExample, personLeaves } from './common.ts'

const applicant: Section = {
  kind: 'group',
  name: 'applicant',
  title: { da: 'Ansøger', en: 'Applicant' },
  leaves: [
    ['applicantNumber', line, 'Ansøgernummer', 'Applicant number', 'derived', 'Identifier'],
    ...personLeaves,
    ['civilNumber', civilNumber, 'CPR-nummer', 'Civil registration number', 'provided', 'OfficialID'],
    ['organisation', line, 'Forening eller institution', 'Organisation', 'provided', 'Professional'],
    ['occupation', line, 'Stilling', 'Occupation', 'provided', 'Professional'],
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

const applications: Section = {
  kind: 'rows',
  name: 'applications',
  title: { da: 'Ansøgninger', en: 'Applications' },
  leaves: [
    ['applicationNumber', line, 'Ansøgningsnummer', 'Application number', 'derived', 'Identifier', 'key'],
    ['fund', line, 'Fond eller pulje', 'Fund', 'provided', 'Financial'],
    ['submittedAt', instant, 'Indsendt', 'Submitted', 'observed', 'Historical'],
    ['purpose', prose, 'Formål', 'Purpose', 'provided', 'Historical'],
    ['circumstances', prose, 'Dine forhold', 'Your circumstances', 'provided', 'Income'],
    ['health', prose, 'Oplysninger om helbred', 'Statements on health', 'provided', 'MedicalHealth'],
    ['requested', amount, 'Ansøgt beløb', 'Amount applied for', 'provided', 'Financial'],
    ['currency', currency, 'Valuta', 'Currency', 'derived', 'Financial'],
    ['otherFunding', prose, 'Anden støtte', 'Other funding', 'provided', 'Financial'],
  ],
}

const assessments: Section = {
  kind: 'rows',
  name: 'assessments',
  title: { da: 'Vurdering og afgørelse', en: 'Assessment and decision' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'derived', 'Historical', 'key'],
    ['applicationNumber', line, 'Ansøgningsnummer', 'Application number', 'derived', 'Identifier'],
    ['assessment', prose, 'Indstilling til bestyrelsen', 'Recommendation to the board', 'derived', 'Opinion'],
    ['reference', prose, 'Udtalelse fra andre', 'Statement of others', 'thirdParty', 'Opinion'],
    ['conflict', line, 'Inhabilitet', 'Conflict of interest', 'derived', 'Relationship'],
    [
      'decision',
      oneOf({
        granted: ['Bevilget', 'Granted'],
        partly: ['Delvis bevilget', 'Partly granted'],
        declined: ['Afslag', 'Declined'],
        returned: ['Sendt tilbage', 'Returned'],
      }),
      'Afgørelse',
      'Decision',
      'derived',
      'Historical',
    ],
    ['reasons', prose, 'Begrundelse', 'Reasons', 'derived', 'Historical'],
  ],
}

const grants: Section = {
  kind: 'rows',
  name: 'grants',
  title: { da: 'Legater og udbetalinger', en: 'Grants and payments' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'observed', 'Transaction', 'key'],
    ['applicationNumber', line, 'Ansøgningsnummer', 'Application number', 'derived', 'Identifier'],
    ['amount', amount, 'Udbetalt', 'Paid', 'derived', 'Transaction'],
    ['currency', currency, 'Valuta', 'Currency', 'derived', 'Transaction'],
    ['reportedToTax', yesNo, 'Indberettet til skat', 'Reported to the tax agency', 'derived', 'Tax'],
    ['report', prose, 'Din afrapportering', 'Your report', 'provided', 'Historical'],
  ],
}

const template = defineTemplate({
  templateId: 'foundation',
  version: 1,
  title: { da: 'Fonde og legater', en: 'Foundations and grants' },
  sections: [applicant, applications, assessments, grants, contacts],
  example: {
    applicant: {
      applicantNumber: 'L-901',
      ...personExample,
      civilNumber: '170491-****',
      occupation: 'Studerende',
      account: '****1234',
    },
    applications: [
      {
        applicationNumber: '2025-331',
        fund: 'Studierejser',
        submittedAt: '2025-02-28T22:10:00+01:00',
        purpose: 'Semester i Bergen',
        requested: 15000,
        currency: 'DKK',
      },
    ],
    assessments: [
      {
        date: '2025-04-02',
        applicationNumber: '2025-331',
        assessment: 'Opfylder fundatsen.',
        decision: 'partly',
        reasons: 'Puljen rækker ikke til hele beløbet.',
      },
    ],
    grants: [
      {
        date: '2025-05-01',
        applicationNumber: '2025-331',
        amount: 10000,
        currency: 'DKK',
        reportedToTax: true,
      },
    ],
    contacts: contactsExample,
  },
})

export const foundationPack = sectorPack({
  template,
  holds: { da: 'Ansøgninger, afgørelser og legater', en: 'Applications, decisions and grants' },
  source: {
    sourceId: 'grantSystem',
    label: { da: 'Ansøgningssystemet', en: 'Grant system' },
    legalBasis: 'consent',
  },
  activities: [
    {
      id: 'foundationApplications',
      purposes: {
        da: 'Vi behandler din ansøgning og afgør den efter fondens fundats.',
        en: 'We handle your application and decide it under the foundation’s charter.',
      },
      legalBasis: 'consent',
      categories: ['dpv-pd:Name', 'dpv-pd:Contact', 'dpv-pd:Income', 'dpv-pd:MedicalHealth'],
      recipients: ['Fondens bestyrelse', 'Eksempel Fondsadministration A/S'],
      retention: {
        da: 'Afslag slettes et år efter afgørelsen.',
        en: 'Refused applications are erased one year after the decision.',
      },
      source: {
        da: 'Din ansøgning og de udtalelser, du har vedlagt eller givet lov til at indhente.',
        en: 'Your application and the statements that you enclosed or allowed us to ask for.',
      },
    },
    {
      id: 'foundationPayments',
      purposes: {
        da: 'Vi udbetaler legater, fører regnskab og indberetter til skat.',
        en: 'We pay grants, keep accounts and report to the tax agency.',
      },
      legalBasis: 'legalObligation',
      categories: ['dpv-pd:FinancialAccountNumber', 'dpv-pd:Transaction', 'dpv-pd:Tax', 'dpv-pd:OfficialID'],
      recipients: ['Skattestyrelsen', 'Fondens revisor', 'Eksempel Betaling A/S'],
      retention: {
        da: 'Fem år efter regnskabsårets udløb (bogføringsloven).',
        en: 'Five years after the end of the financial year (bookkeeping law).',
      },
      source: { da: 'Dig selv og bestyrelsens afgørelse.', en: 'You and the decision of the board.' },
    },
  ],
})
