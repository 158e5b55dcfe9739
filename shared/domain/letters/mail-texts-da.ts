import { dayInWords } from './days.ts'
import { afterwardsMailsDa } from './afterwards-mails-da.ts'
import { consentMailsDa } from './consent-mails-da.ts'
import { peopleMailsDa } from './people-mails-da.ts'
import type { MailTexts } from './mail-texts.ts'

const on = (day: string): string => `den ${dayInWords(day, 'da')}`
const days = (count: number): string => (count === 1 ? '1 dag' : `${count} dage`)

const stillLeft = (count: number): string =>
  count === 0 ? 'I dag er sidste dag' : `Der er ${days(count)} tilbage`

const left = (count: number): string => (count === 0 ? 'Den dag er gået' : stillLeft(count))

export const mailTextsDa: MailTexts = {
  neutral: {
    message: 'Du har en besked',
    signIn: 'Dit link',
    code: 'Din kode',
    task: 'Noget venter på dig',
  },
  code: 'Kode',
  reference: 'Reference',
  footer: 'Vores mails indeholder aldrig personoplysninger.',
  kinds: {
    verification: ({ expiresOn }) => ({
      subject: 'Bekræft din anmodning',
      before: [
        'Vi har modtaget en anmodning, hvor denne e-mailadresse er oplyst.',
        'Åbn linket, og tryk på knappen for at bekræfte, at postkassen er din. Der sker intet ved blot at åbne linket.',
      ],
      after: [
        `Linket virker til og med ${on(expiresOn)}.`,
        'Har du ikke sendt en anmodning, skal du ikke gøre noget: Så slutter den af sig selv.',
      ],
    }),
    verificationReminder: ({ expiresOn, daysLeft }) => ({
      subject: 'Din anmodning venter på din bekræftelse',
      before: [
        `En anmodning, hvor denne e-mailadresse er oplyst, er ikke bekræftet. ${stillLeft(daysLeft)}.`,
        'Åbn linket, og tryk på knappen for at bekræfte, at postkassen er din.',
      ],
      after: [
        `Linket virker til og med ${on(expiresOn)}. Tidligere links virker ikke længere.`,
        'Har du ikke sendt en anmodning, skal du ikke gøre noget.',
      ],
    }),
    acknowledgement: ({ reference, dueOn }) => ({
      subject: 'Vi har modtaget din anmodning',
      before: [
        `Vi har modtaget din anmodning. Dens reference er ${reference}.`,
        `Du får vores svar senest ${on(dueOn)}. Et brev med detaljerne ligger bag linket, hvor du kan følge anmodningen.`,
      ],
      after: [],
    }),
    extension: ({ reference, dueOn }) => ({
      subject: 'Ny dato for din anmodning',
      before: [
        `Vi har brug for mere tid til din anmodning med reference ${reference}. Den nye frist er ${on(dueOn)}.`,
        'Brevet bag linket fortæller hvorfor, og hvordan du kan klage.',
      ],
      after: [],
    }),
    pause: ({ reference }) => ({
      subject: 'Vi har brug for et svar fra dig',
      before: [
        `Før vi kan gå videre med din anmodning med reference ${reference}, har vi brug for noget fra dig. Indtil da står fristen stille.`,
        'Brevet bag linket fortæller, hvad vi har brug for og hvorfor. Svar dér og ikke på e-mail.',
      ],
      after: [],
    }),
    resumed: ({ reference, dueOn }) => ({
      subject: 'Vi går videre med din anmodning',
      before: [
        `Fristen for din anmodning med reference ${reference} løber igen. Du får vores svar senest ${on(dueOn)}.`,
      ],
      after: [],
    }),
    delivery: ({ reference, expiresOn }) => ({
      subject: 'Svaret på din anmodning er klar',
      before: [
        `Svaret på din anmodning med reference ${reference} er klar. Læs brevet, og hent svaret bag linket.`,
      ],
      after: [`Du kan hente det til og med ${on(expiresOn)}. Derefter bliver det destrueret.`],
    }),
    deliveryReminder: ({ reference, expiresOn, daysLeft }) => ({
      subject: 'Husk at hente svaret på din anmodning',
      before: [`${stillLeft(daysLeft)} til at hente svaret på din anmodning med reference ${reference}.`],
      after: [`Det bliver destrueret efter ${on(expiresOn)}.`],
    }),
    deliveryRecalled: ({ reference }) => ({
      subject: 'Svaret på din anmodning er trukket tilbage',
      before: [
        `Vi har trukket svaret på din anmodning med referencen ${reference} tilbage, og det kan ikke længere hentes. Slet venligst det, du har hentet.`,
        'Vi arbejder videre med anmodningen, og du får et nyt svar. Du kan følge den bag linket.',
      ],
      after: [],
    }),
    refusal: ({ reference }) => ({
      subject: 'En afgørelse om din anmodning',
      before: [
        `Vi har truffet en afgørelse om din anmodning med reference ${reference}. Brevet bag linket giver begrundelsen og fortæller, hvordan du kan klage.`,
      ],
      after: [],
    }),
    answeredAtOnce: ({ reference }) => ({
      subject: 'Din anmodning er besvaret',
      before: [
        `Din anmodning med reference ${reference} er besvaret. Brevet bag linket fortæller, hvad der har fået virkning, og fra hvornår.`,
      ],
      after: [],
    }),
    expiry: ({ reference }) => ({
      subject: 'Din anmodning er afsluttet',
      before: [
        `Din anmodning med reference ${reference} er afsluttet uden svar. Brevet bag linket fortæller hvorfor, hvordan du kan klage, og hvordan du kan tage anmodningen op igen.`,
      ],
      after: [],
    }),
    withdrawn: ({ reference }) => ({
      subject: 'Din anmodning er trukket tilbage',
      before: [
        `Anmodningen med reference ${reference} er trukket tilbage, og vi er holdt op med at arbejde på den.`,
      ],
      after: ['Var det ikke dig, der trak den tilbage, så fortæl os det bag linket.'],
    }),
    purgeNotice: ({ reference }) => ({
      subject: 'Det, vi gemte til din anmodning, er destrueret',
      before: [
        `Det, vi gemte til din anmodning med reference ${reference}, er destrueret. Brevet og beviset ligger bag linket.`,
      ],
      after: [],
    }),
    message: ({ reference }) => ({
      subject: 'Du har en besked om din anmodning',
      before: [
        `Der er en besked om din anmodning med reference ${reference}. Læs den, og svar på den, bag linket.`,
      ],
      after: [],
    }),
    signIn: () => ({
      subject: 'Dit link til at logge ind',
      before: ['Her er dit link til at logge ind. Det virker én gang og i ti minutter.'],
      after: [
        'Har du ikke bedt om det, skal du ikke gøre noget. Giv hverken linket eller koden videre til nogen.',
      ],
    }),
    ...consentMailsDa,
    newLinks: () => ({
      subject: 'Dine nye links',
      before: [
        'Her er links til det, der er åbent, og til kvitteringerne for det, du er blevet bedt om samtykke til. Tidligere links til anmodninger virker ikke længere.',
      ],
      after: ['Har du ikke bedt om dem, skal du ikke gøre noget.'],
    }),
    code: () => ({
      subject: 'Din kode',
      before: ['Her er din kode. Den virker én gang og i ti minutter.'],
      after: [
        'Skriv den kun på den side, der bad om den. Vi spørger aldrig om den i telefonen eller i en mail.',
      ],
    }),
    ...afterwardsMailsDa,
    staffAssigned: ({ reference, dueOn }) => ({
      subject: 'En anmodning er tildelt dig',
      before: [`Anmodningen ${reference} er tildelt dig. Fristen er ${on(dueOn)}.`],
      after: [],
    }),
    staffReminder: ({ reference, dueOn, daysLeft }) => ({
      subject: 'En anmodning har snart frist',
      before: [`Anmodningen ${reference} har frist ${on(dueOn)}. ${left(daysLeft)}.`],
      after: [],
    }),
    staffEscalation: ({ reference, dueOn, daysLeft }) => ({
      subject: 'En anmodning er tæt på sin frist',
      before: [
        `Anmodningen ${reference} har frist ${on(dueOn)}. ${left(daysLeft)}, og den er ikke klar.`,
        'Du får besked, fordi du har ansvar for køen.',
      ],
      after: [],
    }),
    staffOverdue: ({ reference, dueOn }) => ({
      subject: 'En anmodning har overskredet sin frist',
      before: [`Anmodningen ${reference} havde frist ${on(dueOn)} og er ikke besvaret.`],
      after: [],
    }),
    staffApprovalWaiting: ({ reference }) => ({
      subject: 'Noget venter på din godkendelse',
      before: [`Anmodningen ${reference} venter på din godkendelse.`],
      after: [],
    }),
    staffReturned: ({ reference }) => ({
      subject: 'En anmodning er sendt tilbage',
      before: [`Anmodningen ${reference} er sendt tilbage af en godkender. Kommentaren ligger bag linket.`],
      after: [],
    }),
    staffApproved: ({ reference }) => ({
      subject: 'En anmodning er godkendt',
      before: [`Anmodningen ${reference} er godkendt.`],
      after: [],
    }),
    staffBreach: ({ reference, dueOn }) => ({
      subject: 'Et brud skal vurderes',
      before: [
        `Personoplysninger fra anmodningen ${reference} kan være kommet til den forkerte. Vurder, om tilsynsmyndigheden skal have besked: De 72 timer udløber den ${on(dueOn)} (artikel 33).`,
      ],
      after: [],
    }),
    staffBreachReminder: ({ reference, dueOn }) => ({
      subject: 'Et bruds 72 timer udløber snart',
      before: [
        `Et brud ved anmodningen ${reference} er ikke vurderet endnu, og de 72 timer til at give tilsynsmyndigheden besked udløber den ${on(dueOn)} (artikel 33).`,
      ],
      after: [],
    }),
    staffBreachOverdue: ({ reference, dueOn }) => ({
      subject: 'De 72 timer for et brud er gået',
      before: [
        `Et brud på anmodningen ${reference} er ikke vurderet, og de 72 timer til at underrette tilsynet udløb ${on(dueOn)}. Vurder det nu: en sen underretning siger, hvorfor den er sen (artikel 33, stk. 1).`,
      ],
      after: [],
    }),
    staffStop: ({ reference }) => ({
      subject: 'Noget skal holde op nu',
      before: [
        `Anmodningen ${reference} har fået virkning. Virksomhedens systemer skal nu holde op med det, der står bag linket. Bekræft dér, at de har gjort det.`,
      ],
      after: [],
    }),
    staffMessage: ({ reference }) => ({
      subject: 'En person har skrevet',
      before: [`Personen bag anmodningen ${reference} har skrevet til jer. Læs og besvar det bag linket.`],
      after: [],
    }),
    staffResumed: ({ reference, dueOn }) => ({
      subject: 'Fristen for en anmodning løber igen',
      before: [
        `Anmodningen ${reference} ventede på et svar, og tiden til det er gået. Den skal være besvaret ${on(dueOn)}: gå videre med det, I har.`,
      ],
      after: [],
    }),
    staffProblem: ({ reference }) => ({
      subject: 'En anmodning kræver din opmærksomhed',
      before: [`Noget gik galt med anmodningen ${reference}, og den går ikke videre af sig selv.`],
      after: [],
    }),
    ...peopleMailsDa,
  },
}
