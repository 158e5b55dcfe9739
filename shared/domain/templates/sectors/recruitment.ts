import { defineTemplate, type Section } from '../define-template.ts'
import { amount, currency, day, instant, line, oneOf, percent, prose, yesNo } from '../leaves.ts'
import { sectorPack } from '../starter-pack.ts'
import { civilNumber, contacts, contactsExample, personExample, personLeaves } from './common.ts'

const person: Section = {
  kind: 'group',
  name: 'person',
  title: { da: 'Ansøger eller medarbejder', en: 'Applicant or employee' },
  leaves: [
    [
      'number',
      line,
      'Ansøger- eller medarbejdernummer',
      'Applicant or staff number',
      'derived',
      'Identifier',
    ],
    ...personLeaves,
    ['civilNumber', civilNumber, 'CPR-nummer', 'Civil registration number', 'provided', 'OfficialID'],
    ['relative', line, 'Nærmeste pårørende', 'Next of kin', 'provided', 'Family'],
    [
      'talentPool',
      yesNo,
      'Vil stå i vores database',
      'Wants to be kept in our pool',
      'provided',
      'Preference',
    ],
  ],
}

const applications: Section = {
  kind: 'rows',
  name: 'applications',
  title: { da: 'Ansøgninger', en: 'Applications' },
  leaves: [
    ['position', line, 'Stilling', 'Position', 'provided', 'Professional', 'key'],
    ['receivedAt', instant, 'Modtaget', 'Received', 'observed', 'Historical'],
    ['letter', prose, 'Motivation', 'Cover letter', 'provided', 'WorkHistory'],
    ['experience', prose, 'Erfaring', 'Experience', 'provided', 'WorkHistory'],
    ['education', prose, 'Uddannelse', 'Education', 'provided', 'Education'],
    ['foundThrough', line, 'Kom fra', 'Came through', 'observed', 'Historical'],
    [
      'status',
      oneOf({
        received: ['Modtaget', 'Received'],
        interview: ['Samtale', 'Interview'],
        offered: ['Tilbudt', 'Offered'],
        hired: ['Ansat', 'Hired'],
        declined: ['Afslag', 'Declined'],
        withdrawn: ['Trukket', 'Withdrawn'],
      }),
      'Status',
      'Status',
      'derived',
      'Professional',
    ],
  ],
}

const assessments: Section = {
  kind: 'rows',
  name: 'assessments',
  title: { da: 'Samtaler, test og referencer', en: 'Interviews, tests and references' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'observed', 'ProfessionalEvaluation', 'key'],
    [
      'kind',
      oneOf({
        interview: ['Samtale', 'Interview'],
        test: ['Test', 'Test'],
        reference: ['Reference', 'Reference'],
        review: ['MUS-samtale', 'Appraisal'],
        screening: ['Automatisk sortering', 'Automated screening'],
      }),
      'Art',
      'Kind',
      'derived',
      'ProfessionalEvaluation',
      'key',
    ],
    ['answers', prose, 'Dine svar', 'Your answers', 'provided', 'ProfessionalEvaluation'],
    ['score', percent, 'Resultat i procent', 'Result in per cent', 'derived', 'ProfessionalEvaluation'],
    ['notes', prose, 'Vores notater', 'Our notes', 'derived', 'ProfessionalEvaluation'],
    ['referee', line, 'Referenceperson', 'Referee', 'thirdParty', 'Relationship'],
    ['said', prose, 'Hvad referencen sagde', 'What the referee said', 'thirdParty', 'ProfessionalEvaluation'],
    [
      'decidedAutomatically',
      yesNo,
      'Sorteret automatisk',
      'Screened automatically',
      'derived',
      'Professional',
    ],
  ],
}

const employment: Section = {
  kind: 'rows',
  name: 'employment',
  title: { da: 'Ansættelse og løn', en: 'Employment and pay' },
  leaves: [
    ['from', day, 'Fra', 'From', 'provided', 'Professional', 'key'],
    ['until', day, 'Til', 'Until', 'derived', 'Professional'],
    ['title', line, 'Stilling', 'Job title', 'provided', 'Professional'],
    ['manager', line, 'Leder', 'Manager', 'derived', 'Relationship'],
    ['salary', amount, 'Månedsløn', 'Monthly salary', 'provided', 'Salary'],
    ['currency', currency, 'Valuta', 'Currency', 'derived', 'Salary'],
    ['pension', percent, 'Pension i procent', 'Pension in per cent', 'derived', 'Salary'],
    ['warning', prose, 'Påtale', 'Warning', 'derived', 'Professional'],
  ],
}

