/** Of the operators' pages on which keys are renewed after a suspicion. */
export const instanceKeysEn = {
  title: 'Keys of the instance',
  lead: 'The key that signs access tokens rotates by itself every thirty days. After a suspicion it is renewed at once.',
  means: [
    'A new key signs at once. No access token of an earlier key is taken any more, on any machine within a minute.',
    'Refresh tokens stay good, so programs fetch a new access token by themselves. Pages notice nothing.',
    'The renewal stands in the operators’ audit.',
  ],
  renew: 'Renew the signing key now',
  submit: 'Renew it: every access token ends',
  renewed: 'The key is renewed. Every access token of an earlier key has ended.',
  kid: 'What signs now:',
  ofCompanies: 'The keys of a company are moved on the page of the company.',
  company: {
    title: 'Keys of the company',
    lead: 'After a new version of its key was made in the vault, what is open is wrapped under it: the company’s secret, and the keys of a hundred requests at a time. You read nothing by it. Before the old version is disabled in the vault, a second round that moves none shows that nothing is left under it.',
    submit: 'Move the keys to the newest version',
    goOn: 'Go on with the next hundred requests',
    moved: (keys: number) => (keys === 1 ? '1 key was moved.' : `${keys} keys were moved.`),
    more: 'There are more requests.',
    through: 'All requests have been looked at.',
    back: 'Back to the company',
  },
}

export type InstanceKeysTexts = typeof instanceKeysEn
