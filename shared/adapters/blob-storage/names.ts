/**
 * Our containers in the letters of Azure's: lower case, digits, and hyphens that neither end the name nor touch each other
 * (learn.microsoft.com, "Naming and referencing containers, blobs, and metadata"). A capital is a hyphen and its small
 * letter, a hyphen `-0` and an underscore `-1`: two names never meet, and 27 characters always fit into 63.
 */
export function azureContainer(container: string): string {
  const spelt = container.replace(/[A-Z_-]/g, (letter) => `-${codes[letter] ?? letter.toLowerCase()}`)
  return `company${spelt}`
}

const codes: Readonly<Record<string, string>> = { '-': '0', _: '1' }

/** The ids of a blob's blocks must all be of one length (learn.microsoft.com, "Put Block"). */
export const blockId = (number: number): string =>
  Buffer.from(String(number).padStart(5, '0')).toString('base64')

export const blockNumber = (id: string): number => Number(Buffer.from(id, 'base64').toString())
