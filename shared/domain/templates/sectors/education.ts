import { defineTemplate, type Section } from '../define-template.ts'
import { day, instant, line, oneOf, percent, prose, yesNo } from '../leaves.ts'
import { sectorPack } from '../starter-pack.ts'
import { civilNumber, contacts, contactsExample, personExample, personLeaves } from './common.ts'

const student: Section = {
  kind: 'group',
  name: 'student',
  title: { da: 'Elev eller studerende', en: 'Pupil or student' },
  leaves: [
    ['studentNumber', line, 'Studienummer', 'Student number', 'derived', 'Identifier'],
    ...personLeaves,
    ['civilNumber', civilNumber, 'CPR-nummer', 'Civil registration number', 'provided', 'OfficialID'],
    ['guardian', line, 'Forælder eller værge', 'Parent or guardian', 'provided', 'Family'],
    ['pictures', yesNo, 'Samtykke til billeder', 'Consent to pictures', 'provided', 'PrivacyPreference'],
  ],
}

const enrolments: Section = {
  kind: 'rows',
  name: 'enrolments',
  title: { da: 'Optagelse og forløb', en: 'Admission and enrolment' },
  leaves: [
    ['programme', line, 'Uddannelse', 'Programme', 'provided', 'Education', 'key'],
    ['appliedAt', instant, 'Ansøgt', 'Applied', 'observed', 'Historical'],
    ['earlierEducation', prose, 'Tidligere uddannelse', 'Earlier education', 'provided', 'Education'],
    ['from', day, 'Fra', 'From', 'derived', 'Education'],
    ['until', day, 'Til', 'Until', 'derived', 'Education'],
    [
      'status',
      oneOf({
        applied: ['Ansøgt', 'Applied'],
        enrolled: ['Indskrevet', 'Enrolled'],
        completed: ['Gennemført', 'Completed'],
        interrupted: ['Afbrudt', 'Interrupted'],
      }),
      'Status',
      'Status',
      'derived',
      'Education',
    ],
  ],
}

const results: Section = {
  kind: 'rows',
  name: 'results',
  title: { da: 'Opgaver, prøver og karakterer', en: 'Work, examinations and grades' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'observed', 'Education', 'key'],
    ['subject', line, 'Fag', 'Subject', 'derived', 'Education', 'key'],
    ['answer', prose, 'Din besvarelse', 'Your answer', 'provided', 'Education'],
    ['grade', line, 'Karakter', 'Grade', 'derived', 'EducationQualification'],
    ['comments', prose, 'Bedømmelse', 'Comments', 'derived', 'EducationQualification'],
    ['examiner', line, 'Censor', 'External examiner', 'thirdParty', 'EducationQualification'],
  ],
}

const attendance: Section = {
  kind: 'rows',
  name: 'attendance',
  title: { da: 'Fremmøde og læringsplatform', en: 'Attendance and learning platform' },
  leaves: [
    ['month', day, 'Måned (første dag)', 'Month (first day)', 'observed', 'Behavioral', 'key'],
    ['absence', percent, 'Fravær i procent', 'Absence in per cent', 'derived', 'Behavioral'],
    ['reason', prose, 'Din begrundelse', 'Your reason', 'provided', 'Behavioral'],
    ['lastSeen', instant, 'Senest på platformen', 'Last on the platform', 'observed', 'BrowsingBehavior'],
  ],
}

const support: Section = {
  kind: 'rows',
  name: 'support',
  title: { da: 'Støtte og vejledning', en: 'Support and guidance' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'observed', 'Historical', 'key'],
    ['need', prose, 'Hvad du fortalte', 'What you told', 'provided', 'MedicalHealth'],
    ['statement', prose, 'Udtalelse fra andre', 'Statement of others', 'thirdParty', 'MedicalHealth'],
    ['decision', prose, 'Bevilget støtte', 'Support granted', 'derived', 'Education'],
  ],
}

const template = defineTemplate({
  templateId: 'education',
  version: 1,
  title: { da: 'Uddannelse', en: 'Education' },
  sections: [student, enrolments, results, attendance, support, contacts],
  example: {
    student: { studentNumber: 'S-20250', ...personExample, civilNumber: '170491-****', pictures: false },
    enrolments: [
      {
        programme: 'Datamatiker',
        appliedAt: '2024-03-10T20:00:00+01:00',
        earlierEducation: 'Hf',
        from: '2024-09-01',
        status: 'enrolled',
      },
    ],
    results: [{ date: '2025-01-15', subject: 'Programmering', answer: 'Se afleveringen.', grade: '10' }],
    attendance: [{ month: '2025-02-01', absence: 4.5, reason: 'Sygdom', lastSeen: '2025-02-27T12:00:00Z' }],
    support: [{ date: '2024-10-01', need: 'Ordblind', decision: 'Læseprogram' }],
    contacts: contactsExample,
  },
})

export const educationPack = sectorPack({
  template,
  holds: { da: 'Optagelse, undervisning og karakterer', en: 'Admission, teaching and grades' },
  source: {
    sourceId: 'studentSystem',
    label: { da: 'Studieadministrationen', en: 'Student administration' },
    legalBasis: 'publicTask',
  },
  activities: [
    {
      id: 'educationTeaching',
      purposes: {
        da: 'Vi optager dig, underviser dig, bedømmer dig og udsteder dit bevis.',
        en: 'We admit, teach and assess you and issue your certificate.',
      },
      legalBasis: 'publicTask',
      categories: ['dpv-pd:Education', 'dpv-pd:EducationQualification', 'dpv-pd:Behavioral'],
      recipients: ['Uddannelses- og Forskningsministeriet', 'SU-styrelsen', 'Eksempel Læringsplatform ApS'],
      retention: {
        da: 'Eksamensbeviser i 30 år, øvrige oplysninger to år efter at du er gået ud.',
        en: 'Certificates for 30 years, everything else two years after you left.',
      },
      source: {
        da: 'Dig selv, tidligere uddannelsessteder, dine undervisere og censorer.',
        en: 'You, earlier places of education, your teachers and examiners.',
      },
    },
    {
      id: 'educationSupport',
      purposes: {
        da: 'Vi giver støtte og vejledning, når du har brug for det.',
        en: 'We give support and guidance where you need it.',
      },
      legalBasis: 'legalObligation',
      categories: ['dpv-pd:MedicalHealth', 'dpv-pd:Education'],
      recipients: ['Kommunen', 'Eksempel Læringsplatform ApS'],
      retention: {
        da: 'Et år efter at støtten er ophørt.',
        en: 'One year after the support has ended.',
      },
      source: {
        da: 'Dig selv og de fagfolk, du har givet lov til at udtale sig.',
        en: 'You and the professionals whom you allowed to make a statement.',
      },
    },
  ],
})
