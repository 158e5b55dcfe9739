// Which settings choose an adapter on Azure, each port by itself (api.md, "Settings"); without any, it is embedded.
import type { SettingProblem } from './setting.ts'
import {
  emulatorOnly,
  hostName,
  isLoopback,
  mailAddress,
  origin,
  p256Key,
  smtpRelay,
  twilioAccount,
} from './setting-shapes.ts'
import type { Shape } from './setting-shapes.ts'
import { sharesNotApart } from './storage-apart.ts'

export type Given = (name: string) => string | undefined

/** With a key or a connection string it is an emulator on this machine; otherwise the managed identity signs in. */
export type AdapterChoice = {
  readonly documents?: { readonly endpoint: string; readonly database: string; readonly key?: string }
  readonly blobs?: StorageChoice
  readonly keys?: { readonly url: string }
  readonly shares?: StorageChoice
  readonly messages?: { readonly namespace: string } | { readonly connectionString: string }
  readonly mail?: MailChoice
  readonly sms?: SmsChoice
  /** Selects one of several user-assigned identities. */
  readonly clientId?: string
}

export type StorageChoice = { readonly endpoint: string } | { readonly connectionString: string }

export type MailChoice = SendGridChoice | SmtpChoice

/** `url` may hold a user and a password. */
type SmtpChoice = { readonly url: string; readonly from: string }

export type SendGridChoice = {
  readonly apiKey: string
  readonly from: string
  readonly baseUrl?: string
  /** By which the provider signs what it tells of mails; without it nothing of that is taken. */
  readonly webhookKey?: string
}

type SmsChoice = {
  readonly accountSid: string
  readonly authToken: string
  readonly from: string
  readonly baseUrl?: string
}

/**
 * `needs`: each row one way to choose the adapter, complete when all of it is given, and with it what stands `beside` each
 * of them. `also` only refines it.
 */
type AdapterSettings = {
  readonly needs: readonly (readonly string[])[]
  readonly beside?: readonly string[]
  readonly also?: readonly string[]
}

const adapters: readonly AdapterSettings[] = [
  { needs: [['COSMOS_ENDPOINT']], also: ['COSMOS_DATABASE', 'COSMOS_KEY'] },
  { needs: [['BLOB_ENDPOINT'], ['BLOB_CONNECTION_STRING']] },
  { needs: [['KEYVAULT_URL']] },
  { needs: [['SHARES_ENDPOINT'], ['SHARES_CONNECTION_STRING']] },
  { needs: [['SERVICEBUS_NAMESPACE'], ['SERVICEBUS_CONNECTION_STRING']] },
  {
    needs: [['SENDGRID_API_KEY'], ['SMTP_URL']],
    beside: ['MAIL_FROM'],
    also: ['SENDGRID_BASE_URL', 'SENDGRID_WEBHOOK_KEY'],
  },
  { needs: [['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM']], also: ['TWILIO_BASE_URL'] },
]

const shapes: Readonly<Record<string, Shape>> = {
  COSMOS_ENDPOINT: origin,
  BLOB_ENDPOINT: origin,
  BLOB_CONNECTION_STRING: emulatorOnly('BLOB_ENDPOINT'),
  KEYVAULT_URL: origin,
  SHARES_ENDPOINT: origin,
  SHARES_CONNECTION_STRING: emulatorOnly('SHARES_ENDPOINT'),
  SERVICEBUS_NAMESPACE: hostName,
  SERVICEBUS_CONNECTION_STRING: emulatorOnly('SERVICEBUS_NAMESPACE'),
  MAIL_FROM: mailAddress,
  SMTP_URL: smtpRelay,
  SENDGRID_BASE_URL: origin,
  SENDGRID_WEBHOOK_KEY: p256Key,
  TWILIO_ACCOUNT_SID: twilioAccount,
  TWILIO_BASE_URL: origin,
}

/** All that is half given, contradictory or malformed. */
export const adapterProblems = (given: Given): readonly SettingProblem[] => [
  ...adapters.flatMap((adapter) => incomplete(adapter, given)),
  ...malformed(given),
  ...keyOfEmulator(given),
  ...sharesNotApart(given),
]

/** What the settings choose; asked only once `adapterProblems` has none. */
export function chosenAdapters(given: Given): AdapterChoice {
  const endpoint = given('COSMOS_ENDPOINT')
  const vault = given('KEYVAULT_URL')
  const accountSid = given('TWILIO_ACCOUNT_SID')
  const database = given('COSMOS_DATABASE') ?? 'indsigt'
  return {
    ...(endpoint !== undefined && {
      documents: { endpoint, database, ...optional('key', given('COSMOS_KEY')) },
    }),
    ...optional('blobs', storage(given, 'BLOB')),
    ...(vault !== undefined && { keys: { url: vault } }),
    ...optional('shares', storage(given, 'SHARES')),
    ...optional('messages', bus(given)),
    ...optional('mail', mailChoice(given)),
    ...(accountSid !== undefined && { sms: smsChoice(accountSid, given) }),
    ...optional('clientId', given('AZURE_CLIENT_ID')),
  }
}

