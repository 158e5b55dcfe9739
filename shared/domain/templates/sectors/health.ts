import { defineTemplate, type Section } from '../define-template.ts'
import { amount, day, instant, line, oneOf, prose, yesNo } from '../leaves.ts'
import { sectorPack } from '../starter-pack.ts'
import { civilNumber, contacts, contactsExample, personExample, personLeaves } from './common.ts'

const patient: Section = {
  kind: 'group',
  name: 'patient',
  title: { da: 'Patient', en: 'Patient' },
  leaves: [
    ['patientNumber', line, 'Patientnummer', 'Patient number', 'derived', 'Identifier'],
    ...personLeaves,
    ['civilNumber', civilNumber, 'CPR-nummer', 'Civil registration number', 'provided', 'OfficialID'],
    ['relative', line, 'Nærmeste pårørende', 'Next of kin', 'provided', 'Family'],
    ['practitioner', line, 'Egen læge', 'General practitioner', 'thirdParty', 'HealthRecord'],
    ['allergies', prose, 'Allergier', 'Allergies', 'provided', 'MedicalHealth'],
    ['needsInterpreter', yesNo, 'Behov for tolk', 'Needs an interpreter', 'provided', 'Language'],
  ],
}

const journal: Section = {
  kind: 'rows',
  name: 'journal',
  title: { da: 'Journalnotater', en: 'Notes of the record' },
  leaves: [
    ['at', instant, 'Tidspunkt', 'Time', 'observed', 'HealthRecord', 'key'],
    ['author', line, 'Behandler', 'Health professional', 'derived', 'HealthRecord'],
    ['complaint', prose, 'Hvad du fortalte', 'What you told', 'provided', 'MedicalHealth'],
    ['examination', prose, 'Undersøgelse', 'Examination', 'observed', 'MedicalHealth'],
    ['assessment', prose, 'Vurdering', 'Assessment', 'derived', 'MedicalHealth'],
    ['diagnosisCode', line, 'Diagnosekode (SKS)', 'Diagnosis code', 'derived', 'MedicalHealth'],
    ['plan', prose, 'Plan', 'Plan', 'derived', 'MedicalHealth'],
  ],
}

const results: Section = {
  kind: 'rows',
  name: 'results',
  title: { da: 'Prøvesvar og billeder', en: 'Results and images' },
  leaves: [
    ['takenAt', instant, 'Taget', 'Taken', 'observed', 'HealthRecord', 'key'],
    ['test', line, 'Undersøgelse', 'Test', 'derived', 'HealthRecord', 'key'],
    ['value', line, 'Resultat', 'Result', 'observed', 'MedicalHealth'],
    ['unit', line, 'Enhed', 'Unit', 'derived', 'HealthRecord'],
    ['reference', line, 'Referenceområde', 'Reference range', 'derived', 'HealthRecord'],
    ['laboratory', line, 'Laboratorium', 'Laboratory', 'thirdParty', 'HealthRecord'],
    ['reading', prose, 'Beskrivelse', 'Reading', 'derived', 'MedicalHealth'],
  ],
}

const medicines: Section = {
  kind: 'rows',
  name: 'medicines',
  title: { da: 'Medicin', en: 'Medicines' },
  leaves: [
    ['prescribed', day, 'Ordineret', 'Prescribed', 'derived', 'Prescription', 'key'],
    ['medicine', line, 'Lægemiddel', 'Medicine', 'derived', 'Prescription', 'key'],
    ['dose', line, 'Dosis', 'Dose', 'derived', 'Prescription'],
    ['reason', prose, 'Mod', 'For', 'derived', 'MedicalHealth'],
    ['ended', day, 'Ophørt', 'Ended', 'derived', 'Prescription'],
  ],
}

