import { dayInWords } from './days.ts'
import type { PeopleMails } from './people-mails-en.ts'

const on = (day: string): string => dayInWords(day, 'da')

export const peopleMailsDa: PeopleMails = {
  staffInvited: () => ({
    subject: 'Du har fået adgang',
    before: [
      'Du har fået adgang til virksomhedens side for anmodninger om indsigt.',
      'Åbn siden, og skriv den e-mailadresse, som denne mail er sendt til. Så får du et link til at logge ind. Du ser ingen anmodninger, før du har fået en rolle.',
    ],
    after: ['Venter du ikke denne mail, skal du ikke gøre noget.'],
  }),
  staffTakenBack: () => ({
    subject: 'Anmodninger er tilbage i køen',
    before: [
      'En eller flere anmodninger har mistet den, der arbejdede på dem, og ligger i køen igen. Tildel dem til en anden.',
    ],
    after: [],
  }),
  staffChangeWaiting: () => ({
    subject: 'En ændring venter på dig',
    before: [
      'Nogen vil ændre, hvem der godkender, eller hvordan, eller hvordan en kollega logger ind, eller give virksomhedens nøgler til en anden installation. Det gælder først, når en anden administrator eller ejer har godkendt det. Læs ændringen, og tag stilling til den.',
    ],
    after: ['Efter 30 dage falder den bort.'],
  }),
  staffFactorsChanged: () => ({
    subject: 'Den måde, du logger ind på, er ændret',
    before: [
      'En app, en adgangsnøgle eller de gendannelseskoder, som du logger ind med på virksomhedens side for anmodninger om indsigt, er tilføjet, udskiftet eller fjernet.',
    ],
    after: [
      'Hvis du ikke kender til det, skal du straks sige det til en administrator i din virksomhed: de kan nulstille den måde, du logger ind på.',
    ],
  }),
  staffTextFailed: () => ({
    subject: 'En kollega får ingen koder på sms',
    before: [
      'En kode på sms til en af virksomhedens medarbejdere nåede ikke frem. Siden med medarbejdere viser hvem; de kan måske ikke logge ind. Spørg dem om deres nummer, eller nulstil, hvordan de logger ind.',
    ],
    after: [],
  }),
  staffWebhookStopped: () => ({
    subject: 'Et af jeres systemer får ikke længere besked',
    before: [
      'Et af virksomhedens systemer, som får besked om, hvad der sker med anmodninger, tager ikke længere imod: Det svarede, at det er nedlagt, eller intet har nået det i flere dage. Der sendes ikke mere dertil, før nogen slår det til igen.',
    ],
    after: ['Det, som systemet ikke fik besked om, ligger på siden i 30 dage og kan sendes igen.'],
  }),
  staffClosing: ({ expiresOn }) => ({
    subject: 'Virksomheden er ved at blive lukket',
    before: [
      `Alt, hvad virksomheden har her, slettes ${on(expiresOn)}. Indtil da kan en ejer tage det tilbage.`,
    ],
    after: ['Vil ingen af jer det, så sig det til en ejer i dag.'],
  }),
  staffHostProven: ({ host }) => ({
    subject: 'Links til personer fører nu til jeres eget værtsnavn',
    before: [
      `Domænenavnesystemet siger, at ${host} er virksomhedens. Fra nu af fører links i mails til personer dertil.`,
    ],
    after: ['Har ingen af jer ønsket det, så fjern navnet med det samme.'],
  }),
  staffHostLost: ({ host }) => ({
    subject: 'Jeres eget værtsnavn er ikke længere bevist',
    before: [
      `Den post, hvormed virksomheden beviste, at ${host} er dens, er der ikke mere, eller en anden virksomhed har bevist navnet. Links i mails fører fra nu af til den almindelige adresse, og inden for 72 timer holder navnet op med at svare, medmindre posten er tilbage inden da.`,
    ],
    after: ['Siden viser, hvad der skal skrives, dér hvor jeres domæne ligger.'],
  }),
  staffOwnerRecovery: ({ expiresOn }) => ({
    subject: 'Virksomheden er ved at få en ny ejer',
    before: [
      `De, der driver tjenesten, er blevet bedt om at give virksomheden en ny ejer, fordi ingen længere kunne logge ind. Det gælder fra udgangen af ${on(expiresOn)}, medmindre en ejer eller administrator afslutter det forinden.`,
    ],
    after: ['Har ingen af jer bedt om det, så afslut det med det samme.'],
  }),
  staffIdentityLinked: () => ({
    subject: 'En ny måde at logge ind på',
    before: [
      'Fra nu af kan du logge ind på virksomhedens side for anmodninger om indsigt gennem virksomhedens login-udbyder.',
    ],
    after: [
      'Er det ikke dig, der har sat det op, så fjern det på siden, afslut dine andre sessioner, og sig det til en administrator.',
    ],
  }),
  staffIdentityUnlinked: () => ({
    subject: 'En måde at logge ind på er fjernet',
    before: [
      'Du logger ikke længere ind på virksomhedens side for anmodninger om indsigt gennem virksomhedens login-udbyder. Dine andre sessioner er afsluttet.',
    ],
    after: ['Er det ikke dig, der har fjernet den, så sig det til en administrator.'],
  }),
}
