import type { HolidayCountry } from '../holidays/holidays.ts'
import type { RefusalGround } from './refusal-grounds.ts'

/**
 * National limits under Art. 23 and 89 of the GDPR (R68). Each names its law, since the article alone gives no
 * ground. The list is what companies meet, not all that the law of these countries holds;
 * in a country without an entry the grounds of the Regulation itself are offered, and no others.
 */
export const nationalGrounds: Readonly<Partial<Record<HolidayCountry, readonly RefusalGround[]>>> = {
  DK: [
    {
      code: 'dkPrivateInterests',
      article: 'Art. 23; databeskyttelsesloven § 22, stk. 1',
      rights: ['access'],
      partial: 'both',
      text: {
        da: 'Afgørende hensyn til private interesser, herunder til dig selv, vejer tungere end din interesse i oplysningerne.',
        en: 'Decisive private interests, your own included, outweigh your interest in the data (Danish Data Protection Act, section 22(1)).',
      },
    },
    {
      code: 'dkPublicInterests',
      article: 'Art. 23; databeskyttelsesloven § 22, stk. 2',
      rights: ['access'],
      partial: 'both',
      text: {
        da: 'Afgørende hensyn til offentlige interesser vejer tungere end din interesse i oplysningerne.',
        en: 'Decisive public interests outweigh your interest in the data (Danish Data Protection Act, section 22(2)).',
      },
    },
    {
      code: 'dkPublicCaseFiles',
      article: 'Art. 23; databeskyttelsesloven § 22, stk. 3',
      rights: ['access'],
      partial: 'part',
      text: {
        da: 'Oplysningerne indgår i en forvaltningssag og kan undtages efter offentlighedsloven.',
        en: 'The data belongs to an administrative case and is exempt under the Danish Access to Public Administration Files Act.',
      },
    },
    {
      code: 'dkResearchOrStatistics',
      article: 'Art. 89; databeskyttelsesloven § 22, stk. 5',
      rights: ['access', 'rectification', 'restriction', 'objection'],
      partial: 'both',
      text: {
        da: 'Oplysningerne behandles udelukkende i videnskabeligt eller statistisk øjemed.',
        en: 'The data is processed solely for scientific or statistical purposes (Danish Data Protection Act, section 22(5)).',
      },
    },
  ],
  DE: [
    {
      code: 'deSecrecy',
      article: 'Art. 23; BDSG § 29(1)',
      rights: ['access'],
      partial: 'both',
      text: {
        da: 'Indsigt ville afsløre oplysninger, som efter en retsregel eller deres art skal holdes hemmelige.',
        en: 'Access would disclose information that must be kept secret by law or by its nature.',
      },
    },
    {
      code: 'deKeptByDutyOnly',
      article: 'Art. 23; BDSG § 34(1)',
      rights: ['access'],
      partial: 'both',
      text: {
        da: 'Oplysningerne opbevares kun på grund af opbevaringspligt eller til datasikring, og indsigt ville kræve en uforholdsmæssig indsats.',
        en: 'The data is kept only because of retention duties or for data security, and access would take disproportionate effort.',
      },
    },
    {
      code: 'deResearchOrStatistics',
      article: 'Art. 89; BDSG § 27(2)',
      rights: ['access', 'rectification', 'restriction', 'objection'],
      partial: 'both',
      text: {
        da: 'Rettigheden ville gøre forskning eller statistik umulig eller hæmme den alvorligt.',
        en: 'The right would make research or statistics impossible or seriously impair it.',
      },
    },
    {
      code: 'deErasureDisproportionate',
      article: 'Art. 23; BDSG § 35(1)',
      rights: ['erasure'],
      partial: 'both',
      text: {
        da: 'Oplysningerne behandles ikke automatisk, og sletning ville kræve en uforholdsmæssig indsats; behandlingen begrænses i stedet.',
        en: 'The data is not processed by automated means and erasing it would take disproportionate effort; its processing is restricted instead.',
      },
    },
  ],
  IE: [
    {
      code: 'ieImportantObjectives',
      article: 'Art. 23; Data Protection Act 2018, s. 60',
      rights: ['access', 'portability', 'rectification', 'erasure', 'restriction', 'objection'],
      partial: 'both',
      text: {
        da: 'Begrænsningen er nødvendig for et vigtigt mål af almen interesse eller for retskrav.',
        en: 'The restriction is necessary for an important objective of general public interest, or for legal claims.',
      },
    },
    {
      code: 'ieArchivingOrResearch',
      article: 'Art. 89; Data Protection Act 2018, s. 61',
      rights: ['access', 'rectification', 'restriction', 'objection'],
      partial: 'both',
      text: {
        da: 'Rettigheden ville gøre arkivering, forskning eller statistik umulig eller hæmme den alvorligt.',
        en: 'The right would make archiving, research or statistics impossible or seriously impair it.',
      },
    },
    {
      code: 'ieLegalPrivilege',
      article: 'Art. 23; Data Protection Act 2018, s. 162',
      rights: ['access'],
      partial: 'both',
      text: {
        da: 'Oplysningerne er fortrolige mellem advokat og klient eller er udarbejdet til juridisk rådgivning.',
        en: 'The data is privileged between lawyer and client, or was made for legal advice.',
      },
    },
  ],
  NL: [
    {
      code: 'nlImportantObjectives',
      article: 'Art. 23; UAVG art. 41',
      rights: ['access', 'portability', 'rectification', 'erasure', 'restriction', 'objection'],
      partial: 'both',
      text: {
        da: 'Begrænsningen er nødvendig og forholdsmæssig for et mål, som loven nævner, herunder andres rettigheder.',
        en: 'The restriction is necessary and proportionate for an objective named by law, the rights of others included.',
      },
    },
    {
      code: 'nlResearchOrStatistics',
      article: 'Art. 89; UAVG art. 44',
      rights: ['access', 'rectification', 'restriction'],
      partial: 'both',
      text: {
        da: 'Oplysningerne behandles til forskning eller statistik med de nødvendige garantier.',
        en: 'The data is processed for research or statistics with the necessary safeguards.',
      },
    },
  ],
}
