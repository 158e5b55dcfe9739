import type { SupportTexts } from './support-en.ts'

export const supportDa: SupportTexts = {
  areas: {
    setup: {
      title: 'Hvad virksomheden mangler',
      means:
        'Hvilke trin i opsætningen der er gjort, mangler eller anbefales. Ingen navne og ingen af jeres ord.',
    },
    stuckTasks: {
      title: 'Opgaver, der er gået i stå',
      means: 'Det, maskinen ikke kunne: slags, tid og kode. Ingen anmodning og ingen person.',
    },
  },
  company: {
    title: 'Supportadgang',
    lead: 'Ingen af dem, der driver Indsigt, ser, hvordan virksomheden står, medmindre en ejer lader dem i nogle timer.',
    means: [
      'Uden en invitation ser de, der driver Indsigt, intet af virksomheden ud over navn, tilstand og antal.',
      'En ejer inviterer én person hos dem med deres adresse, i højst otte timer og med en begrundelse. De ser kun det, du sætter kryds ved, og kan intet ændre. Ingen anmodning, intet svar og ingen person er nogensinde iblandt.',
      'Den slutter af sig selv, og straks når en ejer eller administrator slutter den. Invitation, afslutning og hvert kig står i revisionssporet.',
    ],
    none: 'Ingen har supportadgang.',
    byOwner: 'En ejer af virksomheden inviterer.',
    email: 'E-mailadresse',
    areas: 'Hvad de ser',
    reason: 'Begrundelse',
    since: 'Siden',
    until: 'Slutter',
    end: (name) => `Slut adgangen for ${name}`,
    invite: 'Invitér en fra supporten',
    operatorEmail: 'Supportpersonens e-mailadresse',
    operatorHint: 'Den, de logger ind med. Spørg dem ad en vej, du kender.',
    hours: 'I hvor mange timer',
    hoursHint: '1 til 8',
    why: 'Begrundelsen, som de læser den. Skriv ingen navne',
    submit: 'Giv supportadgang',
    looksIn: (names) => `Ser noget af, hvordan virksomheden står: ${names}.`,
    errors: {
      operatorEmail: 'Skriv en e-mailadresse, for eksempel navn@example.com',
      operatorUnknown: 'Ingen af dem, der driver Indsigt, har den adresse',
      areas: 'Vælg, hvad de ser',
      hours: 'Skriv et tal fra 1 til 8',
      reason: 'Skriv en begrundelse',
    },
    told: { invited: 'Adgangen gælder fra nu af.', ended: 'Adgangen er slut.' },
  },
  operator: {
    title: 'Supportadgang',
    lead: 'En virksomhed lader dig se noget af, hvordan den står, når dens ejer inviterer dig.',
    link: 'Se, hvad du er inviteret til',
    none: 'Du er ikke inviteret. Spørg virksomheden: en ejer inviterer dig under Indstillinger, Supportadgang.',
    reason: 'Begrundelse',
    until: 'Slutter',
    logged: 'Hvert kig står i virksomhedens revisionsspor.',
    nothingStuck: 'Intet er gået i stå.',
    stuck: {
      caption: 'Opgaver, som maskinen ikke kunne',
      queue: 'Kø',
      kind: 'Slags',
      at: 'Siden',
      why: 'Kode',
      retries: 'Sendt igen',
    },
  },
}
