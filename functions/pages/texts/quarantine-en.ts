import type { Doubt, RefusalReason } from '../../../shared/application/ports/scanner.ts'

const doubts: Readonly<Record<Doubt, string>> = {
  encrypted: 'It is protected by a password, so what is in it could not be looked at.',
  macros: 'It contains macros: programs that run when it is opened.',
  activeContent: 'It contains scripts or other content that runs when it is opened.',
  executable: 'It is a program, or contains one.',
  typeContradicts: 'It is something other than its name says.',
  notLookedThrough: 'It could not be looked through to its end.',
  scannerUnavailable: 'The virus scanner did not answer when it arrived.',
}

const refused: Readonly<Record<RefusalReason, string>> = {
  typeNotAllowed: 'The company takes no files of this type.',
  malwareSignature: 'It carries a mark that is known as harmful.',
  disguisedExecutable: 'It is a program under the name of a document.',
  twoTypesAtOnce: 'It is two kinds of file at once.',
  zipBomb: 'It is an archive that unpacks to a size without measure.',
  tooManyEntries: 'It is an archive of more files than can be looked at.',
  nestedTooDeep: 'It is an archive in archives, deeper than can be looked at.',
  zipInconsistent: 'It is an archive whose list of contents does not agree with its contents.',
  unsafePath: 'It is an archive that would unpack outside its own folder.',
  duplicateName: 'It is an archive that holds one name twice.',
  symbolicLink: 'It is an archive that holds links to other places.',
  entityBomb: 'It grows without measure when it is opened.',
}

/** Of files that nobody reads or seals until somebody has answered for them. */
export const quarantineEn = {
  badge: 'In quarantine',
  title: 'Files in quarantine',
  lead: 'Nobody can open these files, and nothing is sealed, before each is released, replaced or removed.',
  doubts,
  refused,
  rescan: 'Look at it again',
  release: 'Release',
  releaseText:
    'You answer for this file from here on, and cannot approve this request. Who let it out, when and why is kept.',
  reason: 'Why it may be let out',
  releasedTitle: 'Files let out of quarantine',
  releasedLead: 'Somebody looked at these and answers for them. What was in doubt, and why they may leave:',
  aManager: 'a manager',
  waits: 'A manager to whom the request is assigned can release it.',
  done: {
    fileHeld: 'The file is stored and waits in quarantine. The reason is stated below.',
    fileScanned: 'It was looked at again. What is still in doubt is stated below.',
    fileReleased: 'The file is released. It is read and sealed like any other.',
  },
}

export type QuarantineTexts = typeof quarantineEn
