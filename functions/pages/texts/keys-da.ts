import type { KeysTexts } from './keys-en.ts'

export const keysDa: KeysTexts = {
  title: 'API-nøgler',
  lead: 'Et af jeres programmer sender en nøgle sammen med en persons adgangsbevis. Nøglen siger, hvilket program det er, og hvad det højst må; personens roller gælder også.',
  empty: 'Der er ingen nøgle endnu.',
  once: 'Kopiér nøglen nu: den vises her og aldrig igen.',
  repeated:
    'Denne nøgle er allerede lavet, og dens hemmelighed blev vist dengang. Har du den ikke, så lav en ny hemmelighed til nøglen.',
  prefix: 'Begynder med',
  may: 'Må',
  made: 'Lavet',
  until: 'Udløber',
  used: 'Sidst brugt',
  never: 'aldrig',
  rotate: 'Lav en ny hemmelighed',
  rotateLead: 'Den gamle hemmelighed virker ikke fra næste kald. Læg den nye ind i programmet med det samme.',
  stop: 'Stop nøglen',
  stopLead:
    'Den virker ikke fra næste kald, og det gør de adgangsbeviser, der er lavet med den, heller ikke.',
  make: 'Lav en nøgle',
  name: 'Programmets navn',
  scopesLabel: 'Hvad det må',
  scopes: {
    requests: 'Anmodninger med deres data, filer og afgørelser',
    consents: 'Samtykker',
    company: 'Virksomheden: mennesker, indstillinger, skabeloner, nøgler',
    audit: 'Revisionssporet',
    push: 'Aflevere til én kilde uden at se noget (alene)',
  },
  source: 'Kilde, som en forbindelse fylder',
  sourceHint: 'Kun for en nøgle, der afleverer: vælg den ene kilde.',
  noSource: 'Ingen',
  origins: 'Sider, der beder om samtykke med den',
  originsHint:
    'Kun for en nøgle, der står i websider, hvor alle kan læse den: Vælg intet ovenfor, og skriv hver sides oprindelse på en linje, for eksempel https://www.eksempel.dk. Den beder om samtykke og kan intet andet.',
  submit: 'Lav nøglen',
  errors: {
    name: 'Giv programmet et navn.',
    scopes: 'Vælg, hvad det må.',
    origins:
      'Skriv oprindelser, som browsere gør, for eksempel https://www.eksempel.dk, uden sti; og vælg ikke andet, som nøglen må.',
    source: 'En nøgle, der afleverer, er til én kilde og må intet andet.',
  },
  stopped: 'Nøglen er stoppet.',
}
