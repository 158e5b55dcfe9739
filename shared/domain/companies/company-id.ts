// The name of a company in every address, partition and container of its own.

/** Where the operators of the instance have their accounts and their audit: a company in the store, and none to the world. */
export const operatorHouse = 'operator'

/** Words that are addresses or containers of the instance itself. */
const reserved: ReadonlySet<string> = new Set([
  ...[operatorHouse, 'api', 'assets', 'embed', 'problems', 'docs', 'cookies', 'demo', 'status', 'well-known'],
  ...['purge-ledger', 'readiness', 'audit-heads', 'shares', 'indsigt'],
])

const shortest = 3
const longest = 40

/**
 * Whether a text has the shape of a company's name in an address. Capitals have not: a store, a vault and a file system
 * differ in whether they tell them from small letters, and a company must never be looked for under another's name.
 */
export const hasCompanyShape = (text: string): boolean =>
  text.length <= 63 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)

/** Also the name of a container of blobs: 3 to 63 lower-case letters, digits and single hyphens. */
export const isCompanyId = (text: string): boolean =>
  text.length >= shortest &&
  text.length <= longest &&
  hasCompanyShape(text) &&
  !text.startsWith('azure-') &&
  !reserved.has(text)

const spelled: Readonly<Record<string, string>> = {
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
}

/** As one would write the name in an address; `-company` is put behind what would be none by itself. */
export function companyIdOf(name: string): string {
  const written = Object.entries(spelled)
    .reduce((text, [letter, letters]) => text.replaceAll(letter, letters), name.toLowerCase())
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longest - 10)
    .replaceAll(/^-+|-+$/g, '')
  if (isCompanyId(written)) return written
  return ['company', written].filter((part) => part !== '').join('-')
}

/** The second of the same name, the third, and so on. */
export const numberedId = (companyId: string, number: number): string =>
  number === 1 ? companyId : `${companyId}-${number}`
