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
  asTheyAre: {
    title: 'Files that leave as they are',
    text: 'Nothing can be taken out of a file: it leaves byte for byte, or it is left out. When the answer is sealed, files of plain text are searched for what is left out, word for word. A file in which it is found is refused, unless you tick it here because you have read it and it may leave all the same. If you change what is left out, tick again.',
    legend: 'I have read these, and they may leave although they contain what is left out',
    submit: 'They may leave as they are',
    beforeSealing:
      'Something is left out of this answer, and these files leave byte for byte. Pictures, PDF and the like are not searched for it, and nobody but you has looked into them: read them before you seal.',
    beforeApproval:
      'Something is left out of this package, and these files leave byte for byte. Nobody but those who work on the request has looked into them: read them before you approve.',
    looked: {
      searched: 'plain text; what is left out was searched for and not found word for word',
      notSearched: 'not searched: it is no plain text, or too large',
      known: 'contains what is left out, and whoever prepared the answer has said that it may leave',
    },
  },
  holding: (names: string) =>
    `What is left out of the answer stands in these files too: ${names}. Leave them out, replace them, or say under “What the answer leaves out” that they may leave as they are.`,
  done: {
    withheld: 'It is left out of the answer.',
    withheldBack: 'It is part of the answer again.',
    withheldFiles: 'It is noted which files may leave as they are.',
  },
}

export type WithheldTexts = typeof withheldEn
