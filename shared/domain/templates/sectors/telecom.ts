import { defineTemplate, type Section } from '../define-template.ts'
import { amount, count, currency, day, instant, line, masked, oneOf, prose, yesNo } from '../leaves.ts'
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
    ['secretNumber', yesNo, 'Hemmeligt nummer', 'Ex-directory', 'provided', 'PrivacyPreference'],
    ['marketing', yesNo, 'Vil have tilbud', 'Wants offers', 'provided', 'PrivacyPreference'],
  ],
}

const subscriptions: Section = {
  kind: 'rows',
  name: 'subscriptions',
  title: { da: 'Abonnementer', en: 'Subscriptions' },
  leaves: [
    ['number', line, 'Telefonnummer', 'Telephone number', 'derived', 'TelephoneNumber', 'key'],
    ['product', line, 'Abonnement', 'Subscription', 'provided', 'Purchase'],
    ['user', line, 'Bruger', 'User', 'provided', 'Relationship'],
    ['validFrom', day, 'Gælder fra', 'Valid from', 'provided', 'Purchase'],
    ['boundUntil', day, 'Bundet til', 'Bound until', 'derived', 'Purchase'],
    ['simNumber', masked, 'SIM-kort (sidste cifre)', 'SIM card (last digits)', 'derived', 'DeviceBased'],
    ['device', line, 'Telefon', 'Handset', 'observed', 'DeviceBased'],
    ['portedFrom', line, 'Flyttet fra', 'Ported from', 'thirdParty', 'Historical'],
  ],
}

const traffic: Section = {
  kind: 'rows',
  name: 'traffic',
  title: { da: 'Trafikdata', en: 'Traffic data' },
  leaves: [
    ['at', instant, 'Tidspunkt', 'Time', 'observed', 'CommunicationsMetadata', 'key'],
    [
      'kind',
      oneOf({
        call: ['Opkald', 'Call'],
        text: ['Sms', 'Text message'],
        data: ['Data', 'Data'],
        roaming: ['Udland', 'Roaming'],
      }),
      'Art',
      'Kind',
      'observed',
      'CommunicationsMetadata',
    ],
    ['from', line, 'Fra nummer', 'From number', 'observed', 'TelephoneNumber'],
    [
      'to',
      masked,
      'Til nummer (sidste cifre)',
      'To number (last digits)',
      'observed',
      'CommunicationsMetadata',
    ],
    ['seconds', count, 'Sekunder', 'Seconds', 'observed', 'CommunicationsMetadata'],
    ['kilobytes', count, 'Kilobyte', 'Kilobytes', 'observed', 'CommunicationsMetadata'],
    ['cell', line, 'Mast', 'Cell', 'observed', 'Location'],
    ['price', amount, 'Pris', 'Price', 'derived', 'Transaction'],
    ['currency', currency, 'Valuta', 'Currency', 'derived', 'Transaction'],
  ],
}

const faults: Section = {
  kind: 'rows',
  name: 'faults',
  title: { da: 'Fejlmeldinger', en: 'Fault reports' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'observed', 'Historical', 'key'],
    ['description', prose, 'Din beskrivelse', 'Your description', 'provided', 'Communication'],
    ['visit', instant, 'Teknikerbesøg', 'Technician’s visit', 'observed', 'Historical'],
    ['outcome', prose, 'Hvad vi gjorde', 'What we did', 'derived', 'Historical'],
  ],
}

const template = defineTemplate({
  templateId: 'telecom',
  version: 1,
  title: { da: 'Tele og internet', en: 'Telecom' },
  sections: [customer, subscriptions, traffic, payments, faults, contacts],
  example: {
    customer: { customerNumber: 'T-9912', ...personExample, secretNumber: false, marketing: false },
    subscriptions: [
      {
        number: '+45 22 33 44 55',
        product: 'Mobil 100 GB',
        validFrom: '2023-01-15',
        boundUntil: '2023-07-15',
        simNumber: '****4410',
        device: 'Eksempel X2',
      },
    ],
    traffic: [
      {
        at: '2025-08-30T18:04:00+02:00',
        kind: 'call',
        from: '+45 22 33 44 55',
        to: '****6677',
        seconds: 184,
        price: 0,
        currency: 'DKK',
      },
    ],
    payments: paymentsExample,
    faults: [{ date: '2025-07-02', description: 'Intet signal i huset.', outcome: 'Antennen rettet.' }],
    contacts: contactsExample,
  },
})

export const telecomPack = sectorPack({
  template,
  holds: { da: 'Abonnementer, forbrug og regninger', en: 'Subscriptions, usage and bills' },
  source: {
    sourceId: 'subscriberSystem',
    label: { da: 'Abonnementssystemet', en: 'Subscriber system' },
    legalBasis: 'contract',
  },
  activities: [
    {
      id: 'telecomSubscription',
      purposes: {
        da: 'Vi leverer dit abonnement, afregner dit forbrug og retter fejl.',
        en: 'We provide your subscription, bill your usage and mend faults.',
      },
      legalBasis: 'contract',
      categories: ['dpv-pd:Name', 'dpv-pd:Contact', 'dpv-pd:CommunicationsMetadata', 'dpv-pd:Transaction'],
      recipients: [
        'Eksempel Net A/S',
        'Eksempel Betaling A/S',
        'Andre teleselskaber, der samtrafikkeres med',
      ],
      retention: {
        da: 'Trafikdata til regningen er betalt og ikke kan anfægtes; regninger i fem år (bogføringsloven).',
        en: 'Traffic data until the bill is paid and beyond dispute; bills for five years (bookkeeping law).',
      },
      source: {
        da: 'Dig selv, dit brug af nettet og, ved flytning af nummer, dit tidligere selskab.',
        en: 'You, your use of the network and, when a number is ported, your earlier provider.',
      },
    },
    {
      id: 'telecomRetention',
      purposes: {
        da: 'Vi opbevarer de trafikdata, som logningsreglerne pålægger os, til politiets brug.',
        en: 'We keep the traffic data that the law on data retention demands, for use by the police.',
      },
      legalBasis: 'legalObligation',
      categories: ['dpv-pd:CommunicationsMetadata', 'dpv-pd:Location', 'dpv-pd:DeviceBased'],
      recipients: ['Politiet efter kendelse'],
      retention: {
        da: 'Så længe et påbud eller retsplejeloven foreskriver det; derefter slettes de.',
        en: 'As long as an order or the Administration of Justice Act demands; then they are erased.',
      },
      source: { da: 'Dit brug af nettet.', en: 'Your use of the network.' },
    },
  ],
})
