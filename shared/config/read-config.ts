// The settings of the single-machine run (api.md, "Settings"): environment in, configuration or every problem out.
import { err, ok } from '../kernel/result.ts'
import type { Result } from '../kernel/result.ts'
import { adapterProblems, chosenAdapters, realAdapters } from './adapter-settings.ts'
import type { AdapterChoice } from './adapter-settings.ts'
import type { SettingProblem } from './setting.ts'
import { isLoopback } from './setting-shapes.ts'
import { readTrustedProxies, type Network } from './trusted-proxies.ts'

type Environment = Readonly<Record<string, string | undefined>>

export type Config = {
  readonly mode: 'demo' | 'serve'
  /** 0 takes any free port. */
  readonly port: number
  readonly folder: string
  readonly bind: string
  /** The origin that mails carry, without a trailing slash; the local address, if left out. */
  readonly publicUrl?: string
  /** Whose `x-forwarded-for` says who calls. */
  readonly trustedProxies: readonly Network[]
  readonly adapters: AdapterChoice
  /** A clamd that looks at uploads beside our own rules. */
  readonly clamd?: { readonly host: string; readonly port: number }
  /** Ports beside 443 that calls to addresses of others may go to. */
  readonly egressPorts?: readonly number[]
  /** Who is asked whether a host name is a company's, in place of the machine's own name servers. */
  readonly dnsServers?: readonly string[]
  /** Makes the first operator of a serving instance, in place of the code on the console. */
  readonly operatorCode?: string
  /** How long sessions and access tokens live, where it is to be less than what security.md allows. */
  readonly sessionMinutes?: number
  readonly tokenMinutes?: number
  /** How long the store of content keeps what is removed from it, at most. */
  readonly blobGoneDays?: number
}

/** What both homes take beside their stores. */
type Around = Pick<
  Config,
  'blobGoneDays' | 'clamd' | 'egressPorts' | 'dnsServers' | 'operatorCode' | 'sessionMinutes' | 'tokenMinutes'
>

/** What the Functions host runs with: always serving, and nothing of it on a disk that vanishes. */
export type HostedConfig = Around & {
  /** As the platform calls this instance, where it says so. */
  readonly platformHost?: string
  /** The id of the Front Door profile in front, which only that sends (`X-Azure-FDID`). */
  readonly frontDoorId?: string
  readonly publicUrl: string
  readonly adapters: HostedAdapters
}

type Indispensable = 'documents' | 'blobs' | 'keys' | 'shares' | 'messages' | 'mail'

type HostedAdapters = AdapterChoice & Required<Pick<AdapterChoice, Indispensable>>

export type ConfigRefusal = { readonly problems: readonly SettingProblem[] }

const loopback = '127.0.0.1'

/**
 * Reads the settings and reports everything that is wrong with them at once. Demo mode is what is left when nothing
 * says that others than this machine are meant (security.md, "Two modes").
 */
export function readConfig(environment: Environment): Result<Config, ConfigRefusal> {
  const given = givenIn(environment)
  const port = readPort(given('PORT'))
  const bind = readBind(given('INDSIGT_BIND'))
  const publicUrl = readPublicUrl(given('PUBLIC_URL'))
  const proxies = readTrustedProxies(given('TRUSTED_PROXIES'))
  const around = readAround(given)
  const problems = [
    ...[port, bind, publicUrl, proxies].flatMap((read) => (read.ok ? [] : [read.error])),
    ...(around.ok ? [] : around.error.problems),
    ...adapterProblems(given),
  ]
  const isWhole = port.ok && bind.ok && publicUrl.ok && proxies.ok && around.ok
  if (!isWhole || problems.length > 0) return err({ problems })

  return ok({
    mode:
      bind.value === undefined && publicUrl.value === undefined && realAdapters(given).length === 0
        ? 'demo'
        : 'serve',
    port: port.value,
    folder: given('INDSIGT_DATA') ?? '.indsigt',
    bind: bind.value ?? loopback,
    ...(publicUrl.value === undefined ? {} : { publicUrl: publicUrl.value }),
    trustedProxies: proxies.value,
    adapters: chosenAdapters(given),
    ...around.value,
  })
}

/**
 * The settings under the Functions host (security.md, "Two modes"): what is missing stops the start by name, since an
 * exception in the entry blocks the app and reaches whoever operates it.
 */
