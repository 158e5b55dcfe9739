/** Where a person may complain (Art. 77); named in every refusal, extension, expiry and delivery (regulation.md e.3). */
export type Authority = { readonly name: string; readonly url: string; readonly address: string }

export type AuthorityCountry = 'DK' | 'DE' | 'IE' | 'NL'

/**
 * The national authorities, as a start for a company's own setting. In Germany the authority of a private company is
 * that of its Land, so a German company names its own; the federal one passes a complaint on.
 */
const authorities: Readonly<Record<AuthorityCountry, Authority>> = {
  DK: {
    name: 'Datatilsynet',
    url: 'https://www.datatilsynet.dk',
    address: 'Carl Jacobsens Vej 35, 2500 Valby, Danmark',
  },
  DE: {
    name: 'Der Bundesbeauftragte für den Datenschutz und die Informationsfreiheit',
    url: 'https://www.bfdi.bund.de',
    address: 'Graurheindorfer Straße 153, 53117 Bonn, Deutschland',
  },
  IE: {
    name: 'Data Protection Commission',
    url: 'https://www.dataprotection.ie',
    address: '6 Pembroke Row, Dublin 2, D02 X963, Ireland',
  },
  NL: {
    name: 'Autoriteit Persoonsgegevens',
    url: 'https://www.autoriteitpersoonsgegevens.nl',
    address: 'Postbus 93374, 2509 AJ Den Haag, Nederland',
  },
}

/** The authority of a country that has one here; a company elsewhere writes its own in its settings. */
export function authorityOf(country: string): Authority | undefined {
  return Object.hasOwn(authorities, country) ? authorities[country as AuthorityCountry] : undefined
}
