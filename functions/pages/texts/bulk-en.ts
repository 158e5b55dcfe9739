/** Of giving all that a filter finds to one person. */
export const bulkEn = {
  title: 'Assign many requests',
  back: 'Back to the requests',
  count: (count: number) =>
    count === 0 ? 'No request fits.' : count === 1 ? '1 request fits.' : `${count} requests fit.`,
  who: 'Assign them to',
  choose: 'Choose a person',
  text: 'Each is assigned by itself, and the person gets a mail for each. Who has a request already keeps it.',
  submit: 'Assign all of them',
  doneTitle: 'Assigned',
  done: (count: number, name: string) =>
    count === 1 ? `1 request was assigned to ${name}.` : `${count} requests were assigned to ${name}.`,
  unchanged: (count: number, name: string) =>
    count === 1
      ? `1 request was assigned to ${name} before.`
      : `${count} requests were assigned to ${name} before.`,
  refused: (count: number, why: string) =>
    count === 1 ? `1 request was not assigned: ${why}` : `${count} requests were not assigned: ${why}`,
  undo: 'Take these back',
  more: 'More fit than one step takes.',
  goOn: 'Go on with the next',
  told: { bulkUndone: 'Taken back: they are assigned as they were before.' },
}
