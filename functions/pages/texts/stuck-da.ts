import type { StuckTexts } from './stuck-en.ts'

export const stuckDa: StuckTexts = {
  title: 'Opgaver, der er gået i stå',
  lead: 'Det, som systemet selv skulle gøre og ikke kunne blive færdigt med, selv om det forsøgte i timevis. Prøv igen, når årsagen er væk; lad en opgave falde, hvis den ikke længere skal gøres. Her vises intet indhold af en anmodning, kun id’er og koder.',
  empty: 'Intet er gået i stå.',
  most: 'De 100 nyeste vises; ældre kommer frem, når disse er klaret.',
  queues: {
    mail: 'Send en mail',
    orchestrations: 'Bring en anmodning videre',
    audit: 'Før en post ind i revisionstræet',
    webhooks: 'Giv et af virksomhedens systemer besked',
  },
  kind: 'Slags',
  since: 'I stå siden',
  why: 'Hvorfor',
  reasons: {
    triesUsedUp: 'Den slog fejl gang på gang',
    notUnderstood: 'Den kunne ikke forstås',
    maxDeliveryCountExceeded: 'Systemet gik ned ti gange, mens det arbejdede på den',
  },
  tries: 'Prøvet igen af mennesker',
  request: 'Anmodningens id',
  retry: 'Prøv igen',
  discard: 'Lad den falde',
  discardWhy: 'Hvorfor den må falde',
  discardReasons: {
    doneAnotherWay: 'Det er gjort på anden vis',
    noLongerNeeded: 'Der er ikke længere brug for det',
    cannotSucceed: 'Det kan ikke lykkes',
  },
}
