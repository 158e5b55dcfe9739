import type { SearchFailure } from '../../../shared/application/connectors/search-document.ts'
import { catalogueEn } from './catalogue-en.ts'

const failures: Readonly<Record<SearchFailure, string>> = {
  credentialsRefused:
    'The system does not take the credentials, or they may not look there. An administrator enters new ones.',
  systemAway: 'The system does not answer. Try again later; if it lasts, look by hand.',
  systemBusy: 'The system asks for time. Try again later.',
  answerUnexpected:
    'The system answered something that its reference does not tell of. This does not mean that nothing is held: look by hand.',
  answerTooLarge: 'One answer was larger than 5 MB. Fetch it by hand, and add it as a file.',
  tooMuchFound: 'There is more than a search can hold. Fetch it by hand, and add it as a file.',
  tooManyCalls: 'It would take more calls than a search may make. Fetch it by hand, and add it as a file.',
  addressRefused:
    'The address of the system is not on the public internet, or an answer led to another host. An administrator looks at what was entered.',
  valueUnfit: 'A setting or a credential cannot be sent as it is. An administrator enters it again.',
  jobFailed: 'The export that the system was asked for failed there. Try again, or fetch it by hand.',
  connectionGone: 'The system is no longer connected as it was when the search began. Begin another search.',
  connectorChanged: 'What is asked there has been changed since the search began. Begin another search.',
  requestEnded: 'The request has ended.',
  nobodyToFind: 'The person gave neither an address nor a telephone number to look for. Look by hand.',
}

