/** What is wrong with a value, in words that follow the setting's name; undefined when nothing is. */
export type Shape = (value: string) => string | undefined

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether an address is of this machine; nothing given is not. */
export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && URL.canParse(address) && loopbackHosts.has(new URL(address).hostname)
}

/** A service's address: https, or http on this machine. */
export const origin: Shape = (value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(value))
  return isSafe && url.search === '' && url.hash === '' && url.username === ''
    ? undefined
    : 'must be an https address, such as https://name.example.net'
}

/** A public key on P-256 as SPKI in base64: 91 bytes. */
export const p256Key: Shape = (value) =>
  /^[A-Za-z0-9+/]{122}==$/.test(value) ? undefined : 'must be the public key of the event webhook, in base64'

/** An account of Twilio; its API keys, which begin otherwise, are no account. */
export const twilioAccount: Shape = (value) =>
  /^AC[0-9a-f]{32}$/.test(value) ? undefined : 'must be an account: AC and 32 digits, as the console shows it'

/** A Service Bus namespace, fully qualified, since its short name leads nowhere; on this machine with a port. */
export const hostName: Shape = (value) =>
  /^([a-z0-9-]+(\.[a-z0-9-]+)+|(localhost|127\.0\.0\.1):\d{1,5})$/i.test(value)
    ? undefined
    : 'must be a host name in full, such as name.servicebus.windows.net'

/** An address alone, without a name before it (RFC 5321, section 4.1.2, as far as providers take it). */
export const mailAddress: Shape = (value) =>
  value.length <= 254 && /^[^\s@<>"(),:;]+@[^\s@<>"(),:;.]+(\.[^\s@<>"(),:;.]+)+$/.test(value)
    ? undefined
    : 'must be a mail address alone, such as privacy@company.example'

/** A mail relay with whatever signs in there: TLS from the start, or by STARTTLS. */
export const smtpRelay: Shape = (value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const isRelay = url !== undefined && ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname !== ''
  const isBare = url?.search === '' && url.hash === '' && ['', '/'].includes(url.pathname)
  return isRelay && isBare && isDecoded(url.username) && isDecoded(url.password)
    ? undefined
    : 'must be a relay, such as smtps://user:password@mail.company.example, with % before special characters of the password'
}

function isDecoded(part: string): boolean {
  try {
    return decodeURIComponent(part) !== undefined
  } catch {
    return false
  }
}

/** A connection string carries a key to everything: only an emulator's, which listens on this machine. */
export const emulatorOnly =
  (instead: string): Shape =>
  (value) => {
    const parts = new Map(value.split(';').map((part) => nameAndValue(part)))
    const addresses = addressParts.flatMap((name) => parts.get(name) ?? [])
    const isSaid = parts.get('UseDevelopmentStorage') === 'true' || addresses.length > 0
    return isSaid && addresses.every((address) => isLoopback(address))
      ? undefined
      : `is for emulators on this machine; use ${instead} and a managed identity`
  }

/** Wherever a connection string may lead; each of them wins over the emulator's own addresses. */
const addressParts = ['BlobEndpoint', 'Endpoint', 'DevelopmentStorageProxyUri']

function nameAndValue(part: string): readonly [string, string] {
  const at = part.indexOf('=')
  return [part.slice(0, at).trim(), part.slice(at + 1).trim()]
}
