/** Reads an application setting by name. */
export type Setting = (name: string) => string | undefined

/** A binding property with every `%NAME%` replaced by the setting of that name; a missing setting stops the start. */
export function bindingText(value: unknown, setting: Setting): string {
  if (typeof value !== 'string') throw new Error('a binding property that must be text is missing')
  return value.replaceAll(/%([^%]+)%/g, (_whole, name: string) => {
    const text = setting(name)
    if (text === undefined) throw new Error(`the setting "${name}" that a binding names is missing`)
    return text
  })
}
