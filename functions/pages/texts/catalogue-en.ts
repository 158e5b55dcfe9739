import type {
  GuideHow,
  GuideWho,
  HeldCategory,
  SystemCategory,
} from '../../../shared/domain/connectors/known-system.ts'
import type { Level } from '../../../shared/domain/connectors/connector.ts'

const kinds: Readonly<Record<SystemCategory, string>> = {
  accounting: 'Accounting',
  analytics: 'Analytics',
  archive: 'Archives',
  billing: 'Billing',
  chat: 'Chat',
  commerce: 'Shops',
  community: 'Communities',
  crm: 'Customer relations',
  developerTools: 'Developers’ tools',
  erp: 'Enterprise resource planning',
  eSignature: 'Electronic signatures',
  events: 'Events',
  files: 'Files',
  hr: 'Human resources',
  identity: 'Users and access',
  insurance: 'Insurance',
  learning: 'Learning',
  mail: 'Mail',
  marketing: 'Marketing',
  meetings: 'Meetings',
  payments: 'Payments',
  publicSector: 'Public sector',
  recruiting: 'Recruiting',
  scheduling: 'Scheduling',
  support: 'Customer service',
  survey: 'Surveys',
  telephony: 'Telephony',
  website: 'Websites',
  workManagement: 'Work management',
}

const held: Readonly<Record<HeldCategory, string>> = {
  account: 'user accounts',
  answers: 'answers to questions',
  applications: 'applications for jobs',
  behaviour: 'behaviour',
  calls: 'calls',
  contact: 'contact details',
  contracts: 'contracts',
  correspondence: 'correspondence',
  employment: 'employment',
  files: 'files',
  finance: 'finance',
  health: 'health',
  location: 'location',
  meetings: 'meetings',
  orders: 'orders',
  payments: 'payments',
  logs: 'logs',
  tasks: 'tasks',
}

const who: Readonly<Record<GuideWho, string>> = {
  customerService: 'customer service',
  finance: 'finance',
  hr: 'human resources',
  it: 'IT',
  marketing: 'marketing',
  operations: 'operations',
  sales: 'sales',
  security: 'security',
}

const how: Readonly<Record<GuideHow, string>> = {
  searchByEmail: 'Search for the person’s e-mail address.',
  searchByName: 'Search for the person’s name, and make sure that it is they.',
  searchByPhone: 'Search for the person’s telephone number.',
  searchByNumber: 'Search for the number that the person is known by: customer, order or case.',
  exportRecord: 'Open what you find, and export it or save it as a file.',
  exportList: 'Export the list, and keep only the person’s own rows.',
  adminExport: 'Have an administrator of the product export what belongs to the person.',
  privacyTool: 'Use the product’s own tool for requests about personal data.',
  eDiscovery: 'Use the product’s search for legal matters (eDiscovery).',
  askVendor: 'Ask the vendor: the product has no search of its own for it.',
}

const levels: Readonly<Record<Level, string>> = {
  guided: 'Guided: a person looks',
  locate: 'Can be asked: finds the person',
  collect: 'Can be asked: finds the person, and what belongs to them',
}

/** What the catalogue of systems says in codes. */
export const catalogueEn = {
  kinds,
  held,
  who,
  how,
  levels,
  guide: {
    title: (system: string) => `Look in ${system} by hand`,
    who: 'Who usually has the rights',
    where: 'Where in the product',
    holds: 'What lies there',
    steps: 'How',
    docs: (system: string) => `The vendor’s own pages on ${system}`,
    elsewhere: 'opens in another tab',
    last: 'Enter what you found in the form of this source, or add it as a file. If there is nothing, say that nothing is held here.',
    unverified: 'This is general knowledge of the product, checked against nothing.',
  },
}

export type CatalogueTexts = typeof catalogueEn
