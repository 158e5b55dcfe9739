import type { Provenance } from '../../../shared/domain/templates/template.ts'

const provenances: Readonly<Record<Provenance, string>> = {
  provided: 'Given by the person',
  observed: 'Observed when they used the service',
  derived: 'Concluded by us',
  thirdParty: 'Told by others',
}

/** Of the pages on which administrators edit the forms in which data is collected. */
export const templatesEn = {
  caption: 'Forms',
  name: 'Form',
  version: 'Version',
  state: 'State',
  states: { current: 'In use', retired: 'Out of use', superseded: 'Earlier version' },
  fields: 'Fields',
  addTitle: 'Add a form',
  add: 'Add it',
  titleField: 'What it is called',
  titleHint: 'People who enter data and people who read the answer see it.',
  from: 'Begin with',
  fromHint: 'Its fields are yours to change.',
  blank: 'An empty form',
  rename: 'Change what it is called',
  field: 'Field',
  kind: 'Kind',
  kinds: {
    line: 'A line of text',
    prose: 'Several lines of text',
    number: 'A number',
    yesNo: 'Yes or no',
    date: 'A date',
    'date-time': 'A date and a time',
    email: 'An e-mail address',
    country: 'A country, by two letters',
    currency: 'A currency, by three letters',
    list: 'One of a list',
    kept: 'As it is',
  },
  values: 'The list, if it is one of a list',
  valuesHint:
    'One a line, in English and in Danish: Open | Åben. Before a colon stands the code that the data keep: open: Open | Åben.',
  provenance: 'Where it comes from',
  provenanceHint:
    'What the person gave, or what was observed of them, comes into the portable copy (Article 20).',
  provenances,
  category: 'Category of data',
  required: 'Required',
  requiredBox: 'Must be filled in',
  section: 'Part of the form',
  newGroup: 'A new part, filled in once',
  newRows: 'A new list, with any number of rows',
  root: 'The form itself',
  sectionTitle: 'What the new part is called',
  label: 'What the field is called',
  hint: 'Help for whoever fills it in',
  addField: 'Add a field',
  change: (name: string) => `Change ${name}`,
  changeTitle: (name: string) => `Change the field ${name}`,
  removeField: 'Remove this field',
  removeText: 'Open requests keep it: they have the version with which they were opened.',
  back: 'Back to the form',
  versions: 'Versions',
  versionsText:
    'Each change makes a version, for requests that open from then on. An open request keeps its own.',
  look: (version: number) => `Version ${version}`,
  nested: 'Some fields lie deeper than these pages can show. They are changed by the open API.',
  retire: 'Take out of use',
  retireText:
    'Only possible as long as no type of information and no open request uses it. Its versions stay readable.',
  restore: 'Bring back into use',
  schema: 'JSON Schema of this version',
  done: {
    templateSaved: 'Saved as a new version.',
    templateRetired: 'Out of use.',
    templateRestored: 'In use again.',
  },
  errors: {
    valuesWrong: 'Write each line like this: Open | Åben',
    fieldThere: 'There is a field of this name already.',
    sectionUnknown: 'This part is not there any more.',
    titleMissing: 'Write what it is called in both languages.',
    invalid: 'The form does not hold together like this.',
  },
}

export type TemplatesTexts = typeof templatesEn
