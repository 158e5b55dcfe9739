import type { ProcessingActivity } from './processing-activities.ts'

/** What any organisation does with people who write to it, or whom it has on file. */
export const genericActivities: readonly ProcessingActivity[] = [
  {
    id: 'genericRelations',
    informationTypes: ['generic'],
    purposes: {
      da: 'Vi besvarer henvendelser og holder styr på de aftaler og forhold, vi har med dig.',
      en: 'We answer you and keep track of the agreements and matters that we have with you.',
    },
    legalBasis: 'legitimateInterest',
    categories: ['dpv-pd:Name', 'dpv-pd:Contact', 'dpv-pd:Communication', 'dpv-pd:Historical'],
    recipients: ['Eksempel Drift ApS', 'Eksempel Post A/S'],
    retention: {
      da: 'To år efter den seneste henvendelse.',
      en: 'Two years after the latest contact.',
    },
    source: {
      da: 'Dig selv; for sager om andre også den, der henvendte sig.',
      en: 'You; in matters that concern others also the one who wrote to us.',
    },
  },
  {
    id: 'dataRequests',
    informationTypes: [
      'insurance',
      'retail',
      'bank',
      'telecom',
      'health',
      'recruitment',
      'education',
      'utilities',
      'housing',
      'travel',
      'foundation',
      'competitions',
      'publicSector',
      'generic',
    ],
    purposes: {
      da: 'Vi besvarer anmodninger om databeskyttelsesrettigheder og kan bevise, at vi har gjort det.',
      en: 'We answer requests about data protection rights and can prove that we did.',
    },
    legalBasis: 'legalObligation',
    categories: ['dpv-pd:Name', 'dpv-pd:Contact', 'dpv-pd:Communication'],
    recipients: ['Eksempel Drift ApS', 'Eksempel Post A/S'],
    retention: {
      da: 'Indholdet slettes 32 dage efter svaret, logs efter 90 dage; at og hvornår vi svarede gemmes uden dit navn.',
      en: 'The content is destroyed 32 days after the answer, logs after 90 days; that and when we answered stays, without your name.',
    },
    source: {
      da: 'Din anmodning og de systemer, som svaret er samlet fra.',
      en: 'Your request and the systems from which the answer was collected.',
    },
  },
]