const referrals: Section = {
  kind: 'rows',
  name: 'referrals',
  title: { da: 'Henvisninger, aftaler og samtykker', en: 'Referrals, appointments and consents' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'observed', 'HealthRecord', 'key'],
    [
      'kind',
      oneOf({
        referralIn: ['Henvist til os', 'Referred to us'],
        referralOut: ['Henvist videre', 'Referred on'],
        appointment: ['Aftale', 'Appointment'],
        consent: ['Samtykke til behandling', 'Consent to treatment'],
      }),
      'Art',
      'Kind',
      'observed',
      'HealthRecord',
      'key',
    ],
    ['other', line, 'Til eller fra', 'To or from', 'thirdParty', 'HealthRecord'],
    ['text', prose, 'Indhold', 'Content', 'thirdParty', 'MedicalHealth'],
    ['ownPayment', amount, 'Egenbetaling', 'Own payment', 'observed', 'Transaction'],
  ],
}

const template = defineTemplate({
  templateId: 'health',
  version: 1,
  title: { da: 'Sundhed', en: 'Health care' },
  sections: [patient, journal, results, medicines, referrals, contacts],
  example: {
    patient: {
      patientNumber: 'P-3301',
      ...personExample,
      civilNumber: '170491-****',
      allergies: 'Penicillin',
      needsInterpreter: false,
    },
    journal: [
      {
        at: '2025-03-04T09:10:00+01:00',
        author: 'Læge E. Eksempel',
        complaint: 'Hoste i tre uger.',
        examination: 'Normal lungelyd.',
        assessment: 'Viral infektion.',
        diagnosisCode: 'DJ069',
        plan: 'Kontrol ved forværring.',
      },
    ],
    results: [
      {
        takenAt: '2025-03-04T09:20:00+01:00',
        test: 'C-reaktivt protein',
        value: '6',
        unit: 'mg/L',
        reference: '< 8',
      },
    ],
    medicines: [{ prescribed: '2025-03-04', medicine: 'Eksempelmicin', dose: '1 tablet daglig' }],
    referrals: [{ date: '2025-02-28', kind: 'appointment', text: 'Tid hos læge.' }],
    contacts: contactsExample,
  },
})

export const healthPack = sectorPack({
  template,
  holds: { da: 'Journal, prøvesvar og medicin', en: 'Health record, results and medicines' },
  source: {
    sourceId: 'healthRecord',
    label: { da: 'Journalsystemet', en: 'Health record system' },
    legalBasis: 'legalObligation',
  },
  activities: [
    {
      id: 'healthTreatment',
      purposes: {
        da: 'Vi undersøger og behandler dig og fører den journal, som autorisationsloven kræver.',
        en: 'We examine and treat you and keep the record that the law on health professionals demands.',
      },
      legalBasis: 'legalObligation',
      categories: ['dpv-pd:MedicalHealth', 'dpv-pd:HealthRecord', 'dpv-pd:Prescription', 'dpv-pd:Family'],
      recipients: [
        'Din egen læge',
        'Sundhedsdatastyrelsen (Fælles Medicinkort)',
        'Eksempel Laboratorium A/S',
        'Eksempel Journaldrift ApS',
      ],
      retention: {
        da: 'Ti år efter det seneste notat (journalføringsbekendtgørelsen).',
        en: 'Ten years after the latest note (Danish order on health records).',
      },
      source: {
        da: 'Dig selv, andre behandlere, laboratorier og Fælles Medicinkort.',
        en: 'You, other health professionals, laboratories and the national medicines record.',
      },
    },
    {
      id: 'healthSettlement',
      purposes: {
        da: 'Vi afregner med regionen og sygesikringen og opkræver egenbetaling.',
        en: 'We settle with the region and the health insurance and collect your own payment.',
      },
      legalBasis: 'legalObligation',
      categories: ['dpv-pd:Identifier', 'dpv-pd:Transaction'],
      recipients: ['Regionen', 'Eksempel Journaldrift ApS'],
      retention: {
        da: 'Fem år efter regnskabsårets udløb (bogføringsloven).',
        en: 'Five years after the end of the financial year (bookkeeping law).',
      },
      source: { da: 'Din behandling hos os.', en: 'Your treatment with us.' },
    },
  ],
})
