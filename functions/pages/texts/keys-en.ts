import type { KeyScope } from '../../../shared/domain/identity/key-scopes.ts'

const scopes: Readonly<Record<KeyScope, string>> = {
  requests: 'Requests, their data, files and decisions',
  consents: 'Consents',
  company: 'The company: people, settings, templates, keys',
  audit: 'The audit',
  push: 'Push into one source, and see nothing (by itself)',
}

/** Of the page on which an owner makes keys for the company's programs. */
export const keysEn = {
  title: 'API keys',
  lead: 'A program of yours sends a key beside the token of a person. The key says which program it is, and what it may do at most; the person’s roles hold as well.',
  empty: 'There is no key yet.',
  once: 'Copy the key now: it is shown here, and never again.',
  repeated:
    'This key has been made already, and its secret was shown then. If you do not have it, rotate the key.',
  prefix: 'Begins with',
  may: 'May do',
  made: 'Made',
  until: 'Expires',
  used: 'Last used',
  never: 'never',
  rotate: 'Make a new secret',
  rotateLead: 'The old secret stops at the next call. Put the new one into the program at once.',
  stop: 'Stop the key',
  stopLead: 'It stops at the next call, and so does every token that was made with it.',
  make: 'Make a key',
  name: 'Name of the program',
  scopesLabel: 'What it may do',
  scopes,
  source: 'Source that a connector fills',
  sourceHint: 'Only for a key that pushes: choose the one source.',
  noSource: 'None',
  origins: 'Pages that ask for consent with it',
  originsHint:
    'Only for a key that stands in web pages, where everybody can read it: choose nothing above, and write the origin of each page on a line, such as https://www.example.com. It asks for consent and does nothing else.',
  submit: 'Make the key',
  errors: {
    name: 'Give the program a name.',
    scopes: 'Choose what it may do.',
    origins:
      'Write origins as browsers do, such as https://www.example.com, without a path; and choose nothing else that the key may do.',
    source: 'A key that pushes is for one source and may do nothing else.',
  },
  stopped: 'The key is stopped.',
}

export type KeysTexts = typeof keysEn
