import type { PersonTexts } from './person-en.ts'

export const personDa: PersonTexts = {
  cookies: {
    title: 'Cookies',
    what: [
      'Én cookie er nødvendig: den holder dig logget ind, når du har åbnet dit link, og hver virksomhed, hvis link du åbner, har sin egen. To andre er der kun, hvor du beder om det, de gør. Ingen af dem følger dig, ingen er andres, og ingen siger, hvem du er.',
    ],
    kept: {
      session: {
        what: 'At du er logget ind',
        why: 'Et tilfældigt tal. Det åbner ikke noget, når du har været væk et stykke tid eller har logget ud, og forsvinder, når browseren lukkes.',
      },
      language: {
        what: 'Hvilket sprog du valgte',
        why: 'Kun når du har valgt et andet sprog på en side. Den forsvinder, når browseren lukkes.',
      },
      provider: {
        what: 'Hvor du logger ind på arbejde',
        why: 'Kun for dem, der arbejder for en virksomhed og logger ind hos dens egen udbyder: et tilfældigt tal i ti minutter.',
      },
    },
    rest: [
      'De sendes kun til dette sted og kan ikke læses af scripts. Fordi de kun gør det, du har bedt om, bliver du ikke spurgt om dem (direktiv 2002/58/EF, artikel 5, stk. 3).',
    ],
  },
  start: {
    title: 'Anmodninger om personoplysninger',
    what: [
      'Virksomheder bruger dette sted til at modtage anmodninger fra mennesker om deres personoplysninger, besvare dem til tiden og vise, at de gjorde det.',
      'Vil du sende en anmodning, så følg linket hos den virksomhed, der har dine oplysninger. Den oplyser adressen på sin side her.',
    ],
    developers: 'Grænsefladen for programmer (API), på engelsk',
    demoTitle: 'Dette er en demonstration',
    demo: 'Intet forlader denne maskine. Der sendes ingen mails: alle mails kan læses i postkassen.',
    demoCompany: 'Send en anmodning til demonstrationsvirksomheden',
    demoMailbox: 'Læs postkassen',
    demoPeople: 'Log ind som en af virksomhedens medarbejdere',
  },
  form: {
    title: (company) => `Send en anmodning til ${company}`,
    lead: 'Du kan spørge, hvad en virksomhed har om dig, få det rettet eller slettet og gøre indsigelse mod brugen. Det er gratis, og du behøver ikke sige hvorfor.',
    period: 'Virksomheden skal svare inden en måned fra i dag (artikel 12, stk. 3).',
    follow: 'Har du allerede spurgt?',
    followLink: 'Få et nyt link til din anmodning',
    rights: 'Hvad ønsker du?',
    rightsHint: 'Du kan vælge flere.',
    objection: {
      title: 'Hvis du gør indsigelse',
      marketing: 'Jeg gør indsigelse mod reklame, der sendes til mig (direkte markedsføring)',
      marketingHint:
        'Den får så virkning straks, og du skal ikke give en begrundelse (artikel 21, stk. 2 og 3). Gør du også indsigelse mod andet, så send en anmodning mere om det: den afvejer virksomheden.',
    },
    types: 'Hvad handler det om?',
    typesHint: 'Vælger du intet, handler det om alt, hvad virksomheden har om dig.',
    email: 'Din e-mailadresse',
    emailHint:
      'Vi sender dig et link, og anmodningen går videre, når du har åbnet det. Brug helst den adresse, virksomheden kender.',
    message: 'Hvad skal vi vide? (kan udelades)',
    messageHint:
      'For eksempel en periode, en afdeling, eller hvad der er forkert. Du behøver ikke begrunde noget.',
    receiver: {
      title: 'Skal dine oplysninger også sendes direkte til en anden virksomhed?',
      hint: 'Kun hvis du ovenfor vælger »Mine oplysninger, så jeg kan tage dem med«. Der sendes ikke noget, før du har læst, hvad det betyder, og bekræftet det bag det link, som vi sender dig.',
      none: 'Nej, kun til mig',
    },
    language: 'Hvilket sprog vil du have svar på?',
    submit: 'Send anmodningen',
    contact: (name, email) => `Du kan også skrive til ${name}, ${email}.`,
    crowded: (name, email, minutes) =>
      `Lige nu kommer der flere anmodninger, end der kan modtages her. Prøv igen om ${minutes} minutter, eller spørg på en anden måde: skriv til ${name}, ${email}, eller send et brev; fristen er den samme`,
    errors: {
      rights: 'Vælg, hvad du ønsker',
      types: 'Vælg fra listen, hvad det handler om',
      receiver: 'Vælg også »Mine oplysninger, så jeg kan tage dem med« ovenfor, eller ingen anden virksomhed',
      email: 'Skriv en e-mailadresse, som navn@example.com',
      number: 'Skriv en reference på højst 200 tegn, på én linje',
      message: 'Skriv højst 4.000 tegn',
      other: 'Noget i formularen kan ikke læses. Se den igennem, og send den igen',
      rightNotOffered: 'Virksomheden modtager ikke denne anmodning her. Skriv til den i stedet',
    },
  },
  received: {
    title: 'Vi har din anmodning',
    reference: 'Din reference',
    keep: 'Skriv den ned: med den finder vi anmodningen, når du ringer eller skriver.',
    next: 'Hvad sker der nu',
    steps: [
      'Vi har sendt dig et link. Åbn det, og tryk på knappen: først da går anmodningen videre.',
      'Virksomheden samler oplysningerne, og en anden person kontrollerer svaret, før det sendes.',
      'Du får en mail, når der er noget at læse. Den fortæller intet om dig; alt ligger bag linket.',
    ],
    due: 'Måneden begyndte i dag, uanset om du allerede har åbnet linket.',
    noMail: 'Ingen mail efter nogle minutter? Se i mappen med uønsket post, eller',
    noMailLink: 'få et nyt link',
    mailbox: 'Læs mailen i demonstrationens postkasse',
  },
  link: {
    title: 'Åbn dit link',
    ready: 'Tryk på knappen for at gå videre. Linket kan bruges én gang.',
    lead: 'Her bruger du linket fra din mail.',
    token: 'Linket fra mailen',
    tokenHint: 'Kopiér hele linjen, der begynder med http, og sæt den ind her.',
    code: 'Koden fra mailen',
    codeHint: 'Otte cifre. Den gælder i ti minutter.',
    codeNeeded: 'For din sikkerheds skyld skal vi også bruge koden, der står i mailen under linket.',
    factor: {
      sms: 'Svaret åbnes også med en kode. Vi har sendt den på sms til dit nummer, der ender på',
      smsNotNow:
        'Svaret åbnes også med en kode. Vi sendte den for lidt siden på sms til dit nummer, der ender på',
      smsNotSent:
        'Svaret åbnes med en kode på sms, og der kan ikke sendes nogen nu. Virksomheden ved det. Skriv til den, eller prøv igen senere. Dit nummer ender på',
      smsLabel: 'Koden fra sms’en',
      smsHint: 'Otte cifre. Den gælder i ti minutter.',
      smsAgain: 'Send mig en ny kode på sms',
      smsSent: 'Hvis linket stadig gælder, er en ny kode på vej til din telefon.',
      passcode: 'Svaret åbnes med den adgangskode, du valgte, da du spurgte.',
      passcodeLabel: 'Din adgangskode',
      lost: 'Jeg har mistet mit nummer eller min adgangskode',
      lostText: (name, email) =>
        `Ingen kan åbne svaret uden, og det sendes aldrig på mail. Skriv til ${name}, ${email}: Det skal fastslås på ny, at du er dig, og så udsteder to personer svaret igen.`,
    },
    submit: 'Fortsæt',
    orCode: 'Eller brug koden alene',
    orCodeLead: 'Kan du ikke kopiere linket, så skriv din e-mailadresse og koden, der står under det.',
    email: 'Din e-mailadresse',
    newCode: 'Send mig en ny kode',
    newCodeSent: 'Hvis linket stadig gælder, er en ny kode på vej.',
    errors: {
      token: 'Sæt linket fra mailen ind',
      tokenUnknown: 'Vi kender ikke dette link. Kontrollér, at du har kopieret det hele',
      code: 'Skriv kodens otte cifre',
      textWrong: 'Det er ikke koden, eller den er for gammel, eller fem var forkerte. Få en ny på sms',
      passcodeWrong:
        'Det er ikke adgangskoden. Efter fem forkerte lukker linket: Få så et nyt link, og prøv igen',
      factorNeeded: 'Du valgte en kode på sms eller en adgangskode: Brug hele linket fra mailen ovenfor',
      codeWrong: 'Det er ikke koden, eller den er for gammel. Få en ny sendt',
      email: 'Skriv en e-mailadresse, som navn@example.com',
    },
    ended: {
      linkUsed: {
        title: 'Linket er brugt',
        text: 'Et link virker én gang. Var det ikke dig, der brugte det, så skriv til virksomheden.',
      },
      linkVoid: {
        title: 'Der er et nyere link',
        text: 'Vi har sendt dig et nyere link siden. Kun det nyeste virker: find det i din postkasse.',
      },
      linkExpired: {
        title: 'Linket er for gammelt',
        text: 'For din sikkerheds skyld virker et link kun i begrænset tid.',
      },
    },
    newLink: 'Få et nyt link',
    goOn: 'Gå videre til din side',
  },
  links: {
    title: 'Få et nyt link til din anmodning',
    signedOut:
      'Du er ikke logget ind, eller der er gået mere end femten minutter, siden du sidst gjorde noget her. Intet er gået tabt.',
    lead: 'Skriv den adresse, du gav, da du sendte anmodningen. Vi sender links til alle dine anmodninger til denne virksomhed og til kvitteringerne for dine samtykker.',
    email: 'Din e-mailadresse',
    submit: 'Send mig et link',
    sentTitle: 'Se i din postkasse',
    sent: 'Hvis der er en anmodning eller et samtykke fra denne adresse, er links på vej. Ældre links til anmodninger holder op med at virke.',
    again:
      'Ingen mail efter nogle minutter? Se i mappen med uønsket post, og kontrollér, at du skrev den adresse, du gav dengang.',
    errors: { email: 'Skriv en e-mailadresse, som navn@example.com' },
  },
}
