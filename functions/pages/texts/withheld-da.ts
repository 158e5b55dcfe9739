import type { WithheldTexts } from './withheld-en.ts'

export const withheldDa: WithheldTexts = {
  title: 'Det, der udelades af svaret',
  lead: 'Sæt kryds ved det, der vedrører andre eller ikke må udleveres, vælg den begrundelse, der bærer det, og skriv årsagen, som personen vil læse den. Det bliver her og kommer ikke med i nogen pakke.',
  list: 'Udeladt',
  none: 'Der er ikke udeladt noget.',
  outdated: 'Der står noget andet på dets plads nu: Tag det tilbage og vælg det på ny.',
  open: 'Vælg, hvad der udelades',
  back: 'Tilbage til anmodningen',
  choose: 'Vælg, hvad der udelades',
  nothing: 'Der er ikke indsamlet noget endnu.',
  whole: 'Det hele',
  row: (title, n) => `${title} ${n}`,
  files: 'Filer',
  noneTicked: 'Sæt mindst ét kryds',
  ground: 'Begrundelse',
  chooseGround: 'Vælg en begrundelse',
  text: 'Årsag til personen',
  textHint: 'Hvorfor begrundelsen holder her, uden at sige, hvad der udelades.',
  submit: 'Udelad det afkrydsede',
  takeBack: 'Tag tilbage',
  done: { withheld: 'Det er udeladt af svaret.', withheldBack: 'Det er igen en del af svaret.' },
}
