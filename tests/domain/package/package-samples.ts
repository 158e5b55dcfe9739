import type { PackageFacts, PackageSource } from '../../../shared/domain/package/package-facts.ts'
import type { Provenance, TemplateField, TemplateVersion } from '../../../shared/domain/templates/template.ts'

export const aField = (pointer: string, provenance: Provenance): TemplateField => ({
  pointer,
  label: { da: `Felt ${pointer}`, en: `Field ${pointer}` },
  provenance,
  category: 'dpv-pd:Insurance',
})

export const insurance: TemplateVersion = {
  templateId: 'insurance',
  version: 3,
  title: { da: 'Forsikring', en: 'Insurance' },
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
    required: ['name', 'riskClass'],
    properties: {
      name: { type: 'string' },
      riskClass: { type: 'string' },
      claims: {
        type: 'array',
        items: {
          type: 'object',
          required: ['note'],
          properties: { amount: { type: 'number' }, note: { type: 'string' } },
        },
      },
    },
  },
  fields: [
    { ...aField('/name', 'provided'), hint: { da: 'Som i policen', en: 'As in the policy' } },
    aField('/riskClass', 'derived'),
    aField('/claims/*/amount', 'observed'),
    aField('/claims/*/note', 'thirdParty'),
  ],
  csv: [
    {
      name: 'person',
      rows: '',
      columns: [
        { header: 'Name', pointer: '/name' },
        { header: 'Risk', pointer: '/riskClass' },
      ],
    },
    {
      name: 'claims',
      rows: '/claims',
      columns: [
        { header: 'Amount', pointer: '/amount' },
        { header: 'Note', pointer: '/note' },
      ],
    },
  ],
}

export const insuranceData = {
  name: 'Anna Ågård',
  riskClass: 'B2',
  claims: [
    { amount: 1200, note: 'said the witness' },
    { amount: -50, note: 'said the police' },
  ],
}

export const policies: PackageSource = {
  sourceId: 'src-1',
  label: 'Policy system',
  informationType: 'insurance',
  legalBasis: 'contract',
  providedByPerson: true,
  state: 'filled',
  template: insurance,
  data: insuranceData,
  collectedAt: new Date('2026-03-10T08:00:00Z'),
  collectedBy: 'System user',
}

export const archive: PackageSource = {
  sourceId: 'src-2',
  label: 'Paper archive',
  informationType: 'archive',
  legalBasis: 'legalObligation',
  providedByPerson: false,
  state: 'nothingHeld',
}

/** Facts for an access package; every test changes what it is about. */
export function packageFacts(changes: Partial<PackageFacts> = {}): PackageFacts {
  return {
    right: 'access',
    language: 'en',
    reference: 'K7Q2-M9',
    companyName: 'Nordlys Forsikring',
    contact: 'privatliv@nordlys.example',
    authority: {
      name: 'Datatilsynet',
      url: 'https://www.datatilsynet.dk',
      address: 'Carl Jacobsens Vej 35, 2500 Valby',
    },
    receivedAt: new Date('2026-03-05T23:30:00Z'),
    sealedAt: new Date('2026-03-20T10:00:00Z'),
    timeZone: 'Europe/Copenhagen',
    rights: ['access'],
    approvalsNeeded: 1,
    sources: [policies, archive],
    merges: [],
    attachments: [
      {
        path: 'attachments/letter.pdf',
        mediaType: 'application/pdf',
        sha256: 'aa'.repeat(32),
        sizeBytes: 12345,
        source: 'src-1',
      },
      { path: 'attachments/scan.png', mediaType: 'image/png', sha256: 'bb'.repeat(32), sizeBytes: 10 },
    ],
    withheld: [
      {
        description: 'Paper archive: a file',
        groundCode: 'rightsOfOthers',
        article: 'Art. 15(4)',
        text: 'It shows another person',
      },
    ],
    activities: [
      {
        id: 'contract',
        informationTypes: ['insurance', 'archive'],
        purposes: { da: 'Vi administrerer din forsikring', en: 'We run your insurance' },
        legalBasis: 'contract',
        categories: ['dpv-pd:Name', 'dpv-pd:Insurance'],
        recipients: ['Havn Drift ApS (hosting)'],
        retention: { da: 'Fem år', en: 'Five years' },
        source: { da: 'Fra dig', en: 'From you' },
        automatedDecisions: { da: 'Risikoklasse', en: 'A risk class is calculated' },
        thirdCountries: [
          { country: 'US', safeguard: { da: 'Standardbestemmelser', en: 'Standard clauses' } },
          { country: 'Atlantis', safeguard: { da: 'Bindende regler', en: 'Binding rules' } },
        ],
      },
      {
        id: 'archiving',
        informationTypes: ['archive'],
        purposes: { da: 'Vi arkiverer', en: 'We keep an archive' },
        legalBasis: 'legalObligation',
        categories: [],
        recipients: [],
        retention: { da: 'Ti år', en: 'Ten years' },
        source: { da: 'Fra myndigheder', en: 'From authorities' },
      },
    ],
    ...changes,
  }
}

export const textOf = (bytes: Uint8Array | undefined): string =>
  new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes)

export const jsonOf = (bytes: Uint8Array | undefined): unknown => JSON.parse(textOf(bytes))
