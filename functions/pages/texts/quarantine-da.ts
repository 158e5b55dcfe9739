import type { QuarantineTexts } from './quarantine-en.ts'

export const quarantineDa: QuarantineTexts = {
  badge: 'I karantæne',
  title: 'Filer i karantæne',
  lead: 'Ingen kan åbne disse filer, og intet forsegles, før hver af dem er frigivet, erstattet eller fjernet.',
  doubts: {
    encrypted: 'Den er beskyttet med en adgangskode, så indholdet kunne ikke undersøges.',
    macros: 'Den indeholder makroer: programmer, der kører, når den åbnes.',
    activeContent: 'Den indeholder scripts eller andet, der kører, når den åbnes.',
    executable: 'Den er et program eller indeholder et.',
    typeContradicts: 'Den er noget andet, end dens navn siger.',
    notLookedThrough: 'Den kunne ikke undersøges til ende.',
    scannerUnavailable: 'Virusscanneren svarede ikke, da den kom.',
  },
  refused: {
    typeNotAllowed: 'Virksomheden modtager ikke filer af den type.',
    malwareSignature: 'Den bærer et kendetegn, der er kendt som skadeligt.',
    disguisedExecutable: 'Den er et program under et dokuments navn.',
    twoTypesAtOnce: 'Den er to slags filer på én gang.',
    zipBomb: 'Den er et arkiv, der pakker ud til en umådelig størrelse.',
    tooManyEntries: 'Den er et arkiv med flere filer, end der kan undersøges.',
    nestedTooDeep: 'Den er arkiver i arkiver, dybere end der kan undersøges.',
    zipInconsistent: 'Den er et arkiv, hvis indholdsfortegnelse ikke svarer til indholdet.',
    unsafePath: 'Den er et arkiv, der ville pakke ud uden for sin egen mappe.',
    duplicateName: 'Den er et arkiv, der har samme navn to gange.',
    symbolicLink: 'Den er et arkiv med henvisninger til andre steder.',
    entityBomb: 'Den vokser umådeligt, når den åbnes.',
  },
  rescan: 'Undersøg den igen',
  release: 'Frigiv',
  releaseText:
    'Du svarer for denne fil fra nu af og kan ikke godkende anmodningen. Det gemmes, hvem der frigav den, hvornår og hvorfor.',
  reason: 'Hvorfor den må frigives',
  releasedTitle: 'Filer frigivet fra karantæne',
  releasedLead:
    'Nogen har set på disse og står inde for dem. Hvad der var tvivl om, og hvorfor de må sendes:',
  aManager: 'en leder',
  waits: 'En leder, som anmodningen er tildelt, kan frigive den.',
  done: {
    fileHeld: 'Filen er gemt og er i karantæne. Grunden står nedenfor.',
    fileScanned: 'Den er undersøgt igen. Det, der stadig er tvivl om, står nedenfor.',
    fileReleased: 'Filen er frigivet. Den læses og forsegles som alle andre.',
  },
}
