/**
 * Our name of a key in the letters that Key Vault allows, digits, letters and hyphens, of which it does not tell large from
 * small (learn.microsoft.com, "Azure Key Vault keys, secrets and certificates overview"): a hyphen stands for itself when
 * it is doubled, and begins the code of any other character, also of a capital. Two names never meet.
 */
export const vaultName = (name: string): string =>
  name.replace(/[^0-9a-z]/g, (character) =>
    character === '-' ? '--' : `-${character.charCodeAt(0).toString(16)}-`,
  )

/** The last part of a key's identifier, `https://{vault}/keys/{name}/{version}`. */
export const versionIn = (identifier: string | undefined): string => identifier?.split('/').at(-1) ?? ''
