import type { BreachOutcome, RecallReason } from '../../../shared/domain/retention/breach.ts'
import type { DeliveredTexts } from './delivered-en.ts'

const reasons: Readonly<Record<RecallReason, string>> = {
  wrongAddressee: 'Det gik til den forkerte',
  wrongContent: 'Det indeholdt noget, det ikke måtte',
  other: 'En anden grund',
}

const outcomes: Readonly<Record<BreachOutcome, string>> = {
  notified: 'Tilsynsmyndigheden har fået besked',
  noRiskNotNotified: 'En risiko for nogen er usandsynlig, og myndigheden har ikke fået besked',
}

export const deliveredDa: DeliveredTexts = {
  title: 'Det, der er leveret',
  until: 'Kan læses indtil',
  states: {
    building: 'Bygges',
    available: 'Personen kan læse det',
    recalled: 'Kaldt tilbage',
    purged: 'Slettet',
  },
  recall: {
    title: 'Kald en levering tilbage',
    text: 'Fra nu kan ingen åbne den, og dens nøgle ødelægges. Det kan ikke gøres om. Der oprettes et brud med 72 timer, anmodningen venter igen på et rigtigt svar, og dens frister består. Gik det til den forkerte, kaldes alt det leverede tilbage, og ingen på den adresse får besked.',
    what: 'Hvilken levering',
    reasonCode: 'Hvorfor',
    choose: 'Vælg en grund',
    reasons,
    reason: 'Hvad der skete',
    reasonHint: 'Det står i fortegnelsen over brud. Nævn ingen ved navn.',
    awareAt: 'Hvornår virksomheden fik det at vide (tomt: nu)',
    awareAtHint: 'Som 2026-03-05 14:30. De 72 timer regnes herfra.',
    confirm: 'Før du kalder den tilbage',
    confirmed: 'Jeg ved, at det ikke kan gøres om',
    submit: 'Kald den tilbage nu',
  },
  handOver: {
    title: 'Overlever svaret',
    text: 'Personen har ingen postkasse hos os. Udskriv pakkerne nedenfor, giv eller send dem, og sig her hvordan. Svaret regnes for leveret fra da af.',
    how: 'Hvordan det nåede personen',
    ways: { post: 'Sendt med posten', inPerson: 'Givet til personen' },
    submit: 'Det er afleveret',
  },
  breaches: {
    title: 'Brud',
    dueBy: 'Skal meldes til myndigheden senest',
    awareAt: 'Kendt siden',
    openedAt: 'Indført',
    why: 'Hvorfor',
    what: 'Hvad der skete',
    left: (hours: number) => (hours === 1 ? '1 time tilbage' : `${hours} timer tilbage`),
    late: 'De 72 timer er gået',
    closed: 'Vurderet',
    assess: 'Vurder dette brud',
    text: 'Et brud meldes til tilsynsmyndigheden inden 72 timer, medmindre en risiko for nogen er usandsynlig (artikel 33, stk. 1). Den, der er sent ude, siger myndigheden hvorfor. Er risikoen høj, får personen også besked (artikel 34).',
    outcome: 'Hvad der blev besluttet',
    outcomes,
    assessment: 'Fakta, virkninger og det, der blev gjort',
    assessmentHint: 'Myndigheden kan bede om det (artikel 33, stk. 5). Det kan ikke ændres bagefter.',
    submit: 'Luk indførslen',
  },
  enter: {
    title: 'Indfør et brud',
    text: 'Til en fejl, der opdages, når der intet er tilbage at kalde tilbage. De 72 timer regnes fra det tidspunkt, virksomheden fik det at vide.',
    submit: 'Indfør det',
  },
  register: {
    title: 'Brud',
    empty: 'Intet brud er åbent.',
    none: 'Der har ikke været noget brud.',
    caption: 'Brud, det med den nærmeste frist øverst',
    reference: 'Anmodning',
    state: 'Tilstand',
    open: 'Vis de åbne',
    all: 'Vis også de lukkede',
  },
  done: {
    recalled: 'Kaldt tilbage. Ingen kan åbne det mere. Vurder bruddet inden for de 72 timer.',
    breachEntered: 'Bruddet er indført. Vurder det inden for de 72 timer.',
    handedOver: 'Svaret regnes for leveret.',
    assessed: 'Bruddet er lukket.',
  },
}
