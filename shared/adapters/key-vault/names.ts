/**
 * Our name of a key in the letters that Key Vault allows, digits, letters and hyphens (learn.microsoft.com, "About keys"):
 * a hyphen stands for itself when it is doubled, and begins the code of any other character. Two names never meet.
 */
export const vaultName = (name: string): string =>
  name.replace(/[^0-9a-zA-Z]/g, (character) =>
    character === '-' ? '--' : `-${character.charCodeAt(0).toString(16)}-`,
  )

/** The last part of a key's identifier, `https://{vault}/keys/{name}/{version}`. */
export const versionIn = (identifier: string | undefined): string => identifier?.split('/').at(-1) ?? ''