const absence: Section = {
  kind: 'rows',
  name: 'absence',
  title: { da: 'Fravær', en: 'Absence' },
  leaves: [
    ['from', day, 'Fra', 'From', 'provided', 'Professional', 'key'],
    ['until', day, 'Til', 'Until', 'provided', 'Professional'],
    [
      'kind',
      oneOf({
        sickness: ['Sygdom', 'Sickness'],
        holiday: ['Ferie', 'Holiday'],
        parental: ['Barsel', 'Parental leave'],
        other: ['Andet', 'Other'],
      }),
      'Art',
      'Kind',
      'provided',
      'MedicalHealth',
    ],
    [
      'statement',
      prose,
      'Friattest eller mulighedserklæring',
      'Doctor’s statement',
      'thirdParty',
      'HealthRecord',
    ],
  ],
}

const template = defineTemplate({
  templateId: 'recruitment',
  version: 1,
  title: { da: 'HR og rekruttering', en: 'HR and recruitment' },
  sections: [person, applications, assessments, employment, absence, contacts],
  example: {
    person: { number: 'A-118', ...personExample, civilNumber: '170491-****', talentPool: true },
    applications: [
      {
        position: 'Projektleder',
        receivedAt: '2025-04-01T07:55:00+02:00',
        letter: 'Jeg søger, fordi …',
        experience: 'Fem år som byggeleder',
        education: 'Bygningskonstruktør',
        foundThrough: 'Jobportal',
        status: 'hired',
      },
    ],
    assessments: [
      { date: '2025-04-20', kind: 'interview', answers: 'Arbejder struktureret.', notes: 'Rolig og klar.' },
    ],
    employment: [{ from: '2025-06-01', title: 'Projektleder', salary: 44000, currency: 'DKK', pension: 12 }],
    absence: [{ from: '2025-07-14', until: '2025-07-25', kind: 'holiday' }],
    contacts: contactsExample,
  },
})

export const recruitmentPack = sectorPack({
  template,
  holds: { da: 'Ansøgninger og ansættelse', en: 'Applications and employment' },
  source: {
    sourceId: 'personnelSystem',
    label: { da: 'HR- og rekrutteringssystemet', en: 'HR and recruitment system' },
    legalBasis: 'contract',
  },
  activities: [
    {
      id: 'recruitmentApplications',
      purposes: {
        da: 'Vi behandler din ansøgning, holder samtaler og vælger mellem ansøgerne.',
        en: 'We handle your application, hold interviews and choose between the applicants.',
      },
      legalBasis: 'contract',
      categories: ['dpv-pd:WorkHistory', 'dpv-pd:Education', 'dpv-pd:ProfessionalEvaluation'],
      recipients: ['Eksempel Rekruttering ApS', 'Eksempel Testhus A/S'],
      retention: {
        da: 'Seks måneder efter afslag; længere kun med dit samtykke.',
        en: 'Six months after a refusal; longer only with your consent.',
      },
      source: {
        da: 'Din ansøgning, offentlige faglige profiler og de referencer, du har givet lov til at spørge.',
        en: 'Your application, public professional profiles and the referees whom you allowed us to ask.',
      },
      automatedDecisions: {
        da: 'Ansøgninger sorteres efter formelle krav. Ingen afvises uden at et menneske har set ansøgningen.',
        en: 'Applications are sorted by formal requirements. Nobody is declined without a person having seen it.',
      },
    },
    {
      id: 'recruitmentEmployment',
      purposes: {
        da: 'Vi administrerer din ansættelse, løn, ferie og fravær.',
        en: 'We administer your employment, pay, holidays and absence.',
      },
      legalBasis: 'contract',
      categories: ['dpv-pd:Salary', 'dpv-pd:Professional', 'dpv-pd:MedicalHealth', 'dpv-pd:OfficialID'],
      recipients: ['Skattestyrelsen', 'Pensionsselskabet', 'Eksempel Løn A/S'],
      retention: {
        da: 'Fem år efter fratrædelse, fordi krav på løn forældes efter fem år.',
        en: 'Five years after you left, because claims for pay lapse after five years.',
      },
      source: {
        da: 'Dig selv, din leder, kommunen og Skattestyrelsen.',
        en: 'You, your manager, the municipality and the tax agency.',
      },
    },
  ],
})
