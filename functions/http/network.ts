// Where a call comes from, for counting: never stored or logged as it is.
import type { HttpRequest } from '@azure/functions'
import type { App } from '../../shared/composition/app.ts'

/**
 * The platform adds the caller as the last entry of `x-forwarded-for`; what stands before it is only claimed. Behind our
 * Front Door that entry is the door itself, which says in a header of its own who stood before it. Of IPv6 it is the /64,
 * which one subscriber has to themselves (RFC 6177).
 */
export function networkOf({ settings }: Pick<App, 'settings'>, { headers }: HttpRequest): string | undefined {
  const atOurDoor =
    settings.frontDoorId !== undefined && headers.get('x-azure-fdid') === settings.frontDoorId
      ? headers.get('x-azure-socketip')
      : null
  const last = atOurDoor ?? headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(last) ?? []
  const address = (bracketed ?? plain ?? last).toLowerCase()
  if (address === '') return undefined
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address) ?? []
  return mapped ?? (address.includes(':') ? firstHalf(address) : address)
}

function firstHalf(address: string): string {
  const [before = '', after] = address.split('::')
  const head = before.split(':').filter(Boolean)
  const tail = after?.split(':').filter(Boolean) ?? []
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  return [...head, ...zeros, ...tail].slice(0, 4).join(':')
}
