import type { bulkEn } from './bulk-en.ts'

export const bulkDa: typeof bulkEn = {
  title: 'Tildel mange anmodninger',
  back: 'Tilbage til anmodningerne',
  count: (count) =>
    count === 0
      ? 'Ingen anmodning passer.'
      : count === 1
        ? '1 anmodning passer.'
        : `${count} anmodninger passer.`,
  who: 'Tildel dem til',
  choose: 'Vælg en person',
  text: 'Hver anmodning tildeles for sig, og personen får en mail for hver. Den, der allerede har en anmodning, beholder den.',
  submit: 'Tildel dem alle',
  doneTitle: 'Tildelt',
  done: (count, name) =>
    count === 1 ? `1 anmodning blev tildelt ${name}.` : `${count} anmodninger blev tildelt ${name}.`,
  unchanged: (count, name) =>
    count === 1
      ? `1 anmodning var allerede tildelt ${name}.`
      : `${count} anmodninger var allerede tildelt ${name}.`,
  refused: (count, why) =>
    count === 1 ? `1 anmodning blev ikke tildelt: ${why}` : `${count} anmodninger blev ikke tildelt: ${why}`,
  undo: 'Tag disse tilbage',
  more: 'Flere passer, end ét trin tager.',
  goOn: 'Fortsæt med de næste',
  told: { bulkUndone: 'Taget tilbage: de er tildelt som før.' },
}
