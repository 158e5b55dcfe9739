/** The sectors that there is a starter pack for, in the order in which they are offered; the packs themselves are not read for their names. */
export const sectors = [
  'insurance',
  'retail',
  'bank',
  'telecom',
  'health',
  'recruitment',
  'education',
  'utilities',
  'housing',
  'travel',
  'foundation',
  'competitions',
  'publicSector',
  'generic',
] as const

export type Sector = (typeof sectors)[number]
