/** What the answer leaves out. */
export const withheldEn = {
  title: 'What the answer leaves out',
  lead: 'Tick what concerns others or may not be given, choose the ground that carries it, and write the reason as the person will read it. It stays here and leaves in no package.',
  list: 'Left out',
  none: 'Nothing is left out.',
  outdated: 'Something else stands in its place now: take it back and choose it anew.',
  open: 'Choose what is left out',
  back: 'Back to the request',
  choose: 'Choose what is left out',
  nothing: 'Nothing has been collected yet.',
  whole: 'All of it',
  row: (title: string, n: number) => `${title} ${n}`,
  files: 'Files',
  noneTicked: 'Tick at least one',
  ground: 'Ground',
  chooseGround: 'Choose a ground',
  text: 'Reason for the person',
  textHint: 'Why the ground holds here, without saying what is left out.',
  submit: 'Leave out what is ticked',
  takeBack: 'Take back',
  done: { withheld: 'It is left out of the answer.', withheldBack: 'It is part of the answer again.' },
}

export type WithheldTexts = typeof withheldEn
