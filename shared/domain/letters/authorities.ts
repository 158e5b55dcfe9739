import type { HolidayCountry } from '../holidays/holidays.ts'

/** Where a person may complain (Art. 77); named in every refusal, extension, expiry and delivery (regulation.md e.3). */
export type Authority = { readonly name: string; readonly url: string; readonly address: string }

/**
 * The national authorities, as a start for a company's own setting. In Germany the authority of a private company is
 * that of its Land, so a German company names its own; the federal one passes a complaint on; in Spain and Belgium
 * public bodies of a region may answer to the region's. Where an authority has moved lately and its new address was not
 * found in a publication of its own, there is none: a complaint by post must not go astray.
 */
const authorities: Readonly<Record<HolidayCountry, Authority>> = {
  AT: {
    name: 'Österreichische Datenschutzbehörde',
    url: 'https://www.dsb.gv.at',
    address: 'Barichgasse 40–42, 1030 Wien, Österreich',
  },
  BE: {
    name: 'Autorité de protection des données / Gegevensbeschermingsautoriteit',
    url: 'https://www.dataprotectionauthority.be',
    address: 'Rue de la Presse 35 / Drukpersstraat 35, 1000 Bruxelles / Brussel, Belgique / België',
  },
  BG: {
    name: 'Комисия за защита на личните данни',
    url: 'https://www.cpdp.bg',
    address: 'бул. „Проф. Цветан Лазаров“ 2, 1592 София, България',
  },
  CY: {
    name: 'Office of the Commissioner for Personal Data Protection',
    url: 'https://www.dataprotection.gov.cy',
    address: 'Kypranoros 15, 1061 Nicosia, Cyprus',
  },
  CZ: {
    name: 'Úřad pro ochranu osobních údajů',
    url: 'https://uoou.gov.cz',
    address: 'Pplk. Sochora 27, 170 00 Praha 7, Česko',
  },
  DE: {
    name: 'Der Bundesbeauftragte für den Datenschutz und die Informationsfreiheit',
    url: 'https://www.bfdi.bund.de',
    address: 'Graurheindorfer Straße 153, 53117 Bonn, Deutschland',
  },
  DK: {
    name: 'Datatilsynet',
    url: 'https://www.datatilsynet.dk',
    address: 'Carl Jacobsens Vej 35, 2500 Valby, Danmark',
  },
  EE: {
    name: 'Andmekaitse Inspektsioon',
    url: 'https://www.aki.ee',
    address: 'Tatari 39, 10134 Tallinn, Eesti',
  },
  ES: {
    name: 'Agencia Española de Protección de Datos',
    url: 'https://www.aepd.es',
    address: 'C/ Jorge Juan, 6, 28001 Madrid, España',
  },
  FI: {
    name: 'Tietosuojavaltuutetun toimisto',
    url: 'https://tietosuoja.fi',
    address: 'PL 800, 00531 Helsinki, Suomi',
  },
  FR: {
    name: 'Commission nationale de l’informatique et des libertés (CNIL)',
    url: 'https://www.cnil.fr',
    address: '3, place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, France',
  },
  GR: {
    name: 'Αρχή Προστασίας Δεδομένων Προσωπικού Χαρακτήρα',
    url: 'https://www.dpa.gr',
    address: 'Κηφισίας 1–3, 115 23 Αθήνα, Ελλάδα',
  },
  HR: {
    name: 'Agencija za zaštitu osobnih podataka',
    url: 'https://azop.hr',
    address: '',
  },
  HU: {
    name: 'Nemzeti Adatvédelmi és Információszabadság Hatóság',
    url: 'https://www.naih.hu',
    address: 'Falk Miksa utca 9–11, 1055 Budapest, Magyarország',
  },
  IE: {
    name: 'Data Protection Commission',
    url: 'https://www.dataprotection.ie',
    address: '6 Pembroke Row, Dublin 2, D02 X963, Ireland',
  },
  IS: {
    name: 'Persónuvernd',
    url: 'https://www.personuvernd.is',
    address: 'Laugavegi 166, 105 Reykjavík, Ísland',
  },
  IT: {
    name: 'Garante per la protezione dei dati personali',
    url: 'https://www.garanteprivacy.it',
    address: 'Piazza Venezia 11, 00187 Roma, Italia',
  },
  LI: {
    name: 'Datenschutzstelle',
    url: 'https://www.datenschutzstelle.li',
    address: 'Städtle 38, 9490 Vaduz, Liechtenstein',
  },
  LT: {
    name: 'Valstybinė duomenų apsaugos inspekcija',
    url: 'https://vdai.lrv.lt',
    address: 'L. Sapiegos g. 17, 10312 Vilnius, Lietuva',
  },
  LU: {
    name: 'Commission nationale pour la protection des données',
    url: 'https://cnpd.public.lu',
    address: '15, boulevard du Jazz, 4370 Belvaux, Luxembourg',
  },
  LV: {
    name: 'Datu valsts inspekcija',
    url: 'https://www.dvi.gov.lv',
    address: 'Elijas iela 17, Rīga, LV-1050, Latvija',
  },
  MT: {
    name: 'Office of the Information and Data Protection Commissioner',
    url: 'https://idpc.org.mt',
    address: 'Floor 2, Airways House, Triq Il-Kbira, Tas-Sliema SLM 1549, Malta',
  },
  NL: {
    name: 'Autoriteit Persoonsgegevens',
    url: 'https://www.autoriteitpersoonsgegevens.nl',
    address: 'Postbus 93374, 2509 AJ Den Haag, Nederland',
  },
  NO: {
    name: 'Datatilsynet',
    url: 'https://www.datatilsynet.no',
    address: 'Postboks 458 Sentrum, 0105 Oslo, Norge',
  },
  PL: {
    name: 'Prezes Urzędu Ochrony Danych Osobowych',
    url: 'https://uodo.gov.pl',
    address: '',
  },
  PT: {
    name: 'Comissão Nacional de Proteção de Dados',
    url: 'https://www.cnpd.pt',
    address: 'Av. D. Carlos I, 134, 1.º, 1200-651 Lisboa, Portugal',
  },
  RO: {
    name: 'Autoritatea Națională de Supraveghere a Prelucrării Datelor cu Caracter Personal',
    url: 'https://www.dataprotection.ro',
    address: 'B-dul G-ral. Gheorghe Magheru 28–30, Sector 1, 010336 București, România',
  },
  SE: {
    name: 'Integritetsskyddsmyndigheten',
    url: 'https://www.imy.se',
    address: 'Box 8114, 104 20 Stockholm, Sverige',
  },
  SI: {
    name: 'Informacijski pooblaščenec',
    url: 'https://www.ip-rs.si',
    address: 'Dunajska cesta 22, 1000 Ljubljana, Slovenija',
  },
  SK: {
    name: 'Úrad na ochranu osobných údajov Slovenskej republiky',
    url: 'https://dataprotection.gov.sk',
    address: '',
  },
}

/** The authority of a country, for a company that names no other in its settings. */
export const authorityOf = (country: HolidayCountry): Authority => authorities[country]
