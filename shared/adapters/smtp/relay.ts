/** Where mails are handed over. */
export type Relay = {
  readonly host: string
  readonly port: number
  /** TLS from the first byte; otherwise it begins with STARTTLS. */
  readonly isImplicitTls: boolean
  /** On this machine nothing is between, and a relay there rarely has a certificate. */
  readonly isHere: boolean
  readonly auth?: { readonly user: string; readonly pass: string }
}

/** Ports of submission: RFC 8314, section 3.3, and RFC 6409, section 3.1. */
const usualPorts: Readonly<Record<string, number>> = { 'smtps:': 465, 'smtp:': 587 }

const thisMachine = new Set(['localhost', '127.0.0.1', '[::1]'])

/** The relay of an address whose shape `read-config.ts` has checked; user and password are decoded from it. */
export function relayAt(address: string): Relay {
  const { protocol, hostname, port, username, password } = new URL(address)
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (usualPorts[protocol] ?? 587) : Number(port),
    isImplicitTls: protocol === 'smtps:',
    isHere: protocol === 'smtp:' && thisMachine.has(hostname),
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
  }
}
