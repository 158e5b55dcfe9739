import type { Connector, Setting } from './connector.ts'

export type GivenSettings = Readonly<Record<string, string>>

/** The names of what is missing, unknown, or not of its kind. */
export function settingFaults(
  { settings }: Pick<Connector, 'settings'>,
  given: GivenSettings,
): readonly string[] {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(settings, name))
  const wrong = Object.entries(settings).filter(([name, setting]) => !fits(setting, given[name] ?? ''))
  return [...unknown, ...wrong.map(([name]) => name)]
}

const fits = ({ type, options = [] }: Setting, value: string): boolean =>
  type === 'choice' ? options.includes(value) : shapes[type].test(value)

/** A host is a name with a letter in its last label: no address by number is one (RFC 1123, 2.1). */
const shapes: Readonly<Record<Exclude<Setting['type'], 'choice'>, RegExp>> = {
  text: /^[^\p{Cc}]{1,300}$/u,
  label: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i,
  host: /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/i,
  // A private key has lines.
  secret: /^(?:[^\p{Cc}]|[\r\n]){1,8000}$/u,
}