/** Of the systems that a company looks in: the pages of its administrators, and of who works on a request. */
export const systemsEn = {
  catalogue: catalogueEn,
  place: {
    title: 'Systems to look in',
    lead: 'The systems in which you may hold something of a person: asked by those who work on a request, or looked through by hand with a guide.',
  },
  failures,
  code: 'Code',
  kind: 'Kind',
  canDo: 'What it does',
  any: 'All',
  asked: 'Can be asked',
  guided: 'Guided',
  name: 'Name',
  find: 'Find',
  count: (count: number, all: number) => `${count} of ${all} systems`,
  caption: 'Systems of the catalogue',
  unverifiedAll:
    'None of them was run against a vendor’s own system: those that can be asked were tried against answers written by hand from the vendor’s reference, and the guides are general knowledge.',
  connected: {
    title: 'Connected systems',
    none: 'No system is connected yet. Choose one below.',
    source: 'Source',
    open: (system: string) => `Look at ${system}`,
    since: 'Connected',
    settings: 'Entered',
    unknownSystem: 'Not in the catalogue any more',
    goneSource: 'a source that is not there any more',
  },
  chooseTitle: 'Choose a system',
  one: {
    back: 'Systems to look in',
    holds: 'What lies there',
    docs: 'The vendor’s documentation',
    verified: 'Verified against',
    nothing: 'Nothing: general knowledge of the product',
    fixture: (on: string) =>
      `Answers written by hand from the vendor’s reference (${on}). Never run against the vendor’s own system`,
    hosts: 'Hosts that are called',
    scopes: 'Rights that the credentials need',
    scopesNone: 'Reading; the vendor names them in its own documentation',
    steps: 'What it looks for',
    connect: (system: string) => `Connect ${system}`,
    connectLead:
      'It is asked a harmless question first. Addresses of persons are sent there when somebody who works on a request looks for them, so a second owner or administrator approves it.',
    guideLead:
      'Nothing is sent to this system. Who works on a request about the source is shown how to look there.',
    source: 'Source for which it is looked in',
    noSources: 'There is no source yet. Add a type of information first.',
    secret: 'Kept encrypted, and never shown again.',
    submit: 'Try it and connect it',
    submitGuide: 'Connect it',
    wrong: {
      text: 'Fill this in, in one line.',
      label: 'Write one word: letters, digits and hyphens, without dots.',
      host: 'Write the name of a host, such as shop.example.com, without https://.',
      choice: 'Choose one from the list.',
      secret: 'Enter it anew: it is never shown again.',
    },
    full: 'A company connects 40 systems at most. Disconnect one first.',
    sourceMissing: 'Choose a source.',
  },
  done: {
    connected: 'The system is connected. It is looked in when somebody who works on a request asks for it.',
    waits:
      'The system answered as it should. It waits for a second owner or administrator, and is looked in when they have approved it.',
    renewed: 'The new credentials hold.',
    renewalWaits:
      'The new credentials work. They wait for a second owner or administrator; until then the old ones hold.',
    removed: 'The system is no longer connected, and its secrets are gone.',
    works: 'The system answered as it should.',
  },
  proposed: {
    added: (system: string, source: string) =>
      `The system ${system} would be asked for persons, for the source ${source}`,
    renewed: (system: string, source: string) =>
      `The system ${system} would be asked with other credentials, for the source ${source}`,
    hosts: 'Hosts that are called',
  },
  tried: {
    what: 'Last asked',
    never: 'Not yet',
    works: 'It answered as it should',
    failed: 'It failed',
    status: (status: number) => `status ${status}`,
  },
  renew: 'Enter other credentials',
  renewLead:
    'They are tried first, and approved by a second owner or administrator, like those of a new system. Until then the old ones hold. A search that is under way ends.',
  renewSubmit: 'Try them and use them',
  test: 'Ask it a harmless question',
  testLead: 'Whether it answers, and takes the credentials. Nothing of any person is sent.',
  remove: 'Disconnect it',
  removeLead:
    'Nothing is asked there any more, and its secrets are deleted. A search that is under way ends. To connect it again, everything is entered anew.',
  search: {
    title: (system: string) => `Search in ${system}`,
    find: (system: string) => `Look in ${system}`,
    fetch: (system: string) => `Fetch from ${system}`,
    findLead: 'Finds the person by their proved address, or by the telephone number that they gave.',
    by: {
      locate: 'Finding the person',
      collect: 'Finding the person, and fetching what belongs to them',
    },
    back: 'Back to the request',
    source: 'Source',
    what: 'What was asked',
    began: 'Begun',
    ended: 'Ended',
    state: 'State',
    states: {
      running: 'Under way',
      found: 'Waits to be looked at',
      failed: 'Came to nothing',
      taken: 'Taken into the request',
      dropped: 'Put away',
    },
    line: (what: string, state: string) => `${what}: ${state}`,
    running: 'The system is being asked. This takes some seconds to some minutes, and goes on without you.',
    troubled: 'The system has had nothing to say for a while. It is asked again, fifteen times at most.',
    again: 'This page looks again by itself every ten seconds.',
    stay: 'Stop that',
    stays: 'This page stays as it is.',
    look: 'Look how it stands',
    records: (label: string, count: number) =>
      count === 1 ? `${label}: 1 record` : `${label}: ${count} records`,
    show: (label: string) => `Read: ${label}`,
    cut: 'There is more of it; all of it can be read in the file when you have taken it.',
    unasked: (labels: string) =>
      `Not asked, since what is known of the person cannot be asked there: ${labels}. Look by hand.`,
    nothing: 'Nothing was found of the person.',
    nothingMeans:
      'The system was asked for the address and the number that are known. Under another name something may lie there.',
    take: 'What belongs into the answer',
    takeHint:
      'Each becomes a file of the source, and leaves with the answer when a second person has approved it. What you do not tick is forgotten.',
    takeSubmit: 'Take it into the request',
    takeMissing: 'Choose at least one, or put it all away.',
    seals: 'The answer is sealed. To take something voids the seal.',
    drop: 'Put it away',
    dropLead: 'Nothing of it belongs into the answer. What was found is forgotten.',
    dropFailed: 'The failure has been seen, and nothing is done about it here.',
    nothingHeld: 'Nothing is held in this source',
    retry: 'Try again',
    contributor: 'Who takes something has a hand in the answer, and cannot approve it.',
    done: {
      foundTaken: 'What you chose is among the files of the request; the rest is forgotten.',
      foundDropped: 'It is put away.',
      nothingHeldSaid: 'The source is marked: nothing is held there.',
    },
  },
}

export type SystemsTexts = typeof systemsEn
