import type { LegalBasis } from '../../../shared/domain/templates/information-type.ts'
import type { SetupItem } from '../../../shared/application/companies/setup.ts'

const setup: Readonly<Record<SetupItem['id'], string>> = {
  informationTypes: 'Say what people can ask for, and where it lies',
  activities: 'Say what you do with each type of information',
  manager: 'Give somebody the role that hands out requests (System manager)',
  workers: 'Give somebody a role that works on requests',
  approvers: 'Let as many people approve as approvals are needed',
  fourEyes: 'Have one person more than approvals are needed: nobody approves what they prepared',
  secondAdministrator: 'Have a second owner or administrator, who decides with you what takes two',
}

const bases: Readonly<Record<LegalBasis, string>> = {
  consent: 'Consent (Art. 6(1)(a))',
  contract: 'Contract (Art. 6(1)(b))',
  legalObligation: 'Legal obligation (Art. 6(1)(c))',
  vitalInterest: 'Vital interest (Art. 6(1)(d))',
  publicTask: 'Public task (Art. 6(1)(e))',
  legitimateInterest: 'Legitimate interest (Art. 6(1)(f))',
}

const errors: Readonly<Record<string, string>> & { readonly other: string } = {
  required: 'Fill this in.',
  minItems: 'Choose at least one.',
  maxItems: 'That is more than can be kept.',
  maxLength: 'That is too long.',
  format: 'That is not written as it must be.',
  pattern: 'That is not written as it must be.',
  enum: 'Choose one from the list.',
  type: 'That is not written as it must be.',
  minimum: 'That is too little.',
  maximum: 'That is too much.',
  idTwice: 'This is there already.',
  withoutSource: 'Add a source, or take the type out of use.',
  templateUnknown: 'Choose a form that is in use.',
  templateRetired: 'This form is out of use. Choose another.',
  informationTypeUnknown: 'This type of information is not there any more.',
  other: 'This cannot be taken as it is.',
}

/** Of the pages on which owners and administrators set the company up. */
export const settingsEn = {
  title: 'Settings',
  saved: 'Saved. It holds for requests that come from now on.',
  waits: 'It waits for a second owner or administrator, and holds when they have approved it.',
  save: 'Save',
  choose: 'Choose',
  conflict: 'Somebody changed the settings since you opened this page. Open it again and repeat your change.',
  ready: 'Your company can receive and answer requests.',
  notReady: 'Before your company can answer requests, something is missing.',
  setupTitle: 'What it takes',
  pagesTitle: 'All settings',
  states: { done: 'Done', missing: 'Missing', advised: 'Advised' },
  setup,
  bases,
  errors,
  languages: { en: 'English', da: 'Danish' },
  places: {
    information: {
      title: 'Types of information',
      lead: 'What a person can ask for, and where your company looks for it.',
    },
    activities: {
      title: 'What you do with the data',
      lead: 'Purposes, recipients, retention: every answer explains them (Article 15(1)).',
    },
  },
  information: {
    sources: 'Sources',
    provided: 'provided by the person',
    notProvided: 'not provided by the person',
    retired: 'Out of use',
    change: (name: string) => `Change ${name}`,
    addTitle: 'Add a type of information',
    add: 'Add it',
    noForms: 'There is no form in use. Add a template first.',
    label: 'What it is called',
    labelHint: 'People choose by these words, such as “Policies and claims”.',
    source: 'Source',
    sourceHint: 'Where it lies: a system, an archive, a department.',
    form: 'Form in which it is entered',
    basis: 'Legal basis',
    basisHint:
      'The one under which most of it is kept. Contract and consent come into the portable copy (Article 20).',
    providedLabel: 'Where it comes from',
    providedBox: 'The person gave it to us, or we observed it of them',
    newSource: 'One more source',
    removeLabel: 'Take away',
    removeSource: 'Take this source away',
    states: {
      retired: {
        title: 'Take out of use',
        text: 'No new request can be about it. Open requests go on as they were opened.',
      },
      current: { title: 'Bring back into use', text: 'New requests can be about it again.' },
    },
    remove: 'Remove',
    removeText:
      'Only possible as long as no open request is about it; what you said of it as an activity goes with it. To take it out of use is always possible.',
    levelTitle: 'How sure you must be of who asks',
    level: 'Level for this type',
    levelHint: 'A request about several types needs the highest of their levels.',
    companyLevel: 'As for the company',
    levelReason: 'Why it differs',
  },
  activities: {
    silent: 'Nothing is said yet of what you do with:',
    addTitle: 'Add an activity',
    changeTitle: 'Change an activity',
    change: 'Change',
    empty: 'Begin with an empty form',
    from: (purpose: string) => `Begin from an example: “${purpose}”`,
    draft:
      'This is an example. Make it true: name your recipients, and look at every line before you save it.',
    about: 'Types of information',
    basis: 'Legal basis',
    purposes: 'Purpose, as you would say it to the person',
    purposesHint: 'Article 15(1)(a).',
    categories: 'Categories of data',
    recipients: 'Recipients',
    recipientsHint: 'One a line, by name (Article 15(1)(c)). Empty if there are none.',
    nobody: 'none',
    retention: 'How long it is kept',
    retentionHint: 'The period, or how it is decided (Article 15(1)(d)).',
    source: 'Where it comes from',
    sourceHint: 'As far as not from the person (Article 15(1)(g)).',
    automated: 'Automated decisions',
    automatedHint: 'Their logic and what follows for the person (Article 15(1)(h)). Empty if there are none.',
    countries: 'Countries outside the EEA',
    countriesHint: 'Where data are sent: two letters each, such as US, one a line. Empty if there are none.',
    safeguard: 'Safeguard of the transfer',
    safeguardHint: 'Such as standard contractual clauses (Article 15(2), Article 46).',
    remove: 'Remove this activity',
    removeText: 'Answers that are sealed from now on no longer speak about it.',
  },
}

export type SettingsTexts = typeof settingsEn
