import type { HostFinding, HostState } from '../../../shared/domain/companies/host-name.ts'

/** Of the page on which a company names its own host name and sees how far its proof is. */
export const hostEn = {
  title: 'Your own host name',
  lead: 'An address of your own domain at which persons find your company, such as data.example.com.',
  address: 'Links in mails lead persons to',
  name: 'Host name',
  nameHint:
    'A name under a domain of yours, without https:// and without a path. A second administrator or owner approves it.',
  named: 'Your host name',
  state: 'State',
  states: {
    waiting: 'Waiting for the domain name system',
    proven: 'Proven',
    lost: 'Lost',
  } satisfies Readonly<Record<HostState, string>>,
  since: 'Since',
  looked: 'Last looked at',
  found: 'What was found',
  findings: {
    proof: 'The record is there and is the right one.',
    noRecord:
      'There is no TXT record of that name. A new one can take hours to be seen. Check that the name is exactly the one below: many providers add your domain by themselves, so that it stands there twice.',
    otherValue:
      'There is a TXT record of that name, and none with the right value. Compare it character by character; it is another one for each company and each host name.',
    silent: 'The name servers of your domain did not answer in time. Try again in a few minutes.',
    failed: 'The name servers of your domain answered with an error. Ask whoever runs them.',
    taken:
      'Another company here has proven the same name, and its record stands as well. Remove that record if the name is yours.',
  } satisfies Readonly<Record<HostFinding, string>>,
  drops: 'Stops answering',
  lost: 'Links lead to the ordinary address again. Enter the record anew and check, if the name is to stay yours.',
  demo: 'This demonstration answers at localhost alone: the name can be proven here, and leads nowhere.',
  entering: 'What to enter',
  enteringLead:
    'Where your domain is kept, add these two records, and leave the first for as long as you use the name.',
  proof: 'For the proof: a record of the kind TXT',
  recordName: 'Name',
  recordValue: 'Value',
  way: (host: string) => `So that ${host} leads here: a record of the kind CNAME to`,
  certificate:
    'Whoever runs Indsigt must also add the name where encrypted connections end, with a certificate for it. Until then the name answers with an error.',
  staff:
    'You and your colleagues go on signing in at the ordinary address, where your passkeys and your provider know you.',
  check: 'Check now',
  checked: 'Looked at just now.',
  remove: 'Do without the name',
  removeLead:
    'Links lead to the ordinary address at once. Links that were sent out with the name stop working.',
  invalid:
    'Write the name alone, such as data.example.com: no https://, no path, no address of numbers and no name of a local network.',
  reserved: 'This is the name of Indsigt itself here. Choose one of your own domain.',
  change: 'The host name to which persons are led',
  none: 'none of its own',
}

export type HostTexts = typeof hostEn
