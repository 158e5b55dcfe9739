/** Of the form that is merged of several sources. */
export const mergedEn = {
  title: 'Merged data',
  lead: 'These sources have the same form, and leave as one. What they say alike is one; where they differ, somebody decides before the answer is sealed.',
  none: 'No two sources of this request have the same form.',
  agreed: 'The sources agree',
  open: (count: number) => (count === 1 ? '1 field to decide' : `${count} fields to decide`),
  decided: (count: number) => (count === 1 ? '1 field decided' : `${count} fields decided`),
  look: 'Look at the differences',
  who: (source: string) => `${source} says`,
  rows: (count: number) => (count === 1 ? '1 row' : `${count} rows`),
  choice: 'What holds',
  all: 'The rows of all of them; what both have is kept once',
  other: 'Something else:',
  otherLabel: 'What holds instead',
  otherRows: 'Other rows, as they are typed here',
  rowsTitle: 'Type other rows',
  rowsLead:
    'The rows of all sources stand here to begin with. Change them, empty the ones that do not hold, and add what is missing.',
  submit: 'Decide',
  holds: 'Decided',
  taken: {
    source: (label: string) => `What ${label} says`,
    all: 'The rows of all of them',
    rows: (count: number) => (count === 1 ? '1 row that was typed' : `${count} rows that were typed`),
    value: (text: string) => text,
  },
  undo: 'Decide anew',
  wrong: { choose: 'Choose what holds', type: 'This cannot be stored as it is' },
  obstacle: 'sources differ, and nobody has decided what holds',
  done: {
    mergedDecided: 'Decided. It holds until one of the sources changes what it says there.',
    mergedOpen: 'Open again.',
  },
}

export type MergedTexts = typeof mergedEn
