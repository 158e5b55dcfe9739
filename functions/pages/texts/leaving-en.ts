import type { ExportView } from '../../../shared/application/export/company-exports.ts'

const states: Readonly<Record<ExportView['state'], string>> = {
  waiting: 'Being packed',
  ready: 'Ready',
  removed: 'Removed after its seven days',
}

/** Of the page on which an owner takes everything along, and closes the company. */
export const leavingEn = {
  title: 'Export and closing',
  exports: {
    title: 'Take everything along',
    lead: 'Everything that the company owns is packed as one zip of JSON Lines, with a schema for each file. It takes minutes, and waits for seven days. Asking, packing and each download are in the audit.',
    reading:
      'What is personal of a request stands in it as ciphertext, and no key of it comes along: an owner has no right to content.',
    one: 'Export of',
    state: 'State',
    states,
    documents: 'Documents so far',
    packed: 'Documents',
    size: 'Size',
    sha256: 'SHA-256 of the zip',
    expires: 'Waits until',
    again: 'Look how far it is',
    download: 'Download the zip',
    check:
      'Compare the SHA-256 with that of the file that you saved. In the zip, manifest.json lists the SHA-256 of every file.',
    begin: 'Have everything packed',
    beginText: 'For reading and keeping. It cannot be taken in by another instance.',
    submit: 'Begin the export',
  },
  handOver: {
    title: 'Go on in another instance of Indsigt',
    text: 'The keys go along, sealed for that instance alone. Whoever runs it shows you its key. A second owner or administrator agrees under Waiting for approval, once they have compared the fingerprint with the one that was shown, by another way than the key came.',
    first: 'Let the closing begin first, and the last request be answered: then nothing changes any more.',
    key: 'The key of the other instance',
    keyHint: 'The whole line, as npm run import-company -- --key shows it: {"kty":"RSA","n":"…","e":"AQAB"}',
    submit: 'Ask for the keys to be handed over',
    error: 'That is no key of another instance. Copy the whole line, with its braces.',
  },
  closing: {
    title: 'Close the company',
    means: [
      'From the first moment the company takes no new requests. What had reached it before is still entered and answered.',
      'For 35 days an owner can take it back. Owners and administrators are told by mail when the time ends.',
      'Then the keys are destroyed first, so that nothing can be read any more, then the ciphertext, then every document. The address is given to nobody else.',
      'A signed certificate stays for everybody to read. Nobody of the company can sign in any more, so take along what you need before.',
    ],
    waits: 'Somebody still waits for an answer. Requests are answered before the company closes.',
    begin: 'Close the company for good',
    beginText: 'You are asked who you are once more.',
    submit: 'Begin the closing',
    since: 'Begun',
    asked: 'Asked for by',
    askedBy: { company: 'An owner of the company', operator: 'Those who run Indsigt' },
    ends: 'Destroyed from',
    unanswered: 'Requests that wait for an answer',
    some: 'There are some: everything waits for them',
    none: 'None',
    certificate: 'Where the certificate will be',
    keep: 'Keep the company',
    keepText: 'It takes requests again at once.',
  },
  closed: {
    title: (company: string) => `${company} is closed`,
    lead: 'Everything that this company had in Indsigt was destroyed. This is its certificate; the times are UTC.',
    asked: 'Asked for by',
    askedBy: { company: 'An owner of the company', operator: 'Those who run Indsigt' },
    askedAt: 'Asked for',
    unreadable: 'Nothing can be read since',
    gone: 'The ciphertext was gone by',
    signed:
      'The certificate is signed by the company’s key, whose public half is in the file. Nothing else of the company is left here.',
    file: 'The signed certificate (JSON)',
  },
  told: {
    begun: 'The export has begun. It takes minutes.',
    proposed:
      'It waits for a second owner or administrator, who finds it under Waiting for approval. Tell them the fingerprint that the other instance shows.',
    closing: 'The closing has begun. Owners and administrators are told by mail.',
    kept: 'The company stays, and takes requests again.',
  },
}

export type LeavingTexts = typeof leavingEn
