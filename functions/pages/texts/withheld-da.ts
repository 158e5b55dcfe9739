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
  asTheyAre: {
    title: 'Filer, der sendes, som de er',
    text: 'Intet kan tages ud af en fil: Den sendes byte for byte, eller den udelades. Når svaret forsegles, gennemsøges filer med ren tekst for det udeladte, ord for ord. En fil, hvor det findes, afvises, medmindre du sætter kryds ved den her, fordi du har læst den, og den alligevel må sendes. Ændrer du, hvad der udelades, skal du sætte krydset igen.',
    legend: 'Jeg har læst disse, og de må sendes, selv om de indeholder det udeladte',
    submit: 'De må sendes, som de er',
    beforeSealing:
      'Noget er udeladt af dette svar, og disse filer sendes byte for byte. Billeder, PDF og lignende gennemsøges ikke for det, og ingen andre end du har set i dem: Læs dem, før du forsegler.',
    beforeApproval:
      'Noget er udeladt af denne pakke, og disse filer sendes byte for byte. Ingen andre end dem, der arbejder på anmodningen, har set i dem: Læs dem, før du godkender.',
    looked: {
      searched: 'ren tekst; det udeladte er søgt og ikke fundet ord for ord',
      notSearched: 'ikke gennemsøgt: det er ikke ren tekst, eller den er for stor',
      known: 'indeholder det udeladte, og den, der har forberedt svaret, har sagt, at den må sendes',
    },
  },
  holding: (names) =>
    `Det, der er udeladt af svaret, står også i disse filer: ${names}. Udelad dem, erstat dem, eller sig under »Det, der udelades af svaret«, at de må sendes, som de er.`,
  done: {
    withheld: 'Det er udeladt af svaret.',
    withheldBack: 'Det er igen en del af svaret.',
    withheldFiles: 'Det er noteret, hvilke filer der må sendes, som de er.',
  },
}
