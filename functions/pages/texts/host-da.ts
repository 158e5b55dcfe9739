import type { HostTexts } from './host-en.ts'

export const hostDa: HostTexts = {
  title: 'Jeres eget værtsnavn',
  lead: 'En adresse på jeres eget domæne, hvor personer finder virksomheden, for eksempel data.example.com.',
  address: 'Links i mails fører personer til',
  name: 'Værtsnavn',
  nameHint:
    'Et navn under et af jeres domæner, uden https:// og uden sti. En anden administrator eller ejer godkender det.',
  named: 'Jeres værtsnavn',
  state: 'Tilstand',
  states: {
    waiting: 'Venter på domænenavnesystemet',
    proven: 'Bevist',
    lost: 'Mistet',
  },
  since: 'Siden',
  looked: 'Sidst set efter',
  found: 'Hvad der blev fundet',
  findings: {
    proof: 'Posten er der og er den rigtige.',
    noRecord:
      'Der er ingen TXT-post med det navn. Det kan vare timer, før en ny kan ses. Se efter, at navnet er præcis det nedenfor: mange udbydere tilføjer selv jeres domæne, så det kommer til at stå der to gange.',
    otherValue:
      'Der er en TXT-post med det navn, men ingen med den rigtige værdi. Sammenlign den tegn for tegn; den er forskellig for hver virksomhed og hvert værtsnavn.',
    silent: 'Navneserverne for jeres domæne svarede ikke i tide. Prøv igen om nogle minutter.',
    failed: 'Navneserverne for jeres domæne svarede med en fejl. Spørg dem, der driver dem.',
    taken:
      'En anden virksomhed her har bevist det samme navn, og dens post står der også. Fjern den post, hvis navnet er jeres.',
  },
  drops: 'Holder op med at svare',
  lost: 'Links fører igen til den almindelige adresse. Skriv posten igen, og tjek, hvis navnet skal forblive jeres.',
  demo: 'Denne demonstration svarer kun på localhost: navnet kan bevises her, men fører ingen steder hen.',
  entering: 'Hvad der skal skrives',
  enteringLead:
    'Tilføj disse to poster, dér hvor jeres domæne ligger, og lad den første stå, så længe I bruger navnet.',
  proof: 'Til beviset: en post af typen TXT',
  recordName: 'Navn',
  recordValue: 'Værdi',
  way: (host: string) => `For at ${host} fører hertil: en post af typen CNAME til`,
  certificate:
    'De, der driver Indsigt, skal også tilføje navnet, dér hvor krypterede forbindelser ender, med et certifikat til det. Indtil da svarer navnet med en fejl.',
  staff:
    'Du og dine kolleger logger fortsat ind på den almindelige adresse, hvor jeres adgangsnøgler og jeres udbyder kender jer.',
  check: 'Tjek nu',
  checked: 'Der er netop set efter.',
  remove: 'Undvær navnet',
  removeLead:
    'Links fører straks til den almindelige adresse. Links, som er sendt ud med navnet, holder op med at virke.',
  invalid:
    'Skriv kun navnet, for eksempel data.example.com: ingen https://, ingen sti, ingen adresse af tal og intet navn på et lokalt net.',
  reserved: 'Det er Indsigts eget navn her. Vælg et på jeres eget domæne.',
  change: 'Det værtsnavn, som personer føres til',
  none: 'intet eget',
}