export function readHostedConfig(environment: Environment): Result<HostedConfig, ConfigRefusal> {
  const given = givenIn(environment)
  const publicUrl = readPublicUrl(given('PUBLIC_URL'))
  const around = readAround(given)
  const frontDoor = readFrontDoor(given('FRONT_DOOR_ID'))
  const problems = [
    ...[publicUrl, frontDoor].flatMap((read) => (read.ok ? [] : [read.error])),
    ...(around.ok ? [] : around.error.problems),
    ...adapterProblems(given),
    ...missingUnderTheHost(given),
  ]
  const isWhole = publicUrl.ok && around.ok && frontDoor.ok
  if (!isWhole || publicUrl.value === undefined || problems.length > 0) return err({ problems })
  return ok({
    publicUrl: publicUrl.value,
    ...platformOf(given('WEBSITE_HOSTNAME')),
    ...(frontDoor.value === undefined ? {} : { frontDoorId: frontDoor.value }),
    adapters: chosenAdapters(given) as HostedAdapters,
    ...around.value,
  })
}

/** Where a proxy in front calls it, and its probes (learn.microsoft.com, "Environment variables in Azure App Service"). */
const platformOf = (host: string | undefined): Pick<HostedConfig, 'platformHost'> =>
  host === undefined ? {} : { platformHost: host.toLowerCase() }

const readFrontDoor = (text: string | undefined): Read<string | undefined> =>
  text === undefined || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
    ? ok(text)
    : err({ setting: 'FRONT_DOOR_ID', problem: 'must be the id of a Front Door profile, a UUID' })

type Needed = { readonly ways: readonly string[]; readonly because: string }

const noDisk = 'nothing falls back to the disk of a cloud machine'

const neededUnderTheHost: readonly Needed[] = [
  { ways: ['PUBLIC_URL'], because: 'links in mails come from it, never from a call' },
  { ways: ['COSMOS_ENDPOINT'], because: noDisk },
  { ways: ['BLOB_ENDPOINT', 'BLOB_CONNECTION_STRING'], because: noDisk },
  { ways: ['KEYVAULT_URL'], because: noDisk },
  { ways: ['SHARES_ENDPOINT', 'SHARES_CONNECTION_STRING'], because: noDisk },
  { ways: ['SERVICEBUS_NAMESPACE', 'SERVICEBUS_CONNECTION_STRING'], because: noDisk },
  // A mail that is kept here would count as sent: a period would begin that nobody was told of.
  {
    ways: ['SENDGRID_API_KEY', 'SMTP_URL'],
    because: 'without it nobody would get a link',
  },
]

const missingUnderTheHost = (given: (name: string) => string | undefined): readonly SettingProblem[] =>
  neededUnderTheHost
    .filter(({ ways }) => ways.every((setting) => given(setting) === undefined))
    .map(({ ways: [setting = ''], because }) => ({ setting, problem: `is missing: ${because}` }))

const givenIn =
  (environment: Environment) =>
  (name: string): string | undefined =>
    environment[name]?.trim() || undefined

type Read<T> = Result<T, SettingProblem>

function readPort(text = '7071'): Read<number> {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return ok(port)
  return err({ setting: 'PORT', problem: 'must be a whole number from 0 (any free port) to 65535' })
}

function readBind(text: string | undefined): Read<string | undefined> {
  if (text === undefined || /^[0-9a-z.:-]+$/i.test(text)) return ok(text)
  return err({
    setting: 'INDSIGT_BIND',
    problem: 'must be an address to listen on, such as 0.0.0.0, without scheme and port',
  })
}

/** The links to answers travel in mails to it, so nobody on the way may read or change what it carries. */
function readPublicUrl(text: string | undefined): Read<string | undefined> {
  if (text === undefined) return ok(undefined)
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPrivate = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(text))
  if (url && isPrivate && url.href === `${url.origin}/`) return ok(url.origin)
  return err({
    setting: 'PUBLIC_URL',
    problem:
      'must be an https address without a path, such as https://privacy.example.com (http on this machine only)',
  })
}

