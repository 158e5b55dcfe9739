import { defineTemplate, type Section } from '../define-template.ts'
import { amount, country, currency, day, instant, line, oneOf, prose, yesNo } from '../leaves.ts'
import { sectorPack } from '../starter-pack.ts'
import { civilNumber, contacts, contactsExample, personExample, personLeaves } from './common.ts'

const citizen: Section = {
  kind: 'group',
  name: 'citizen',
  title: { da: 'Borger', en: 'Citizen' },
  leaves: [
    ['civilNumber', civilNumber, 'CPR-nummer', 'Civil registration number', 'thirdParty', 'OfficialID'],
    ...personLeaves,
    ['citizenship', country, 'Statsborgerskab', 'Citizenship', 'thirdParty', 'Nationality'],
    ['household', prose, 'Husstand', 'Household', 'thirdParty', 'Family'],
    ['representative', line, 'Partsrepræsentant', 'Representative', 'provided', 'Relationship'],
    ['protectedAddress', yesNo, 'Adressebeskyttelse', 'Protected address', 'thirdParty', 'PrivacyPreference'],
  ],
}

const cases: Section = {
  kind: 'rows',
  name: 'cases',
  title: { da: 'Sager', en: 'Cases' },
  leaves: [
    ['caseNumber', line, 'Journalnummer', 'File number', 'derived', 'Identifier', 'key'],
    ['subject', line, 'Emne', 'Subject', 'derived', 'Historical'],
    ['department', line, 'Forvaltning', 'Department', 'derived', 'Historical'],
    ['opened', day, 'Oprettet', 'Opened', 'observed', 'Historical'],
    ['closed', day, 'Afsluttet', 'Closed', 'observed', 'Historical'],
    ['application', prose, 'Din ansøgning', 'Your application', 'provided', 'Communication'],
    [
      'status',
      oneOf({
        open: ['Under behandling', 'Open'],
        decided: ['Afgjort', 'Decided'],
        appealed: ['Påklaget', 'Appealed'],
        archived: ['Arkiveret', 'Archived'],
      }),
      'Status',
      'Status',
      'derived',
      'Historical',
    ],
  ],
}

const documents: Section = {
  kind: 'rows',
  name: 'documents',
  title: { da: 'Journaliserede dokumenter', en: 'Documents on file' },
  leaves: [
    ['at', instant, 'Journaliseret', 'Filed', 'observed', 'Historical', 'key'],
    ['caseNumber', line, 'Journalnummer', 'File number', 'derived', 'Identifier'],
    ['title', line, 'Titel', 'Title', 'derived', 'Communication'],
    ['receivedFrom', line, 'Fra', 'From', 'thirdParty', 'Relationship'],
    ['statement', prose, 'Dine oplysninger', 'Your statements', 'provided', 'Communication'],
    ['consultation', prose, 'Høringssvar fra andre', 'Answers of others consulted', 'thirdParty', 'Opinion'],
  ],
}

const decisions: Section = {
  kind: 'rows',
  name: 'decisions',
  title: { da: 'Afgørelser og ydelser', en: 'Decisions and benefits' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'derived', 'Historical', 'key'],
    ['caseNumber', line, 'Journalnummer', 'File number', 'derived', 'Identifier'],
    ['legalGround', line, 'Hjemmel', 'Legal ground', 'derived', 'Historical'],
    ['decision', prose, 'Afgørelse', 'Decision', 'derived', 'Historical'],
    ['benefit', amount, 'Ydelse', 'Benefit', 'derived', 'Income'],
    ['currency', currency, 'Valuta', 'Currency', 'derived', 'Income'],
    ['incomeRegister', amount, 'Indkomst fra eIndkomst', 'Income from the register', 'thirdParty', 'Income'],
    ['decidedAutomatically', yesNo, 'Afgjort automatisk', 'Decided automatically', 'derived', 'Historical'],
  ],
}

const template = defineTemplate({
  templateId: 'publicSector',
  version: 1,
  title: { da: 'Offentlig myndighed', en: 'Public sector' },
  sections: [citizen, cases, documents, decisions, contacts],
  example: {
    citizen: { civilNumber: '170491-****', ...personExample, citizenship: 'DK', protectedAddress: false },
    cases: [
      {
        caseNumber: '25-4471',
        subject: 'Byggetilladelse',
        department: 'Teknik og Miljø',
        opened: '2025-02-01',
        application: 'Carport på 20 m²',
        status: 'decided',
      },
    ],
    documents: [
      {
        at: '2025-02-01T08:01:00+01:00',
        caseNumber: '25-4471',
        title: 'Ansøgning',
        statement: 'Tegning vedlagt.',
      },
    ],
    decisions: [
      {
        date: '2025-03-20',
        caseNumber: '25-4471',
        legalGround: 'Byggelovens § 16',
        decision: 'Tilladelse',
        decidedAutomatically: false,
      },
    ],
    contacts: contactsExample,
  },
})

export const publicSectorPack = sectorPack({
  template,
  holds: { da: 'Sager, dokumenter og afgørelser', en: 'Cases, documents and decisions' },
  source: {
    sourceId: 'recordsSystem',
    label: { da: 'Sags- og dokumentsystemet', en: 'Records management system' },
    legalBasis: 'publicTask',
  },
  activities: [
    {
      id: 'publicSectorCases',
      purposes: {
        da: 'Vi behandler din sag og træffer afgørelse som myndighed.',
        en: 'We handle your case and decide it as an authority.',
      },
      legalBasis: 'publicTask',
      categories: ['dpv-pd:OfficialID', 'dpv-pd:Family', 'dpv-pd:Income', 'dpv-pd:Communication'],
      recipients: ['Parter i sagen', 'Ankestyrelsen ved klage', 'Eksempel Sagsdrift ApS'],
      retention: {
        da: 'Fem år efter at sagen er afsluttet, medmindre arkivloven kræver, at den bevares.',
        en: 'Five years after the case was closed, unless the Archives Act demands that it is kept.',
      },
      source: {
        da: 'Dig selv, Det Centrale Personregister, eIndkomst og andre myndigheder.',
        en: 'You, the civil register, the income register and other authorities.',
      },
    },
    {
      id: 'publicSectorOpenness',
      purposes: {
        da: 'Vi fører journal og giver aktindsigt.',
        en: 'We keep a register of documents and give access to them.',
      },
      legalBasis: 'legalObligation',
      categories: ['dpv-pd:Communication', 'dpv-pd:Historical'],
      recipients: ['Den, der har ret til aktindsigt', 'Rigsarkivet'],
      retention: {
        da: 'Som sagen, hvori dokumentet ligger.',
        en: 'As the case in which the document lies.',
      },
      source: { da: 'Sagens dokumenter.', en: 'The documents of the case.' },
    },
  ],
})
