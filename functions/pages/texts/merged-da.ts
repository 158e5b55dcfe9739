import type { MergedTexts } from './merged-en.ts'

export const mergedDa: MergedTexts = {
  title: 'Samlede data',
  lead: 'Disse kilder har samme skema og udleveres som ét. Det, de er enige om, står én gang; hvor de er forskellige, afgør nogen det, før svaret forsegles.',
  none: 'Ingen to kilder i denne anmodning har samme skema.',
  agreed: 'Kilderne er enige',
  open: (count) => (count === 1 ? '1 felt skal afgøres' : `${count} felter skal afgøres`),
  decided: (count) => (count === 1 ? '1 felt er afgjort' : `${count} felter er afgjort`),
  look: 'Se forskellene',
  who: (source) => `${source} siger`,
  rows: (count) => (count === 1 ? '1 række' : `${count} rækker`),
  choice: 'Hvad gælder',
  all: 'Alle rækker fra dem alle; det, begge har, bliver kun stående én gang',
  other: 'Noget andet:',
  otherLabel: 'Hvad der gælder i stedet',
  otherRows: 'Andre rækker, som de er tastet her',
  rowsTitle: 'Tast andre rækker',
  rowsLead:
    'Rækkerne fra alle kilder står her til at begynde med. Ret dem, tøm dem, der ikke gælder, og tilføj det, der mangler.',
  submit: 'Afgør',
  holds: 'Afgjort',
  taken: {
    source: (label) => `Det, ${label} siger`,
    all: 'Alle rækker fra dem alle',
    rows: (count) => (count === 1 ? '1 række, der er tastet' : `${count} rækker, der er tastet`),
    value: (text) => text,
  },
  undo: 'Afgør igen',
  wrong: { choose: 'Vælg, hvad der gælder', type: 'Dette kan ikke gemmes, som det står' },
  obstacle: 'kilder er forskellige, og ingen har afgjort, hvad der gælder',
  done: {
    mergedDecided: 'Afgjort. Det gælder, indtil en af kilderne ændrer, hvad den siger dér.',
    mergedOpen: 'Åbent igen.',
  },
}
