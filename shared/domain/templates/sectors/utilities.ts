import { defineTemplate, type Section } from '../define-template.ts'
import { amount, day, instant, line, masked, oneOf, prose, yesNo } from '../leaves.ts'
import { sectorPack } from '../starter-pack.ts'
import {
  contacts,
  contactsExample,
  payments,
  paymentsExample,
  personExample,
  personLeaves,
} from './common.ts'

const customer: Section = {
  kind: 'group',
  name: 'customer',
  title: { da: 'Kunde', en: 'Customer' },
  leaves: [
    ['customerNumber', line, 'Kundenummer', 'Customer number', 'derived', 'Identifier'],
    ...personLeaves,
    ['coCustomer', line, 'Medkunde', 'Joint customer', 'provided', 'Relationship'],
    ['marketing', yesNo, 'Vil have tilbud', 'Wants offers', 'provided', 'PrivacyPreference'],
  ],
}

const supplies: Section = {
  kind: 'rows',
  name: 'supplies',
  title: { da: 'Leveringssteder og aftaler', en: 'Points of supply and contracts' },
  leaves: [
    [
      'meterPoint',
      masked,
      'Målepunkt (sidste cifre)',
      'Metering point (last digits)',
      'thirdParty',
      'Identifier',
      'key',
    ],
    [
      'kind',
      oneOf({
        electricity: ['El', 'Electricity'],
        heat: ['Varme', 'District heating'],
        gas: ['Gas', 'Gas'],
        water: ['Vand', 'Water'],
      }),
      'Art',
      'Kind',
      'provided',
      'Purchase',
    ],
    ['address', prose, 'Adresse', 'Address', 'provided', 'PhysicalAddress'],
    ['product', line, 'Aftale', 'Contract', 'provided', 'Purchase'],
    ['from', day, 'Fra', 'From', 'provided', 'Purchase'],
    ['until', day, 'Til', 'Until', 'provided', 'Purchase'],
    ['earlierSupplier', line, 'Tidligere leverandør', 'Earlier supplier', 'thirdParty', 'Historical'],
  ],
}

const consumption: Section = {
  kind: 'rows',
  name: 'consumption',
  title: { da: 'Målinger', en: 'Readings' },
  leaves: [
    ['from', instant, 'Fra', 'From', 'observed', 'Behavioral', 'key'],
    ['until', instant, 'Til', 'Until', 'observed', 'Behavioral'],
    [
      'meterPoint',
      masked,
      'Målepunkt (sidste cifre)',
      'Metering point (last digits)',
      'derived',
      'Identifier',
    ],
    ['quantity', amount, 'Forbrug', 'Consumption', 'observed', 'Behavioral'],
    ['unit', line, 'Enhed', 'Unit', 'derived', 'Behavioral'],
    ['ownReading', amount, 'Din aflæsning', 'Your own reading', 'provided', 'Behavioral'],
    ['estimate', yesNo, 'Skønnet', 'Estimated', 'derived', 'Behavioral'],
  ],
}

const arrears: Section = {
  kind: 'rows',
  name: 'arrears',
  title: { da: 'Restancer og afbrydelser', en: 'Arrears and disconnections' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'derived', 'Financial', 'key'],
    ['amount', amount, 'Beløb', 'Amount', 'derived', 'Financial'],
    ['agreement', prose, 'Aftale om betaling', 'Agreement on payment', 'provided', 'Financial'],
    ['creditCheck', prose, 'Kreditoplysning', 'Credit report', 'thirdParty', 'Credit'],
    ['disconnected', yesNo, 'Afbrudt', 'Disconnected', 'derived', 'Historical'],
  ],
}

const template = defineTemplate({
  templateId: 'utilities',
  version: 1,
  title: { da: 'Forsyning', en: 'Utilities' },
  sections: [customer, supplies, consumption, payments, arrears, contacts],
  example: {
    customer: { customerNumber: 'F-7001', ...personExample, marketing: false },
    supplies: [{ meterPoint: '****9911', kind: 'electricity', product: 'Variabel pris', from: '2022-11-01' }],
    consumption: [
      {
        from: '2025-08-01T00:00:00+02:00',
        until: '2025-08-01T01:00:00+02:00',
        meterPoint: '****9911',
        quantity: 0.42,
        unit: 'kWh',
        estimate: false,
      },
    ],
    payments: paymentsExample,
    arrears: [{ date: '2024-02-01', amount: 950, agreement: 'Tre rater', disconnected: false }],
    contacts: contactsExample,
  },
})

export const utilitiesPack = sectorPack({
  template,
  holds: { da: 'Levering, forbrug og regninger', en: 'Supply, consumption and bills' },
  source: {
    sourceId: 'supplySystem',
    label: { da: 'Forsyningssystemet', en: 'Supply system' },
    legalBasis: 'contract',
  },
  activities: [
    {
      id: 'utilitiesSupply',
      purposes: {
        da: 'Vi leverer el, varme, gas eller vand, måler forbruget og sender regninger.',
        en: 'We supply electricity, heat, gas or water, meter the consumption and send bills.',
      },
      legalBasis: 'contract',
      categories: ['dpv-pd:Name', 'dpv-pd:Contact', 'dpv-pd:Behavioral', 'dpv-pd:Transaction'],
      recipients: ['Energinet (DataHub)', 'Netselskabet', 'Eksempel Betaling A/S'],
      retention: {
        da: 'Målinger i tre år, regninger i fem år (bogføringsloven).',
        en: 'Readings for three years, bills for five years (bookkeeping law).',
      },
      source: {
        da: 'Dig selv, måleren og elmarkedets DataHub.',
        en: 'You, the meter and the DataHub of the electricity market.',
      },
    },
    {
      id: 'utilitiesArrears',
      purposes: {
        da: 'Vi inddriver restancer og afgør, om der skal stilles sikkerhed.',
        en: 'We collect arrears and decide whether security is demanded.',
      },
      legalBasis: 'legitimateInterest',
      categories: ['dpv-pd:Financial', 'dpv-pd:Credit'],
      recipients: ['Eksempel Inkasso A/S', 'Gældsstyrelsen'],
      retention: {
        da: 'Tre år efter at restancen er betalt.',
        en: 'Three years after the arrears were paid.',
      },
      source: {
        da: 'Dine betalinger og kreditoplysningsbureauer.',
        en: 'Your payments and credit agencies.',
      },
    },
  ],
})
