import type { InstanceKeysTexts } from './instance-keys-en.ts'

export const instanceKeysDa: InstanceKeysTexts = {
  title: 'Installationens nøgler',
  lead: 'Nøglen, der underskriver adgangstokens, skifter af sig selv hver tredivte dag. Efter en mistanke fornyes den med det samme.',
  means: [
    'En ny nøgle underskriver straks. Intet adgangstoken fra en tidligere nøgle godtages længere, på nogen maskine inden for et minut.',
    'Fornyelsestokens gælder stadig, så programmer henter selv et nyt adgangstoken. Sider mærker ingenting.',
    'Fornyelsen står i de driftsansvarliges revisionsspor.',
  ],
  renew: 'Forny underskriftsnøglen nu',
  submit: 'Forny den: alle adgangstokens slutter',
  renewed: 'Nøglen er fornyet. Alle adgangstokens fra en tidligere nøgle er slut.',
  kid: 'Det, der underskriver nu:',
  ofCompanies: 'En virksomheds nøgler flyttes på virksomhedens side.',
  company: {
    title: 'Virksomhedens nøgler',
    lead: 'Når en ny version af dens nøgle er lavet i nøgleboksen, pakkes det, der er åbent, under den: virksomhedens hemmelighed og nøglerne til hundrede anmodninger ad gangen. Du læser intet ved det. Før den gamle version lukkes i nøgleboksen, viser en anden runde, der ingen flytter, at intet er tilbage under den.',
    submit: 'Flyt nøglerne til den nyeste version',
    goOn: 'Fortsæt med de næste hundrede anmodninger',
    moved: (keys) => (keys === 1 ? '1 nøgle blev flyttet.' : `${keys} nøgler blev flyttet.`),
    more: 'Der er flere anmodninger.',
    through: 'Alle anmodninger er set igennem.',
    back: 'Tilbage til virksomheden',
  },
}