/** What both homes may reach beside their stores. */
function readAround(given: (name: string) => string | undefined): Result<Around, ConfigRefusal> {
  const read: { readonly [name in keyof Required<Around>]: Read<Around[name] | undefined> } = {
    clamd: readClamd(given('CLAMD_HOST')),
    egressPorts: readEgressPorts(given('EGRESS_PORTS')),
    dnsServers: readDnsServers(given('DNS_SERVERS')),
    operatorCode: readOperatorCode(given('OPERATOR_CODE')),
    sessionMinutes: readMinutes('SESSION_TTL', given('SESSION_TTL'), sessionBounds),
    tokenMinutes: readMinutes('TOKEN_TTL', given('TOKEN_TTL'), tokenBounds),
    blobGoneDays: readGoneDays(given('BLOB_GONE_DAYS')),
  }
  const problems = Object.values(read).flatMap((one) => (one.ok ? [] : [one.error]))
  if (problems.length > 0) return err({ problems })

  const values = Object.entries(read).map(([name, one]) => [name, one.ok ? one.value : undefined] as const)
  // Each under the name of its own type above; `fromEntries` forgets which.
  return ok(Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Around)
}

type Bounds = readonly [least: number, most: number]

/** security.md, "Sessions": eight hours and fifteen minutes are the most; less than the least would sign people out at work. */
const sessionBounds: Bounds = [15, 480]
const tokenBounds: Bounds = [1, 15]

function readMinutes(
  setting: string,
  text: string | undefined,
  [least, most]: Bounds,
): Read<number | undefined> {
  const minutes = Number(text)
  if (text === undefined) return ok(undefined)
  if (/^\d+$/.test(text) && minutes >= least && minutes <= most) return ok(minutes)
  return err({ setting, problem: `must be whole minutes from ${least} to ${most}` })
}

/** Longer than an answer is kept would make its end a word without meaning. */
const mostGoneDays = 32

function readGoneDays(text: string | undefined): Read<number | undefined> {
  const days = Number(text)
  if (text === undefined) return ok(undefined)
  if (/^\d+$/.test(text) && days <= mostGoneDays) return ok(days)
  return err({ setting: 'BLOB_GONE_DAYS', problem: `must be whole days from 0 to ${mostGoneDays}` })
}

/** As hard to guess as the one that the console shows. */
const shortestOperatorCode = 26

const readOperatorCode = (text: string | undefined): Read<string | undefined> =>
  text === undefined || text.length >= shortestOperatorCode
    ? ok(text)
    : err({ setting: 'OPERATOR_CODE', problem: `must have ${shortestOperatorCode} characters or more` })

function readEgressPorts(text: string | undefined): Read<Config['egressPorts']> {
  if (text === undefined) return ok(undefined)
  const ports = text.split(',').map((port) => (/^\s*\d{1,5}\s*$/.test(port) ? Number(port) : 0))
  if (ports.every((port) => port > 0 && port <= 65_535)) return ok(ports)
  return err({
    setting: 'EGRESS_PORTS',
    problem: 'must be ports with commas between them, such as 8443,9443',
  })
}

/** Addresses alone: whoever knows names can be asked for by no name. */
const serverPattern =
  /^(\d{1,3}(\.\d{1,3}){3}(:\d{1,5})?|[0-9a-f]*:[0-9a-f:]+|\[[0-9a-f]*:[0-9a-f:]+\](:\d{1,5})?)$/i

function readDnsServers(text: string | undefined): Read<Config['dnsServers']> {
  if (text === undefined) return ok(undefined)
  const servers = text.split(',').map((server) => server.trim())
  if (servers.every((server) => serverPattern.test(server))) return ok(servers)
  return err({
    setting: 'DNS_SERVERS',
    problem: 'must be addresses of name servers with commas between them, such as 192.0.2.53,192.0.2.54:5353',
  })
}

const clamdPort = 3310

function readClamd(text: string | undefined): Read<Config['clamd']> {
  if (text === undefined) return ok(undefined)
  const [, host, digits = `${clamdPort}`] = /^([0-9a-z.-]+)(?::(\d{1,5}))?$/i.exec(text) ?? []
  const port = Number(digits)
  if (host !== undefined && port > 0 && port <= 65_535) return ok({ host, port })
  return err({
    setting: 'CLAMD_HOST',
    problem: 'must be a name or address, with a port behind a colon or 3310',
  })
}
