import type { RecoveryTexts } from './recovery-en.ts'

export const recoveryDa: RecoveryTexts = {
  facts: {
    owner: 'Den nye ejer',
    proposed: 'Foreslået',
    agreed: 'Tiltrådt af',
    holdsFrom: 'Kan gennemføres fra',
  },
  operator: {
    title: 'En ny ejer',
    lead: 'Til en virksomhed, hvis ejere ikke kan logge ind længere.',
    link: 'Giv virksomheden en ny ejer',
    steps: [
      'En driftsansvarlig nævner den nye ejer. Intet gælder endnu.',
      'En anden driftsansvarlig siger ja. Fra da af har virksomhedens ejere og administratorer 72 timer til at standse det, og det får de en mail om.',
      'Så gennemfører en driftsansvarlig det, mens begge stadig er driftsansvarlige. Den nye ejer inviteres med en mail og begynder forfra med at logge ind. Ingen i virksomheden mister en rolle ved det.',
    ],
    sure: 'Vær sikker ad en anden vej end mail på, at det er virksomheden, der beder om det.',
    name: 'Den nye ejers navn',
    email: 'Den nye ejers e-mailadresse',
    propose: 'Foreslå den nye ejer',
    waitsForAnother: 'Det venter på en anden driftsansvarlig: ingen siger ja til det, de selv har foreslået.',
    agreeText: 'Vær selv sikker på, at det er virksomheden, der beder om det.',
    agree: 'Sig ja, og giv virksomheden besked',
    waitsForTime: 'Virksomhedens folk har fået besked og kan stadig standse det.',
    completeText: 'De 72 timer er gået, og ingen i virksomheden har standset det.',
    complete: 'Gør dem til ejer',
    end: 'Alligevel ingen ny ejer',
    gone: 'en, der er rejst',
    errors: {
      ownerName: 'Skriv den nye ejers navn',
      ownerEmail: 'Skriv en e-mailadresse, for eksempel navn@example.com',
    },
    told: {
      proposed: 'Foreslået. Det venter på en anden driftsansvarlig.',
      agreed: 'Tiltrådt. Virksomhedens ejere og administratorer får en mail.',
      completed: 'Den nye ejer inviteres med en mail.',
      ended: 'Ingen ny ejer er på vej.',
    },
  },
  company: {
    title: 'En ny ejer til virksomheden',
    lead: 'Hvor ingen ejer kan logge ind længere, kan to af dem, der driver Indsigt, give virksomheden en anden. Dens ejere og administratorer har 72 timer til at sige nej.',
    none: 'Ingen ny ejer er på vej.',
    notAgreed: 'En driftsansvarlig har foreslået det. Intet gælder, før en anden har sagt ja.',
    endText:
      'Hvis ingen af jer har bedt om det, så stands det med det samme. Den, der ejer virksomheden, bliver ved med det.',
    end: 'Stands det: vi vil ikke have en ny ejer',
    ended: 'Det er standset. Virksomheden beholder de ejere, den har.',
    warning:
      'Dem, der driver Indsigt, er ved at give virksomheden en ny ejer. Se hvem, og stands det, hvis I ikke har bedt om det.',
  },
}