/** The settings that reach beyond this machine: any of them ends the demonstration (security.md, "Two modes"). */
export const realAdapters = (given: Given): readonly string[] =>
  Object.entries(reaches)
    .filter(([setting, target]) => given(setting) !== undefined && !isLoopback(target(given)))
    .map(([setting]) => setting)

const itself = (setting: string) => (given: Given) => given(setting)

// A connection string is an emulator's; a provider without a base address is the provider itself.
const reaches: Readonly<Record<string, (given: Given) => string | undefined>> = {
  COSMOS_ENDPOINT: itself('COSMOS_ENDPOINT'),
  BLOB_ENDPOINT: itself('BLOB_ENDPOINT'),
  KEYVAULT_URL: itself('KEYVAULT_URL'),
  SHARES_ENDPOINT: itself('SHARES_ENDPOINT'),
  SERVICEBUS_NAMESPACE: (given) => `sb://${given('SERVICEBUS_NAMESPACE')}`,
  SENDGRID_API_KEY: itself('SENDGRID_BASE_URL'),
  SMTP_URL: itself('SMTP_URL'),
  TWILIO_ACCOUNT_SID: itself('TWILIO_BASE_URL'),
}

function storage(given: Given, part: 'BLOB' | 'SHARES'): StorageChoice | undefined {
  const endpoint = given(`${part}_ENDPOINT`)
  const connectionString = given(`${part}_CONNECTION_STRING`)
  if (endpoint !== undefined) return { endpoint }
  return connectionString === undefined ? undefined : { connectionString }
}

function bus(given: Given): AdapterChoice['messages'] {
  const namespace = given('SERVICEBUS_NAMESPACE')
  const connectionString = given('SERVICEBUS_CONNECTION_STRING')
  if (namespace !== undefined) return { namespace }
  return connectionString === undefined ? undefined : { connectionString }
}

function mailChoice(given: Given): MailChoice | undefined {
  const from = given('MAIL_FROM') ?? ''
  const [apiKey, url] = [given('SENDGRID_API_KEY'), given('SMTP_URL')]
  if (apiKey === undefined) return url === undefined ? undefined : { url, from }
  return {
    ...{ apiKey, from },
    ...optional('baseUrl', given('SENDGRID_BASE_URL')),
    ...optional('webhookKey', given('SENDGRID_WEBHOOK_KEY')),
  }
}

const smsChoice = (accountSid: string, given: Given): SmsChoice => ({
  accountSid,
  authToken: given('TWILIO_AUTH_TOKEN') ?? '',
  from: given('TWILIO_FROM') ?? '',
  ...optional('baseUrl', given('TWILIO_BASE_URL')),
})

const optional = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [key in Name]?: Value }

function incomplete(
  { needs, beside = [], also = [] }: AdapterSettings,
  given: Given,
): readonly SettingProblem[] {
  const isGiven = (name: string): boolean => given(name) !== undefined
  const begun = needs.filter((way) => way.some(isGiven))
  const [first = [], second] = begun
  if (second) {
    return second
      .filter(isGiven)
      .map((setting) => ({ setting, problem: `contradicts ${first.join(' and ')}; give one of them` }))
  }
  const refined = [...beside, ...also].filter(isGiven)
  if (begun.length === 0 && refined.length === 0) return []

  const whole = [...(begun.length === 0 ? (needs[0] ?? []) : first), ...beside]
  const absent = whole.filter((name) => !isGiven(name))
  const because = begun.length === 0 ? refined : whole.filter(isGiven)
  return absent.length > 0 ? missing(absent, because) : []
}

const missing = (names: readonly string[], because: readonly string[]): readonly SettingProblem[] =>
  names.map((setting) => ({ setting, problem: `is missing beside ${because.join(' and ')}` }))

const malformed = (given: Given): readonly SettingProblem[] =>
  Object.entries(shapes).flatMap(([setting, shape]) => {
    const value = given(setting)
    const problem = value === undefined ? undefined : shape(value)
    return problem === undefined ? [] : [{ setting, problem }]
  })

/** A key to the whole account has no place beside real data. */
const keyOfEmulator = (given: Given): readonly SettingProblem[] =>
  given('COSMOS_KEY') === undefined ||
  given('COSMOS_ENDPOINT') === undefined ||
  isLoopback(given('COSMOS_ENDPOINT'))
    ? []
    : [
        {
          setting: 'COSMOS_KEY',
          problem: 'is for emulators on this machine; leave it out, the managed identity signs in',
        },
      ]
