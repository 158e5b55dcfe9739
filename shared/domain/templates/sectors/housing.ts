import { defineTemplate, type Section } from '../define-template.ts'
import { amount, count, currency, day, line, oneOf, prose, yesNo } from '../leaves.ts'
import { sectorPack } from '../starter-pack.ts'
import {
  contacts,
  contactsExample,
  payments,
  paymentsExample,
  personExample,
  personLeaves,
} from './common.ts'

const resident: Section = {
  kind: 'group',
  name: 'resident',
  title: { da: 'Lejer eller ansøger', en: 'Tenant or applicant' },
  leaves: [
    ['memberNumber', line, 'Medlemsnummer', 'Member number', 'derived', 'Identifier'],
    ...personLeaves,
    ['household', prose, 'Husstand', 'Household', 'provided', 'Family'],
    ['pets', line, 'Husdyr', 'Pets', 'provided', 'Ownership'],
  ],
}

const waitingLists: Section = {
  kind: 'rows',
  name: 'waitingLists',
  title: { da: 'Ventelister og tilbud', en: 'Waiting lists and offers' },
  leaves: [
    ['since', day, 'Opskrevet', 'Listed since', 'observed', 'Historical', 'key'],
    ['wishes', prose, 'Dine ønsker', 'Your wishes', 'provided', 'Preference'],
    ['place', count, 'Plads', 'Place', 'derived', 'Historical'],
    ['offered', prose, 'Tilbudt bolig', 'Home offered', 'derived', 'Historical'],
    ['accepted', yesNo, 'Sagt ja', 'Accepted', 'provided', 'Preference'],
    ['assignedBy', line, 'Anvist af', 'Assigned by', 'thirdParty', 'Historical'],
  ],
}

const leases: Section = {
  kind: 'rows',
  name: 'leases',
  title: { da: 'Lejemål', en: 'Leases' },
  leaves: [
    ['leaseNumber', line, 'Lejemål', 'Lease', 'derived', 'Identifier', 'key'],
    ['address', prose, 'Adresse', 'Address', 'derived', 'PhysicalAddress'],
    ['from', day, 'Fra', 'From', 'provided', 'Historical'],
    ['until', day, 'Til', 'Until', 'provided', 'Historical'],
    ['rent', amount, 'Husleje', 'Rent', 'derived', 'Transaction'],
    ['deposit', amount, 'Depositum', 'Deposit', 'derived', 'Transaction'],
    ['currency', currency, 'Valuta', 'Currency', 'derived', 'Transaction'],
    ['benefit', amount, 'Boligstøtte', 'Housing benefit', 'thirdParty', 'Income'],
  ],
}

const matters: Section = {
  kind: 'rows',
  name: 'matters',
  title: { da: 'Syn, reparationer og klager', en: 'Inspections, repairs and complaints' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'observed', 'Historical', 'key'],
    [
      'kind',
      oneOf({
        inspection: ['Syn', 'Inspection'],
        repair: ['Reparation', 'Repair'],
        complaint: ['Klage', 'Complaint'],
        arrears: ['Restance', 'Arrears'],
      }),
      'Art',
      'Kind',
      'derived',
      'Historical',
      'key',
    ],
    ['statement', prose, 'Hvad du skrev', 'What you wrote', 'provided', 'Communication'],
    ['ofOthers', prose, 'Hvad andre skrev', 'What others wrote', 'thirdParty', 'Communication'],
    ['outcome', prose, 'Afgørelse', 'Outcome', 'derived', 'Historical'],
    ['meter', line, 'Forbrug (varme, vand)', 'Consumption (heat, water)', 'observed', 'Behavioral'],
  ],
}

const template = defineTemplate({
  templateId: 'housing',
  version: 1,
  title: { da: 'Bolig', en: 'Housing' },
  sections: [resident, waitingLists, leases, payments, matters, contacts],
  example: {
    resident: { memberNumber: 'M-4410', ...personExample, household: 'En voksen, et barn', pets: 'Kat' },
    waitingLists: [{ since: '2018-05-01', wishes: 'Tre rum med altan', place: 12, accepted: true }],
    leases: [
      {
        leaseNumber: '12-304',
        address: 'Prøvegade 4\n5000 Odense C',
        from: '2021-03-01',
        rent: 7120,
        deposit: 28000,
        currency: 'DKK',
      },
    ],
    payments: paymentsExample,
    matters: [{ date: '2025-01-20', kind: 'repair', statement: 'Vandhanen drypper.', outcome: 'Skiftet.' }],
    contacts: contactsExample,
  },
})

export const housingPack = sectorPack({
  template,
  holds: { da: 'Venteliste, lejemål og sager', en: 'Waiting list, lease and matters' },
  source: {
    sourceId: 'tenancySystem',
    label: { da: 'Boligsystemet', en: 'Tenancy system' },
    legalBasis: 'contract',
  },
  activities: [
    {
      id: 'housingLease',
      purposes: {
        da: 'Vi udlejer din bolig, opkræver husleje og vedligeholder den.',
        en: 'We let your home, collect the rent and maintain it.',
      },
      legalBasis: 'contract',
      categories: ['dpv-pd:Name', 'dpv-pd:Contact', 'dpv-pd:Transaction', 'dpv-pd:Family'],
      recipients: ['Kommunen', 'Udbetaling Danmark', 'Eksempel Håndværk ApS', 'Eksempel Måler A/S'],
      retention: {
        da: 'Fem år efter fraflytning.',
        en: 'Five years after you moved out.',
      },
      source: {
        da: 'Dig selv, målerne, kommunen og, ved klager, dine naboer.',
        en: 'You, the meters, the municipality and, in complaints, your neighbours.',
      },
    },
    {
      id: 'housingWaitingList',
      purposes: {
        da: 'Vi fører ventelisten og tilbyder boliger efter tur.',
        en: 'We keep the waiting list and offer homes in turn.',
      },
      legalBasis: 'contract',
      categories: ['dpv-pd:Preference', 'dpv-pd:Historical'],
      recipients: ['Eksempel Boligdrift ApS'],
      retention: {
        da: 'Så længe du er opskrevet og i to år efter.',
        en: 'As long as you are listed and for two years after.',
      },
      source: { da: 'Dig selv.', en: 'You.' },
    },
  ],
})
