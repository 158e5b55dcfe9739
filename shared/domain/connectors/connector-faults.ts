// What a schema cannot see of a connector file: whether its names, hosts and languages hold together.
import { isInLanguage } from './compose-call.ts'
import type { Auth, CallTemplate, Connector, JsonTemplate, Setting, Step, Text } from './connector.ts'
import { namesIn, partsOf } from './placeholders.ts'

export type ConnectorFault = {
  readonly at: string
  readonly code:
    | 'nameUnknown'
    | 'secretOutsideCredentials'
    | 'hostUnknown'
    | 'hostSettingFree'
    | 'languageMissing'
    | 'quotesMissing'
    | 'stepTwice'
    | 'stepUnknown'
}

/** Empty where the file may be used. */
export function connectorFaults(connector: Connector): readonly ConnectorFault[] {
  const steps = [...connector.locate, ...(connector.collect ?? [])]
  return [
    ...hostFaults(connector),
    ...callFaults(connector, 'test', connector.test.call, settingNames(connector, 'open')),
    ...authFaults(connector),
    ...steps.flatMap((step, at) => stepFaults(connector, step, steps.slice(0, at))),
  ]
}

const settingNames = ({ settings }: Connector, which: 'open' | 'all'): readonly string[] =>
  Object.entries(settings)
    .filter(([, { type }]) => which === 'all' || type !== 'secret')
    .map(([name]) => name)

const forHosts: readonly Setting['type'][] = ['label', 'host', 'choice']

/** Free text in a host would name any host at all. */
const hostFaults = ({ hosts, settings }: Connector): readonly ConnectorFault[] =>
  hosts.flatMap((host) =>
    namesIn(host)
      .filter((name) => !forHosts.includes(settings[name]?.type ?? 'text'))
      .map(() => ({ at: host, code: 'hostSettingFree' as const })),
  )

function stepFaults(connector: Connector, step: Step, earlier: readonly Step[]): readonly ConnectorFault[] {
  const at = step.id
  const known = [...settingNames(connector, 'open'), 'identity.email', 'identity.phone']
  const names = step.forEach === undefined ? known : [...known, 'item.*']
  const ofJob = [...names, 'job.id']
  return [
    ...(earlier.some(({ id }) => id === step.id) ? [{ at, code: 'stepTwice' as const }] : []),
    ...(step.forEach !== undefined && !earlier.some(({ id }) => id === step.forEach)
      ? [{ at, code: 'stepUnknown' as const }]
      : []),
    ...callFaults(connector, at, step.call, names),
    ...(step.job ? callFaults(connector, `${at}.poll`, step.job.poll, ofJob) : []),
    ...(step.job ? callFaults(connector, `${at}.download`, step.job.download, ofJob) : []),
    ...(step.where ?? []).flatMap(({ value }) => nameFaults(connector, `${at}.where`, value, names)),
  ]
}

function authFaults(connector: Connector): readonly ConnectorFault[] {
  const names = settingNames(connector, 'all')
  const { auth } = connector
  const told = templatesOf(auth).flatMap((text) =>
    nameFaults(connector, 'auth', text, [...names, 'auth.token']),
  )
  return 'login' in auth
    ? [...told, ...callFaults(connector, 'auth.login', auth.login, [...names, 'clock.tomorrow'])]
    : [...told, ...('path' in auth ? hostFault(connector, 'auth', auth.host) : [])]
}

/** All texts of the credentials themselves. */
const templatesOf = (auth: Auth): readonly string[] =>
  Object.entries(auth)
    .filter(([name]) => name !== 'login' && name !== 'host')
    .flatMap(([, value]: readonly [string, unknown]) =>
      typeof value === 'object' ? Object.values(value as Readonly<Record<string, string>>) : [`${value}`],
    )

function callFaults(
  connector: Connector,
  at: string,
  call: CallTemplate,
  names: readonly string[],
): readonly ConnectorFault[] {
  const parameters = [...Object.values(call.query ?? {}), ...Object.values(call.form ?? {})]
  const inJson = call.json === undefined ? [] : textsOf(call.json)
  const plain = [call.path, ...Object.values(call.headers ?? {})]
  const all = [...plain, ...[...parameters, ...inJson].map(wordsOf)]
  return [
    ...hostFault(connector, at, call.host),
    ...all.flatMap((text) => nameFaults(connector, at, text, names)),
    ...parameters.flatMap((text) => languageFaults(at, text)),
    ...inJson.flatMap((text) => languageFaults(at, text)),
  ]
}

const hostFault = ({ hosts }: Connector, at: string, host: string | undefined): readonly ConnectorFault[] =>
  host === undefined || hosts.includes(host) ? [] : [{ at, code: 'hostUnknown' }]

const wordsOf = (text: Text): string => (typeof text === 'string' ? text : text.text)

function textsOf(template: JsonTemplate): readonly Text[] {
  if (typeof template === 'string') return [template]
  if (typeof template !== 'object' || template === null) return []
  if (isInLanguage(template)) return [template]
  return Object.values(template as Readonly<Record<string, JsonTemplate>>).flatMap(textsOf)
}

const nameFaults = (
  { settings }: Connector,
  at: string,
  text: string,
  names: readonly string[],
): readonly ConnectorFault[] =>
  namesIn(text)
    .filter((name) => !names.includes(name) && !(name.startsWith('item.') && names.includes('item.*')))
    .map((name) => ({
      at,
      code: settings[name]?.type === 'secret' ? 'secretOutsideCredentials' : 'nameUnknown',
    }))

/** A value that stands beside words stands in a language, and in that language it stands within its quotes. */
function languageFaults(at: string, text: Text): readonly ConnectorFault[] {
  const parts = partsOf(wordsOf(text))
  const hasValue = parts.some(({ kind, text: name }) => kind === 'name' && /^(?:identity|item)\./.test(name))
  if (!hasValue) return []
  if (typeof text === 'string') return parts.length > 1 ? [{ at, code: 'languageMissing' }] : []
  const quote = quotes[text.language]
  if (quote === undefined) return []
  const outside = parts.some(
    ({ kind }, index) => kind === 'name' && !isWithin(quote, parts.slice(0, index), parts.slice(index + 1)),
  )
  return outside ? [{ at, code: 'quotesMissing' }] : []
}

const quotes: Readonly<Partial<Record<string, string>>> = { soql: "'", odata: "'", quoted: '"' }

type Parts = ReturnType<typeof partsOf>

/** An odd number of quotes before it, and one right after it somewhere. */
const isWithin = (quote: string, before: Parts, after: Parts): boolean =>
  countOf(quote, before) % 2 === 1 && countOf(quote, after) % 2 === 1

const countOf = (quote: string, parts: Parts): number =>
  parts.reduce((sum, { kind, text }) => sum + (kind === 'words' ? text.split(quote).length - 1 : 0), 0)
