const dpv = 'https://w3id.org/dpv#'

/** The profiles that a receipt and its records follow (DPV guide "Consent Records and Receipts", section Namespaces). */
export const receiptProfile = 'https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr'
export const recordProfile = 'https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr'

const iri = { '@type': '@id' } as const
const instant = { '@type': 'xsd:dateTime' } as const

/**
 * Written out in the receipt, so that it is read without a network. Words of ours beside those of the Data Privacy
 * Vocabulary have no prefix; a processor that does not know them can leave them.
 */
export const receiptContext = {
  '@vocab': 'urn:indsigt:receipt:1:',
  dpv,
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  'dpv-pd': 'https://w3id.org/dpv/pd#',
  loc: 'https://w3id.org/dpv/loc#',
  dct: 'http://purl.org/dc/terms/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  schema: 'https://schema.org/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  'dct:conformsTo': iri,
  'dct:isPartOf': iri,
  'dct:publisher': iri,
  'dct:created': instant,
  'dct:issued': instant,
  'dpv:hasApplicableLaw': iri,
  'dpv:hasAuthority': iri,
  'dpv:hasDataController': iri,
  'dpv:hasJurisdiction': iri,
  'dpv:hasLegalBasis': iri,
  'dpv:hasLocation': iri,
  'dpv:isExercisedAt': iri,
  'dpv:isIndicatedAtTime': instant,
  'dpv:isIndicatedBy': iri,
  'schema:url': iri,
} as const
